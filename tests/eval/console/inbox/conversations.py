"""Conversations of our own making, turn by turn, with the replies that the inbox reads."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from sqlalchemy import update

from bot.answers.messages import ChoiceOption, ChoicesMessage, Decision, Message, TextMessage
from bot.conversations.feedback import Feedback, Feedbacks, Reason
from bot.conversations.hand_overs import HandOvers
from bot.conversations.store import Conversations, Pending, Taken
from bot.conversations.tables import FeedbackRow, HandOverRow, TurnRow
from knowledge.database import Sessions, writing
from tests.bot.conversations.samples import OWNER, reply

START = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)


@dataclass
class Talk:
    """One conversation; every turn is a minute after the one before."""

    sessions: Sessions
    name: str = "an"
    channel: str = "web"
    now: datetime = START
    turns: list[str] = field(default_factory=list)

    @property
    def store(self) -> Conversations:
        return Conversations(self.sessions, b"secret")

    @property
    def key(self) -> str:
        return self.store.key(self.channel, self.name)

    def turn(self, said: str, decision: str = "dialogue", code: str = "", asks: str = "") -> "Talk":
        """Take a turn. `asks`: the fact that the reply asks for."""
        messages: list[Message] = [TextMessage(text="Dạ")]
        if asks:
            choices = [ChoiceOption(id="a", label="Ở nhà")]
            messages.append(ChoicesMessage(text="Sanh ở đâu?", choices=choices, procedure_code=code, fact=asks))
        given = reply(decision=Decision(decision), messages=messages, procedures=[code] if code else [])
        pending = Pending(turn_id=given.turn_id, reply=given.model_dump_json())
        self.store.begin(self.store.open(self.key, OWNER), self.channel, OWNER, pending)
        self.store.finish(self.key, pending, None, Taken(said, decision, code))
        self.turns.append(given.turn_id)
        self._date(TurnRow, TurnRow.turn_id == given.turn_id, "taken_at")
        return self

    def dislikes(self, reason: Reason = "wrong_procedure", note: str = "", turn: int = -1) -> "Talk":
        """Press thumbs down on a reply."""
        given = Feedback(self.turns[turn], "down", reason, note)
        assert Feedbacks(self.sessions).give(self.key, given)
        self._date(FeedbackRow, FeedbackRow.turn_id == self.turns[turn], "given_at")
        return self

    def hands_over(self, reason: str = "asked") -> int:
        """Ask for a person; return the number."""
        number = HandOvers(self.sessions).ask(self.key, reason, "tóm tắt")
        self._date(HandOverRow, HandOverRow.number == number, "asked_at")
        return number

    def erase(self) -> None:
        self.store.erase(self.key)

    def _date(self, table: type, where: object, column: str) -> None:
        with writing(self.sessions) as session:
            session.execute(update(table).where(where).values({column: self.now}))  # type: ignore[arg-type]
        self.now += timedelta(minutes=1)
