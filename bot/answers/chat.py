"""The public reply of one turn: the JSON of `POST /api/v1/chat`."""

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from bot.answers.messages import Decision, DossierMessage, Message
from bot.answers.replies import Reply


class ChatReply(BaseModel):
    """One reply. `procedures`: what it is about, most likely first; `suggestions`: nearest ones beside a decline."""

    model_config = ConfigDict(extra="forbid")

    conversation_id: str = ""
    turn_id: str
    decision: Decision
    procedures: list[str] = []
    suggestions: list[str] = []
    messages: list[Message]
    limited: bool = Field(default=False, description="composed without the dialogue server")
    release: str = Field(default="", description="hash of the knowledge that the reply was composed from")
    handed_over: Literal["", "waiting", "taken"] = Field(
        default="", description="whether the conversation waits for an officer, or is with one, after this turn"
    )
    erased: bool = Field(default=False, exclude=True)

    def kept(self) -> "ChatReply":
        """Return the reply as it may be stored: of a dossier only its status and the last digits of its code."""
        return self.model_copy(update={"messages": [_without_dossier(message) for message in self.messages]})

    @classmethod
    def of(cls, turn_id: str, reply: Reply) -> "ChatReply":
        """Return the public form of a composed reply."""
        return cls(
            turn_id=turn_id,
            decision=reply.decision,
            procedures=reply.procedures,
            suggestions=reply.suggestions,
            messages=reply.messages,
            erased=reply.erase,
        )


def _without_dossier(message: Message) -> Message:
    if not isinstance(message, DossierMessage):
        return message
    hidden: dict[str, object] = {name: [] for name in ("timeline", "supplements", "results")}
    hidden |= {"procedure_code": None, "procedure_name": "", "detail": "short"}
    return message.model_copy(update={"dossier_code": f"…{message.dossier_code[-4:]}", **hidden})
