"""A citizen with Telegram on the phone: says, taps and reads what the local Bot API server holds."""

import itertools
import json
import time
from collections.abc import Callable
from typing import Any

from tests.channels.telegram.bot_api import BotApi, public

Update = dict[str, Any]
_ids = itertools.count(1000)


class Phone:
    """One person's private chat; `send` hands an update to the application."""

    def __init__(self, api: BotApi, send: Callable[[Update], Any], chat: int) -> None:
        self.api = api
        self.send = send
        self.chat = {"id": chat, "type": "private", "first_name": "Lan", "username": "lan_ct"}
        self.person = {"id": chat, "is_bot": False, "first_name": "Lan", "last_name": "Trần", "username": "lan_ct"}
        self.said: list[str] = []
        self._read = 0

    # What a person does; each returns what comes back for it.

    def says(self, words: str) -> list[str]:
        return self.does(self.message(text=words), f"> {words}")

    def sends(self, **content: Any) -> list[str]:
        return self.does(self.message(**content), f"> [{next(iter(content))}]")

    def edits(self, **content: Any) -> list[str]:
        update = self.message(**content)
        return self.does({"update_id": update["update_id"], "edited_message": update["message"]}, f"> (sửa) {content}")

    def taps(self, label: str, nth: int = -1) -> list[str]:
        return self.does(self.tap(label, nth), f"> [{label}]")

    def does(self, update: Update, said: str = "") -> list[str]:
        self.said.append(said)
        self.send(update)
        return self.reads()

    # Updates as Telegram makes them.

    def message(self, **content: Any) -> Update:
        message = {"message_id": next(_ids), "date": int(time.time()), "chat": self.chat, "from": self.person}
        if str(content.get("text", "")).startswith("/"):
            length = len(content["text"].split()[0])
            message["entities"] = [{"type": "bot_command", "offset": 0, "length": length}]
        return {"update_id": next(_ids), "message": message | content}

    def tap(self, label: str, nth: int = -1) -> Update:
        message, key = self.buttons(label)[nth]
        return self.query(key["callback_data"], public(message))

    def query(self, data: str, message: dict[str, Any]) -> Update:
        told = {"id": str(next(_ids)), "from": self.person, "chat_instance": "1", "data": data, "message": message}
        return {"update_id": next(_ids), "callback_query": json.loads(json.dumps(told))}

    def membership(self, before: str, now: str, chat: dict[str, Any] | None = None) -> Update:
        user = {"id": 123456, "is_bot": True, "first_name": "Một Cửa"}
        told = {
            "chat": chat or self.chat,
            "from": self.person,
            "date": int(time.time()),
            "old_chat_member": member(before, user),
            "new_chat_member": member(now, user),
        }
        return {"update_id": next(_ids), "my_chat_member": told}

    # What a person sees.

    @property
    def messages(self) -> list[dict[str, Any]]:
        return self.api.chats.get(self.chat["id"], [])

    def reads(self) -> list[str]:
        """Return texts that are new since the last look."""
        new = [message["text"] for message in self.messages[self._read :]]
        self._read = len(self.messages)
        self.said += new
        return new

    def buttons(self, label: str = "") -> list[tuple[dict[str, Any], dict[str, str]]]:
        """Return buttons on the screen whose label holds the words, oldest first, each with its message."""
        return [
            (message, key)
            for message in self.messages
            for row in (message.get("reply_markup") or {}).get("inline_keyboard", [])
            for key in row
            if label in key["text"]
        ]

    def labels(self) -> list[str]:
        """Return the labels under the last message that has any."""
        shown = [message for message in self.messages if message.get("reply_markup")]
        return [key["text"] for message, key in self.buttons() if message is shown[-1]] if shown else []


def member(status: str, user: dict[str, Any]) -> dict[str, Any]:
    told: dict[str, Any] = {"status": status, "user": user}
    if status == "kicked":
        told["until_date"] = 0
    return told
