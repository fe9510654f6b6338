"""Coverage: what citizens ask about without a guide, and which guides need a second look, by how often it is asked."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal, get_args

from bot.answers.topics import Library
from eval.console.naming import procedure_name
from eval.console.spreadsheets import BYTE_ORDER_MARK, line
from eval.console.texts import t
from knowledge.guides.models import Guide
from knowledge.procedures.errors import ProcedureNotFoundError

State = Literal["no_guide", "gone", "expired", "changed", "review_due", "review_soon", "current"]
STATES: tuple[State, ...] = get_args(State)
"""What is to be done first comes first. `gone`: the catalogue offers the procedure no more; `changed`: an official
line that the guide rests on is gone or says something else."""
SOON = timedelta(days=30)


@dataclass(frozen=True)
class Coverage:
    """One procedure. `asked`: turns about it; `guide`: None where there is none."""

    procedure_code: str
    name: str
    asked: int
    state: State
    guide: Guide | None = None


def coverage(library: Library, asked: Mapping[str, int]) -> list[Coverage]:
    """Return every guide, and every procedure asked about without one, what is asked most first. `asked`: by code."""
    codes = {*library.guides, *asked}
    found = [_coverage(library, code, asked.get(code, 0)) for code in codes]
    return sorted(found, key=lambda one: (-one.asked, STATES.index(one.state), one.procedure_code))


def csv_lines(lines: Sequence[Coverage]) -> Iterator[str]:
    """Yield the coverage as CSV with a header, for a spreadsheet."""
    names = ("code", "name", "asked", "state", "checked_on", "review_by", "in_force_until", "catalogue_as_of")
    yield BYTE_ORDER_MARK + line(names)
    for one in lines:
        days = [_day(getattr(one.guide, name, None)) for name in names[4:]]
        yield line([one.procedure_code, one.name, str(one.asked), t(f"coverage.state_{one.state}"), *days])


def _coverage(library: Library, code: str, asked: int) -> Coverage:
    guide = library.guides.get(code)
    if guide is None:
        return Coverage(code, procedure_name(library, code), asked, "no_guide")
    return Coverage(code, guide.plain_name, asked, _state(library, guide), guide)


def _state(library: Library, guide: Guide) -> State:
    try:
        status = library.topic(guide.procedure_code).status
    except ProcedureNotFoundError:
        return "gone"
    found = next(state for state in STATES if state == status)
    due_soon = found == "current" and library.today() > guide.review_by - SOON
    return "review_soon" if due_soon else found


def _day(value: date | None) -> str:
    return value.isoformat() if value else ""
