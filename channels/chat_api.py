"""The chat API: `POST /api/v1/chat`, the messages since, feedback, erasure."""

import asyncio
from typing import Annotated, Literal

from fastapi import APIRouter, Request, Response
from pydantic import BaseModel, ConfigDict, Field, model_validator

from bot.answers.chat import ChatReply
from bot.conversations.errors import NotYoursError
from bot.conversations.exporting import Kept, kept
from bot.conversations.feedback import Feedback, Feedbacks, Reason, Verdict
from bot.conversations.store import new_secret
from channels.errors import ForeignConversationError, TurnNotFoundError
from channels.gateway import Gateway
from channels.turns import Turn

COOKIE = "motcua_owner"
SECRET_HEADER = "X-Conversation-Secret"
_LARGEST_TEXT = 50_000
_LONGEST_NOTE = 500
_A_MONTH = 30 * 24 * 3600

router = APIRouter(prefix="/api/v1/chat", tags=["chat"])

ConversationId = Annotated[str, Field(min_length=8, max_length=64, pattern=r"^[A-Za-z0-9._:-]+$")]
Channel = Literal["web", "kiosk", "telegram", "zalo", "api"]


class ChatRequest(BaseModel):
    """One message of a citizen: `text`, or the id of a `choice` that a reply offered."""

    model_config = ConfigDict(extra="forbid")

    conversation_id: ConversationId
    channel: Channel = "web"
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


class FeedbackRequest(BaseModel):
    """What a citizen thinks of the reply of one turn; why, where it was not good."""

    model_config = ConfigDict(extra="forbid")

    turn_id: str = Field(min_length=1, max_length=32)
    verdict: Verdict
    reason: Reason | None = None
    note: str = Field(default="", max_length=_LONGEST_NOTE)

    @model_validator(mode="after")
    def _reason_of_a_bad_one(self) -> "FeedbackRequest":
        if self.reason and self.verdict == "up":
            raise ValueError("a reason goes with the verdict down alone")
        return self


@router.post("", response_model=ChatReply)
async def chat(body: ChatRequest, request: Request, response: Response) -> ChatReply:
    """Take one turn. The server issues a secret (cookie and header) that the conversation is bound to."""
    owner = owner_of(request)
    secret = owner or new_secret()
    reply = await gateway(request).take(body.turn(secret, client_address(request)))
    secure = request.url.scheme == "https"
    response.set_cookie(COOKIE, secret, max_age=_A_MONTH, httponly=True, samesite="lax", secure=secure)
    response.headers[SECRET_HEADER] = secret
    return reply


@router.get("/{conversation_id}/messages", response_model=list[ChatReply])
def messages(
    conversation_id: ConversationId, request: Request, since: str | None = None, channel: Channel = "web"
) -> list[ChatReply]:
    """Return the replies after the turn `since` (all of them without it), oldest first; officers' words too."""
    conversations = gateway(request).conversations
    try:
        kept = conversations.since(conversations.key(channel, conversation_id), owner_of(request) or "", since)
    except NotYoursError as error:
        raise ForeignConversationError from error
    replies = [ChatReply.model_validate_json(reply) for reply in kept]
    return [reply.model_copy(update={"conversation_id": conversation_id}) for reply in replies]


@router.post("/{conversation_id}/feedback", status_code=204)
def give_feedback(
    conversation_id: ConversationId, body: FeedbackRequest, request: Request, channel: Channel = "web"
) -> None:
    """Keep what the citizen thinks of one reply; said again, the last word counts. 404 for a turn that is not there."""
    feedbacks: Feedbacks = request.app.state.services.feedbacks
    key = _own(conversation_id, request, channel)
    if not feedbacks.give(key, Feedback(body.turn_id, body.verdict, body.reason or "", body.note)):
        raise TurnNotFoundError


@router.delete("/{conversation_id}", status_code=204)
async def erase(conversation_id: ConversationId, request: Request, channel: Channel = "web") -> None:
    """Erase a conversation and everything told in it; nothing is left to ask for afterwards."""
    await gateway(request).erase(await asyncio.to_thread(_own, conversation_id, request, channel))


@router.get("/{conversation_id}/data", response_model=Kept)
def data(conversation_id: ConversationId, request: Request, channel: Channel = "web") -> Kept:
    """Return everything that is kept of the caller's own conversation. 403 for another's, and where nothing is kept."""
    conversations = gateway(request).conversations
    key = _own(conversation_id, request, channel)
    found = None if conversations.open(key, owner_of(request) or "").left else kept(conversations.sessions, key)
    if found is None:
        raise ForeignConversationError
    return found


def _own(conversation_id: str, request: Request, channel: str) -> str:
    """Return the key of a conversation that is the client's or new. Raises `ForeignConversationError`."""
    conversations = gateway(request).conversations
    key = conversations.key(channel, conversation_id)
    try:
        conversations.open(key, owner_of(request) or "")
    except NotYoursError as error:
        raise ForeignConversationError from error
    return key


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
