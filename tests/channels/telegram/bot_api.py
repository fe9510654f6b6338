"""A local server of the Bot API, as much of it as a chat bot uses, with the faults that the real one has.

It keeps chats, refuses what Telegram refuses (HTML that cannot be parsed, texts too long, edits that change nothing,
keyboards with more than 64 bytes behind a button), and fails on demand.
"""

import asyncio
import json
import re
import socket
import threading
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from html import unescape
from html.parser import HTMLParser
from typing import Any

import uvicorn
from fastapi import FastAPI, Request, Response
from fastapi.responses import JSONResponse, StreamingResponse

TOKEN = "123456:local-bot-token"
BOT = {"id": 123456, "is_bot": True, "first_name": "Một Cửa", "username": "MotCuaBot"}
_TAGS = {"b", "i", "a", "blockquote"}


@dataclass
class Fault:
    """How the next calls of a method fail: `status` with `body`, or cut after `seconds`."""

    method: str
    status: int = 0
    body: dict[str, Any] = field(default_factory=dict)
    seconds: float = 0.0
    after: bool = False


def flood(seconds: int, method: str = "sendMessage") -> Fault:
    body = {"description": f"Too Many Requests: retry after {seconds}", "parameters": {"retry_after": seconds}}
    return Fault(method, 429, body)


def blocked(method: str = "sendMessage") -> Fault:
    return Fault(method, 403, {"description": "Forbidden: bot was blocked by the user"})


class BotApi:
    """What the server holds: chats with their messages, every call, updates that wait to be asked for."""

    def __init__(self) -> None:
        self.url = ""
        self.reset()

    def reset(self) -> None:
        self.calls: list[tuple[str, dict[str, Any]]] = []
        self.faults: list[Fault] = []
        self.chats: dict[int, list[dict[str, Any]]] = {}
        self.webhook: dict[str, Any] = {}
        self.waiting: list[dict[str, Any]] = []
        self.info: dict[str, Any] = {}
        self.last_id = 0

    def fail(self, *faults: Fault) -> None:
        """Let the next calls of these methods fail, each once, in this order."""
        self.faults += faults

    def called(self, method: str) -> list[dict[str, Any]]:
        return [parameters for name, parameters in self.calls if name == method]

    def message(self, chat: int, message_id: int) -> dict[str, Any]:
        return next(one for one in self.chats[chat] if one["message_id"] == message_id)

    # The methods, by their name in the Bot API.

    def getMe(self, _: dict[str, Any]) -> Any:
        return BOT

    def sendMessage(self, told: dict[str, Any]) -> Any:
        chat = int(told["chat_id"])
        self.last_id += 1
        message = {
            "message_id": self.last_id,
            "date": int(time.time()),
            "chat": {"id": chat, "type": "private" if chat > 0 else "group", "first_name": "A"},
            "from": BOT,
            "html": told["text"],
            "text": checked(told["text"]),
            **keyboard(told),
        }
        self.chats.setdefault(chat, []).append(message)
        return public(message)

    def editMessageText(self, told: dict[str, Any]) -> Any:
        message = self.message(int(told["chat_id"]), int(told["message_id"]))
        return self.changed(message, {"html": told["text"], "text": checked(told["text"]), **keyboard(told)})

    def editMessageReplyMarkup(self, told: dict[str, Any]) -> Any:
        return self.changed(self.message(int(told["chat_id"]), int(told["message_id"])), keyboard(told))

    def changed(self, message: dict[str, Any], new: dict[str, Any]) -> Any:
        if all(message.get(name) == value for name, value in new.items()):
            raise Refused("Bad Request: message is not modified: specified new message content is exactly the same")
        message.update(new)
        return public(message)

    def setWebhook(self, told: dict[str, Any]) -> Any:
        self.webhook = told
        return True

    def deleteWebhook(self, _: dict[str, Any]) -> Any:
        self.webhook = {}
        return True

    def getWebhookInfo(self, _: dict[str, Any]) -> Any:
        empty = {"url": self.webhook.get("url", ""), "has_custom_certificate": False, "pending_update_count": 0}
        return {**empty, **self.info}

    def getUpdates(self, told: dict[str, Any]) -> Any:
        self.waiting = [one for one in self.waiting if one["update_id"] >= int(told.get("offset", 0))]
        return self.waiting[:100]

    def anything(self, _: dict[str, Any]) -> Any:
        return True


class Refused(Exception):
    """The call is refused with 400 and these words."""


def public(message: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in message.items() if name != "html"}


def keyboard(told: dict[str, Any]) -> dict[str, Any]:
    shown = json.loads(told.get("reply_markup") or "{}")
    for key in (key for row in shown.get("inline_keyboard", []) for key in row):
        if ("callback_data" in key) == ("url" in key) or not 1 <= len(key.get("callback_data", "x").encode()) <= 64:
            raise Refused("Bad Request: BUTTON_DATA_INVALID")
    return {"reply_markup": shown or None}


class Reader(HTMLParser):
    """Reads a text as Telegram does: few tags, all of them closed, in order."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=False)
        self.open: list[str] = []
        self.text = ""

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        if tag not in _TAGS or (tag == "a" and not dict(attributes).get("href")):
            raise Refused(f'Bad Request: can\'t parse entities: Unsupported start tag "{tag}"')
        self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            raise Refused("Bad Request: can't parse entities: Unmatched end tag")

    def handle_data(self, data: str) -> None:
        if "<" in data or "&" in data:
            raise Refused("Bad Request: can't parse entities: a bare sign")
        self.text += data

    def handle_entityref(self, name: str) -> None:
        if name not in ("lt", "gt", "amp", "quot"):
            raise Refused(f"Bad Request: can't parse entities: &{name};")
        self.text += unescape(f"&{name};")

    def handle_charref(self, name: str) -> None:
        self.text += unescape(f"&#{name};")


def checked(html: str) -> str:
    """Return the words of a text. Raises `Refused` where Telegram would refuse it."""
    if re.search(r"[\x00-\x08\x0b-\x1f]", html):
        raise Refused("Bad Request: strings must be encoded in UTF-8")
    reader = Reader()
    reader.feed(html)
    reader.close()
    if reader.open:
        raise Refused(f"Bad Request: can't parse entities: Can't find end tag corresponding to \"{reader.open[-1]}\"")
    if not reader.text.strip():
        raise Refused("Bad Request: message text is empty")
    if len(reader.text.encode("utf-16-le")) // 2 > 4096:
        raise Refused("Bad Request: message is too long")
    return reader.text


def app(api: BotApi) -> FastAPI:
    made = FastAPI()

    @made.post("/bot{token}/{method}")
    async def call(token: str, method: str, request: Request) -> Response:
        if token != TOKEN:
            return refusal(401, "Unauthorized")
        told = {name: str(value) for name, value in (await request.form()).items()}
        fault = next((fault for fault in api.faults if fault.method == method), None)
        if fault:
            api.faults.remove(fault)
        if fault and not fault.after:
            return await failed(fault)
        api.calls.append((method, told))
        try:
            result = getattr(api, method, api.anything)(told)
        except Refused as error:
            return refusal(400, str(error))
        if method == "getUpdates" and not result:
            await asyncio.sleep(0.05)
        return await failed(fault) if fault else JSONResponse({"ok": True, "result": result})

    return made


def refusal(status: int, description: str) -> JSONResponse:
    return JSONResponse({"ok": False, "error_code": status, "description": description}, status)


async def failed(fault: Fault) -> Response:
    await asyncio.sleep(fault.seconds)
    if fault.status:
        return JSONResponse({"ok": False, "error_code": fault.status, **fault.body}, fault.status)

    async def cut() -> AsyncIterator[bytes]:
        yield b'{"ok": tr'

    return StreamingResponse(cut(), headers={"Content-Length": "500"})


@contextmanager
def serving() -> Iterator[BotApi]:
    """Serve on a free port of this machine, in a thread of its own."""
    api = BotApi()
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        api.url = f"http://127.0.0.1:{listener.getsockname()[1]}"
        server = uvicorn.Server(uvicorn.Config(app(api), log_level="critical", timeout_graceful_shutdown=1))
        thread = threading.Thread(target=server.run, args=([listener],), daemon=True)
        thread.start()
        while not server.started:
            time.sleep(0.01)
        yield api
        server.should_exit = True
        thread.join(5)
