"""The WebSocket of the chat API: the same requests and replies, and officers' words pushed as they appear.

Each frame of the client is answered by one frame, in order; what comes of itself is marked `pushed` or `gone`.
"""

import asyncio
import json
import logging
from collections.abc import Callable, Coroutine
from contextlib import suppress
from typing import Any

from fastapi import APIRouter, WebSocket, WebSocketDisconnect
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from bot.answers.chat import ChatReply
from bot.answers.wording import say
from bot.conversations.errors import NotYoursError
from bot.conversations.store import new_secret
from channels.chat_api import COOKIE, SECRET_HEADER, Channel, ChatRequest, ConversationId
from channels.errors import ForeignConversationError, GatewayError
from channels.following import Following
from channels.metrics import OPEN_SOCKETS
from channels.origins import same_origin
from channels.services import Services
from knowledge.database import DatabaseError, DatabaseUnavailableError

LARGEST_FRAME = 200_000
LOOK_EVERY = 1.0
"""Seconds between two looks for what an officer said."""
IDLE = 90.0
"""Seconds of silence after which a socket is closed; pages send a beat every 25."""

_AWAY, _TOO_BIG, _FULL, _REFUSED = 1001, 1009, 1013, 1008

log = logging.getLogger(__name__)
router = APIRouter(prefix="/api/v1/chat", tags=["chat"])


class Follow(BaseModel):
    """Asks for what appears in a conversation after the turn `since`; `secret`: for pages that keep no cookie."""

    model_config = ConfigDict(extra="forbid")

    follow: ConversationId
    channel: Channel = "web"
    since: str = Field(min_length=1, max_length=32)
    secret: str | None = Field(default=None, min_length=1, max_length=128)


class Beat(BaseModel):
    """A sign of life; the same number comes back."""

    model_config = ConfigDict(extra="forbid")

    beat: int


class OpenSockets:
    """How many sockets are open, and whether one more may be."""

    def __init__(self, most: int) -> None:
        self.most = most
        self.open = 0

    def __enter__(self) -> "OpenSockets":
        self.open += 1
        OPEN_SOCKETS.set(self.open)
        return self

    def __exit__(self, *_: object) -> None:
        self.open -= 1
        OPEN_SOCKETS.set(self.open)

    @property
    def full(self) -> bool:
        """Whether no further socket may be opened."""
        return self.open >= self.most


@router.websocket("/ws")
async def chat_socket(socket: WebSocket) -> None:
    """Serve one socket until it is closed, or silent for too long."""
    room: OpenSockets = socket.app.state.open_sockets
    if not same_origin(socket.headers) or room.full:
        await socket.close(_FULL if room.full else _REFUSED)
        return
    owner = socket.cookies.get(COOKIE) or socket.headers.get(SECRET_HEADER) or new_secret()
    await socket.accept(headers=[(SECRET_HEADER.lower().encode(), owner.encode())])
    session = _Session(socket, owner)
    with room:
        pushing = asyncio.create_task(session.push())
        try:
            with suppress(WebSocketDisconnect):
                await session.serve()
        finally:
            pushing.cancel()


class _Session:
    """One open socket: whose it is, and which conversation it follows."""

    def __init__(self, socket: WebSocket, owner: str) -> None:
        self.socket = socket
        self.owner = owner
        self.services: Services = socket.app.state.services
        self.address = socket.client.host if socket.client else ""
        self.following: Following | None = None
        self.lock = asyncio.Lock()

    async def serve(self) -> None:
        """Answer frame by frame. Raises `WebSocketDisconnect` when the client goes."""
        while True:
            try:
                received = await asyncio.wait_for(self.socket.receive(), IDLE)
            except TimeoutError:
                await self.socket.close(_AWAY)
                return
            if received["type"] == "websocket.disconnect":
                return
            frame = received.get("text") or ""
            if len(frame) > LARGEST_FRAME:
                await self.socket.close(_TOO_BIG)
                return
            async with self.lock:
                await self._answer(frame)

    async def push(self) -> None:
        """Send what appears in the followed conversation while a person is wanted for it or has it."""
        with suppress(WebSocketDisconnect):
            while True:
                await asyncio.sleep(LOOK_EVERY)
                async with self.lock:
                    if self.following and self.following.handed_over:
                        await self._push_news(self.following)

    async def _answer(self, frame: str) -> None:
        try:
            asked = _read(frame)
            await self._HANDLERS[type(asked)](self, asked)
        except ValidationError as error:
            reason = "; ".join(f"{'.'.join(map(str, item['loc']))}: {item['msg']}" for item in error.errors())
            await self._refuse(422, reason, "unreadable")
        except GatewayError as error:
            await self._refuse(error.status, str(error), error.key)
        except DatabaseError as error:
            log.warning("a turn could not be taken: %s", error)
            await self._refuse(503, str(DatabaseUnavailableError.__doc__), "not_now")

    async def _take(self, asked: ChatRequest) -> None:
        reply = await self.services.gateway.take(asked.turn(self.owner, self.address))
        if self.following and self.following.conversation_id == asked.conversation_id:
            self.following.answered(reply)
        await self.socket.send_text(reply.model_dump_json())

    async def _follow(self, asked: Follow) -> None:
        self.owner = asked.secret or self.owner
        conversations = self.services.conversations
        key = conversations.key(asked.channel, asked.follow)
        following = Following(self.services, key, asked.follow, self.owner, asked.since)
        try:
            news = await asyncio.to_thread(following.look)
        except NotYoursError as error:
            raise ForeignConversationError from error
        self.following = following
        await self._send({"following": asked.follow, "handed_over": following.handed_over})
        await self._send_news(news)

    async def _beat(self, asked: Beat) -> None:
        await self._send({"beat": asked.beat})

    async def _push_news(self, following: Following) -> None:
        try:
            await self._send_news(await asyncio.to_thread(following.look))
        except NotYoursError:
            self.following = None
            await self._send({"gone": following.conversation_id})
        except DatabaseError as error:
            log.warning("nothing can be pushed now: %s", error)

    async def _send_news(self, news: list[ChatReply]) -> None:
        for reply in news:
            await self.socket.send_text(f'{{"pushed": {reply.model_dump_json()}}}')

    async def _refuse(self, status: int, error: str, key: str) -> None:
        await self._send({"error": error, "message": say(key), "status": status})

    async def _send(self, frame: dict[str, object]) -> None:
        await self.socket.send_text(json.dumps(frame, ensure_ascii=False))

    _HANDLERS: dict[type, Callable[[Any, Any], Coroutine[Any, Any, None]]] = {
        ChatRequest: _take,
        Follow: _follow,
        Beat: _beat,
    }


def _read(frame: str) -> ChatRequest | Follow | Beat:
    """Return what a frame asks for. Raises `ValidationError`; a frame of no other kind is read as a turn."""
    try:
        told = json.loads(frame)
    except (ValueError, RecursionError):
        told = None
    keys = told.keys() if isinstance(told, dict) else ()
    if "follow" in keys:
        return Follow.model_validate_json(frame)
    return Beat.model_validate_json(frame) if "beat" in keys else ChatRequest.model_validate_json(frame)
