"""The chat API: `POST /api/v1/chat`, the messages since, and the WebSocket that carries the same objects."""

import json
from typing import Annotated, Literal

from fastapi import APIRouter, Request, Response, WebSocket, WebSocketDisconnect
from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from bot.answers.chat import ChatReply
from bot.answers.wording import say
from bot.conversations.errors import NotYoursError
from bot.conversations.store import new_secret
from channels.errors import ForeignConversationError, GatewayError
from channels.gateway import Gateway, Turn

COOKIE = "motcua_owner"
SECRET_HEADER = "X-Conversation-Secret"
_LARGEST_TEXT = 50_000
_A_MONTH = 30 * 24 * 3600

router = APIRouter(prefix="/api/v1/chat", tags=["chat"])

ConversationId = Annotated[str, Field(min_length=8, max_length=64, pattern=r"^[A-Za-z0-9._:-]+$")]


class ChatRequest(BaseModel):
    """One message of a citizen: `text`, or the id of a `choice` that a reply offered."""

    model_config = ConfigDict(extra="forbid")

    conversation_id: ConversationId
    channel: Literal["web", "kiosk", "telegram", "zalo", "api"] = "web"
    text: str | None = Field(default=None, max_length=_LARGEST_TEXT)
    choice: str | None = Field(default=None, max_length=32)
    client_message_id: str | None = Field(default=None, min_length=1, max_length=64)

    @model_validator(mode="after")
    def _one_of_both(self) -> "ChatRequest":
        if (self.text is None) == (self.choice is None):
            raise ValueError("either text or choice, not both")
        return self

    def turn(self, owner: str, address: str) -> Turn:
        """Return the turn for the gateway."""
        return Turn(
            self.conversation_id, self.channel, owner, self.text or "", self.choice, self.client_message_id, address
        )


@router.post("", response_model=ChatReply)
async def chat(body: ChatRequest, request: Request, response: Response) -> ChatReply:
    """Take one turn. The server issues a secret (cookie and header) that the conversation is bound to."""
    owner = owner_of(request)
    secret = owner or new_secret()
    reply = await gateway(request).take(body.turn(secret, client_address(request)))
    response.set_cookie(COOKIE, secret, max_age=_A_MONTH, httponly=True, samesite="lax")
    response.headers[SECRET_HEADER] = secret
    return reply


@router.get("/{conversation_id}/messages", response_model=list[ChatReply])
async def messages(
    conversation_id: ConversationId,
    request: Request,
    since: str | None = None,
    channel: Literal["web", "kiosk", "telegram", "zalo", "api"] = "web",
) -> list[ChatReply]:
    """Return the replies after the turn `since` (all of them without it), oldest first."""
    conversations = gateway(request).conversations
    try:
        replies = conversations.since(conversations.key(channel, conversation_id), owner_of(request) or "", since)
    except NotYoursError as error:
        raise ForeignConversationError from error
    return [ChatReply.model_validate_json(reply) for reply in replies]


@router.delete("/{conversation_id}", status_code=204)
async def erase(
    conversation_id: ConversationId,
    request: Request,
    channel: Literal["web", "kiosk", "telegram", "zalo", "api"] = "web",
) -> None:
    """Erase a conversation and everything told in it; nothing is left to ask for afterwards."""
    conversations = gateway(request).conversations
    key = conversations.key(channel, conversation_id)
    try:
        conversations.open(key, owner_of(request) or "")
    except NotYoursError as error:
        raise ForeignConversationError from error
    conversations.erase(key)


@router.websocket("/ws")
async def chat_socket(socket: WebSocket) -> None:
    """Carry the same requests and replies, one JSON object a frame; errors are `{"error", "message"}`."""
    if not _same_origin(socket):
        await socket.close(1008)
        return
    owner = socket.cookies.get(COOKIE) or socket.headers.get(SECRET_HEADER) or new_secret()
    await socket.accept(headers=[(SECRET_HEADER.lower().encode(), owner.encode())])
    address = socket.client.host if socket.client else ""
    taking: Gateway = socket.app.state.services.gateway
    try:
        while True:
            await socket.send_text(await _framed(taking, await socket.receive_text(), owner, address))
    except WebSocketDisconnect:
        return


async def _framed(taking: Gateway, frame: str, owner: str, address: str) -> str:
    try:
        body = ChatRequest.model_validate_json(frame)
        return (await taking.take(body.turn(owner, address))).model_dump_json()
    except ValidationError as error:
        reason = "; ".join(f"{'.'.join(map(str, item['loc']))}: {item['msg']}" for item in error.errors())
        return json.dumps({"error": reason, "message": say("unreadable")}, ensure_ascii=False)
    except GatewayError as error:
        return json.dumps({"error": str(error), "message": say(error.key)}, ensure_ascii=False)


def gateway(request: Request) -> Gateway:
    """Return the application's gateway."""
    taking: Gateway = request.app.state.services.gateway
    return taking


def owner_of(request: Request) -> str | None:
    """Return the secret that the client presents, by header or cookie."""
    return request.headers.get(SECRET_HEADER) or request.cookies.get(COOKIE)


def client_address(request: Request) -> str:
    """Return the address that the request came from."""
    return request.client.host if request.client else ""


def _same_origin(socket: WebSocket) -> bool:
    origin = socket.headers.get("origin")
    return origin is None or origin.split("://", 1)[-1] == socket.headers.get("host")
