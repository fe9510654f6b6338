"""Updates as they come in: what they are about, and only as much of them as is needed."""

from typing import Annotated, Any, Literal

from pydantic import BaseModel, Field

KINDS = ["message", "edited_message", "callback_query", "my_chat_member"]
"""The kinds of update that Telegram is asked for."""

_Number = Annotated[int, Field(ge=-(2**53), le=2**53)]
_MEMBER = ("member", "administrator", "creator")
_NOT_NEEDED = frozenset(
    ["last_name", "username", "language_code", "vcard", "forward_origin", "reply_to_message", "external_reply", "quote",
     "photo_size", "bio", "birthdate", "venue", "live_period", "via_bot", "sender_chat"]
)  # fmt: skip
_EMPTIED: dict[str, Any] = {
    "first_name": "",
    "title": "",
    "phone_number": "",
    "latitude": 0.0,
    "longitude": 0.0,
    "file_name": "",
}


class Chat(BaseModel):
    """Where it was said. `type`: private, group, supergroup, channel."""

    id: _Number
    type: str

    @property
    def private(self) -> bool:
        """Whether one person alone reads it."""
        return self.type == "private"


class _Said(BaseModel):
    chat: Chat


class _Tapped(BaseModel):
    message: _Said | None = None


class _Member(BaseModel):
    status: str


class _Membership(BaseModel):
    chat: Chat
    old_chat_member: _Member
    new_chat_member: _Member


class Arriving(BaseModel):
    """One update, as far as it says where it belongs."""

    update_id: Annotated[int, Field(ge=0, le=2**53)]
    message: _Said | None = None
    edited_message: _Said | None = None
    callback_query: _Tapped | None = None
    my_chat_member: _Membership | None = None

    @property
    def chat(self) -> Chat | None:
        """Return the chat that is answered; None for an update that is none of ours."""
        said = self.message or self.edited_message or (self.callback_query and self.callback_query.message)
        membership = self.my_chat_member
        return said.chat if said else membership.chat if membership else None

    @property
    def concerns(self) -> Literal["conversation", "joined", "blocked", "nothing"]:
        """Whether it is to be answered, whether we came to a group or were blocked by a person."""
        if self.my_chat_member:
            return self._membership(self.my_chat_member)
        return "conversation" if self.chat and self.chat.private else "nothing"

    def _membership(self, change: _Membership) -> Literal["joined", "blocked", "nothing"]:
        before, now = change.old_chat_member.status in _MEMBER, change.new_chat_member.status in _MEMBER
        if change.chat.private:
            return "nothing" if now else "blocked"
        return "joined" if now and not before and change.chat.type != "channel" else "nothing"


def minimal(update: Any) -> Any:
    """Return an update without names, phone numbers and places: nobody needs them, so they are not kept."""
    if isinstance(update, list):
        return [minimal(part) for part in update]
    if not isinstance(update, dict):
        return update
    return {name: _EMPTIED.get(name, minimal(value)) for name, value in update.items() if name not in _NOT_NEEDED}
