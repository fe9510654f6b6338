"""Which message a hand-over or a thumb down is about: the last question before it, not "Sanh ở nhà" or "gặp cán bộ"."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.conversations.tables import TurnRow

_ASKS_A_FACT = ',"fact":"'
"""What stands in the JSON of a reply that asks a question of a papers list, and in no other."""
_AT_ONCE = 500


@dataclass(frozen=True)
class Question:
    """A turn in which something was said. `asks`: it is no greeting, and no answer to a question of a papers list."""

    turn_id: str
    said: str
    procedure_code: str
    taken_at: datetime
    asks: bool


class Questions:
    """The questions of some conversations, by their keys."""

    def __init__(self, session: Session, keys: Iterable[str]) -> None:
        self._turns: dict[str, list[Question]] = {}
        wanted = sorted(keys)
        for start in range(0, len(wanted), _AT_ONCE):
            self._read(session, wanted[start : start + _AT_ONCE])

    def before(self, key: str, moment: datetime) -> Question | None:
        """Return the last question up to a moment, else the last thing said; None where nothing was."""
        return _last([turn for turn in self._turns.get(key, ()) if turn.taken_at <= moment])

    def of(self, key: str, turn_id: str) -> Question | None:
        """Return the question that the reply of a turn is about, else what was said in it or before."""
        turns = self._turns.get(key, [])
        place = next((place for place, turn in enumerate(turns) if turn.turn_id == turn_id), -1)
        return _last(turns[: place + 1])

    def _read(self, session: Session, keys: Sequence[str]) -> None:
        query = (
            select(TurnRow, TurnRow.reply.contains(_ASKS_A_FACT, autoescape=True))
            .where(TurnRow.conversation_key.in_(keys))
            .order_by(TurnRow.number)
        )
        forms: set[str] = set()
        for row, asks_a_fact in session.execute(query).tuples():
            in_form = row.conversation_key in forms and not asks_a_fact
            asks = row.decision in ("clarify", "decline") or (row.decision == "answer" and not in_form)
            question = Question(row.turn_id, row.said, row.procedure_code, row.taken_at, asks and bool(row.said))
            self._turns.setdefault(row.conversation_key, []).append(question)
            (forms.add if asks_a_fact else forms.discard)(row.conversation_key)


def _last(turns: Sequence[Question]) -> Question | None:
    asked = (turn for turn in reversed(turns) if turn.asks)
    said = (turn for turn in reversed(turns) if turn.said)
    return next(asked, None) or next(said, None)
