"""Citizens on the four channels: each says words and taps answers the way the channel has it."""

import itertools
import time
import uuid
from typing import Any, Protocol

from tests.bot.talking import Reply
from tests.channels.replay.application import Application
from tests.channels.replay.reading import Arrived, numbered
from tests.channels.telegram.bot_api import public
from tests.channels.telegram.phone import Phone
from tests.channels.zalo.playing_zalo import APP_ID

_people = itertools.count(1)


class NotOfferedError(Exception):
    """The answer to tap is nowhere on the screen."""

    kind = "tap"


class OldNumberError(NotOfferedError):
    """The answer stands in an older list, whose numbers mean nothing any more."""

    kind = "old number"


class ChatApp(Protocol):
    """A citizen with a chat app on the phone. Both return what arrives; `taps` raises `NotOfferedError`."""

    channel: str

    def says(self, words: str) -> Arrived: ...

    def taps(self, label: str) -> Arrived: ...


class Client:
    """A citizen at the chat API, on the web page or at a kiosk."""

    def __init__(self, application: Application, channel: str) -> None:
        self.application = application
        self.channel = channel
        self.told = {"conversation_id": str(uuid.uuid4()), "channel": channel}
        self.heard: list[Reply] = []

    def says(self, words: str) -> Reply:
        return self._post(text=words)

    def taps(self, label: str) -> Reply:
        """Tap the newest answer with this label. Raises `NotOfferedError`."""
        found = next((choice for told, choice in self.offered() if told == label), None)
        if found is None:
            raise NotOfferedError(label)
        return self._post(choice=found)

    def offered(self) -> list[tuple[str, str]]:
        """Return label and id of every answer that was ever offered, newest reply first."""
        return [
            (choice["label"], choice["id"])
            for reply in reversed(self.heard)
            for message in reply["messages"]
            if message["type"] == "choices"
            for choice in message["choices"]
        ]

    def _post(self, **body: str) -> Reply:
        answer = self.application.http.post("/api/v1/chat", json=self.told | body)
        assert answer.status_code == 200, answer.text
        self.heard.append(answer.json())
        return self.heard[-1]


class TelegramApp:
    """A citizen with Telegram: taps are callback queries of the buttons that the local Bot API server shows."""

    channel = "telegram"

    def __init__(self, application: Application) -> None:
        self.phone = Phone(application.telegram, application.telegram_calls, 10**6 + next(_people))
        self.offered: list[tuple[str, dict[str, Any], str]] = []

    def says(self, words: str) -> Arrived:
        return self._does(self.phone.message(text=words))

    def taps(self, label: str) -> Arrived:
        found = next(((data, message) for told, message, data in reversed(self.offered) if told == label), None)
        if found is None:
            raise NotOfferedError(label)
        return self._does(self.phone.query(found[0], public(found[1])))

    def _does(self, update: dict[str, Any]) -> Arrived:
        before = len(self.phone.messages)
        self.phone.does(update)
        new = self.phone.messages[before:]
        offered = [
            (full(key["text"], answers), message, key.get("callback_data", ""))
            for message in new
            for answers in [numbered(message["text"])]
            for row in (message.get("reply_markup") or {}).get("inline_keyboard", [])
            for key in row
        ]
        self.offered += [one for one in offered if one[2]]
        return Arrived([message["text"] for message in new], [label for label, *_ in offered])


class ZaloApp:
    """A citizen with Zalo: taps are the buttons' own texts; where there are numbers, the number is typed."""

    channel = "zalo"

    def __init__(self, application: Application) -> None:
        self.application = application
        self.user = str(10**15 + next(_people))
        self.offered: dict[str, str] = {}
        self.numbers: dict[str, str] = {}
        self.old_numbers: set[str] = set()

    def says(self, words: str) -> Arrived:
        before = len(self._messages())
        parties = {"sender": {"id": self.user}, "recipient": {"id": "388"}}
        self.application.zalo_calls(
            {
                "app_id": APP_ID,
                "event_name": "user_send_text",
                "timestamp": str(time.time_ns() // 10**6),
                "message": {"text": words, "msg_id": uuid.uuid4().hex},
                **parties,
            }
        )
        return self._read(self._messages()[before:])

    def taps(self, label: str) -> Arrived:
        """Type the answer's number where the last texts end in numbers, else tap the newest button that shows it.

        Raises `NotOfferedError`, and `OldNumberError` for an answer of an older list, which no number means any more.
        """
        told = self.numbers.get(label) or self.offered.get(label)
        if told is None:
            raise OldNumberError(label) if label in self.old_numbers else NotOfferedError(label)
        return self.says(told)

    def _messages(self) -> list[dict[str, Any]]:
        sent = self.application.zalo.sent
        return [one["message"] for one in sent if one["recipient"]["user_id"] == self.user]

    def _read(self, new: list[dict[str, Any]]) -> Arrived:
        """Texts up to one with buttons belong together: the answers are told in full above the buttons."""
        labels, texts = list[str](), list[str]()
        for message in new:
            texts.append(message["text"])
            buttons = message["attachment"]["payload"]["buttons"] if "attachment" in message else []
            if buttons:
                answers, texts = numbered("\n".join(texts)), []
                shown = {full(button["title"], answers, at): button["payload"] for at, button in enumerate(buttons)}
                self.offered |= shown
                labels += shown
        self.old_numbers |= set(self.numbers)
        self.numbers = {label: str(number) for number, label in enumerate(numbered("\n".join(texts)), 1)}
        return Arrived([message["text"] for message in new], [*labels, *self.numbers])


def full(title: str, answers: list[str], at: int | None = None) -> str:
    """Return what a button says in full: "3", "3. A long answ…" and a cut title stand for an answer told above it."""
    number, dot, _ = title.partition(". ")
    if number.isdigit() and (dot or number == title) and 1 <= int(number) <= len(answers):
        return answers[int(number) - 1]
    cut = title.endswith("…") and at is not None and at < len(answers)
    return answers[at] if cut and at is not None else title.removeprefix("✓ ")
