"""How much the assistant is used: turns by day, channel and decision, without texts and without anybody's name.

Counted are the turns that are still stored: those of erased and forgotten conversations are gone. What staff try is
not counted.
"""

import csv
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from io import StringIO
from typing import Literal, get_args

from sqlalchemy import func, select

from bot.conversations.hours import ZONE
from bot.conversations.store import TRIAL
from bot.conversations.tables import ConversationRow, TurnRow
from knowledge.database import Sessions, reading

Decided = Literal["answer", "clarify", "decline", "dialogue", ""]
DECISIONS: tuple[Decided, ...] = get_args(Decided)
"""What a turn's reply can have decided; "": a turn stored before that was noted, or one of which nothing was said."""
_AT_ONCE = 5000


@dataclass(frozen=True)
class Usage:
    """One line: the turns of one day (in Viet Nam) over one channel, by decision."""

    day: date
    channel: str
    turns: dict[Decided, int]

    @property
    def total(self) -> int:
        """All turns of the line."""
        return sum(self.turns.values())


def usage(sessions: Sessions, first: date, last: date) -> list[Usage]:
    """Return the usage from `first` to `last`, both included, newest day first. Raises `DatabaseUnavailableError`."""
    counts: Counter[tuple[date, str, str]] = Counter()
    query = (
        select(TurnRow.taken_at, ConversationRow.channel, TurnRow.decision)
        .join(ConversationRow, ConversationRow.key == TurnRow.conversation_key)
        .where(
            ConversationRow.channel != TRIAL,
            TurnRow.taken_at >= _midnight(first),
            TurnRow.taken_at < _midnight(last + timedelta(days=1)),
        )
        .execution_options(yield_per=_AT_ONCE)
    )
    with reading(sessions) as session:
        for taken_at, channel, decision in session.execute(query):
            counts[taken_at.astimezone(ZONE).date(), channel, decision] += 1
    lines = sorted({(day, channel) for day, channel, _ in counts}, key=lambda line: (-line[0].toordinal(), line[1]))
    return [Usage(*line, {decision: counts[*line, decision] for decision in DECISIONS}) for line in lines]


def asked_about(sessions: Sessions, first: date, last: date, most: int = 20) -> list[tuple[str, int]]:
    """Return the procedures (code, turns) that replies were about most often. Raises `DatabaseUnavailableError`."""
    turns = func.count().label("turns")
    query = (
        select(TurnRow.procedure_code, turns)
        .join(ConversationRow, ConversationRow.key == TurnRow.conversation_key)
        .where(
            ConversationRow.channel != TRIAL,
            TurnRow.procedure_code != "",
            TurnRow.taken_at >= _midnight(first),
            TurnRow.taken_at < _midnight(last + timedelta(days=1)),
        )
        .group_by(TurnRow.procedure_code)
        .order_by(turns.desc(), TurnRow.procedure_code)
        .limit(most)
    )
    with reading(sessions) as session:
        return [(code, count) for code, count in session.execute(query)]


def csv_lines(lines: Iterable[Usage]) -> Iterator[str]:
    """Yield the usage as CSV with a header, for a spreadsheet."""
    yield _line(["day", "channel", *(decision or "unknown" for decision in DECISIONS), "total"])
    for line in lines:
        yield _line([line.day.isoformat(), line.channel, *map(str, line.turns.values()), str(line.total)])


def _line(cells: Sequence[str]) -> str:
    written = StringIO()
    csv.writer(written).writerow(cells)
    return written.getvalue()


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), ZONE)
