"""Coverage: what citizens ask about without a guide, and which guides need a second look, by how often it is asked."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal, get_args

from bot.answers.topics import Library
from bot.conversations.hours import ZONE
from eval.console.guide_checks import GuideCheck, Wording, wording
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
    """One procedure. `asked`: turns about it; `guide`: None where there is none.

    `wording`: what guide and record say today; `check`: the last one of exactly that, None where nobody has read it;
    `outdated`: there was one, of what guide or record said before.
    """

    procedure_code: str
    name: str
    asked: int
    state: State
    guide: Guide | None = None
    wording: Wording | None = None
    check: GuideCheck | None = None
    outdated: bool = False


def coverage(
    library: Library, asked: Mapping[str, int], checks: Mapping[str, GuideCheck] | None = None
) -> list[Coverage]:
    """Return every guide, and every procedure asked about without one, what is asked most first.

    `asked`: turns, by code; `checks`: the last one of each guide, by code.
    """
    codes = {*library.guides, *asked}
    found = [_coverage(library, code, asked.get(code, 0), (checks or {}).get(code)) for code in codes]
    return sorted(found, key=lambda one: (-one.asked, STATES.index(one.state), one.procedure_code))


def csv_lines(lines: Sequence[Coverage]) -> Iterator[str]:
    """Yield the coverage as CSV with a header, for a spreadsheet."""
    days = ("checked_on", "review_by", "in_force_until", "catalogue_as_of")
    yield BYTE_ORDER_MARK + line(["code", "name", "asked", "state", *days, "checked_by", "checked_at"])
    for one in lines:
        told = [_day(getattr(one.guide, name, None)) for name in days]
        state = t(f"coverage.state_{one.state}")
        yield line([one.procedure_code, one.name, str(one.asked), state, *told, *_checked(one.check)])


def _coverage(library: Library, code: str, asked: int, last: GuideCheck | None) -> Coverage:
    guide = library.guides.get(code)
    if guide is None:
        return Coverage(code, procedure_name(library, code), asked, "no_guide")
    says = wording(library, code)
    check = last if last and last.wording == says else None
    outdated = last is not None and check is None
    return Coverage(code, guide.plain_name, asked, _state(library, guide), guide, says, check, outdated)


def _state(library: Library, guide: Guide) -> State:
    try:
        status = library.topic(guide.procedure_code).status
    except ProcedureNotFoundError:
        return "gone"
    found = next(state for state in STATES if state == status)
    due_soon = found == "current" and library.today() > guide.review_by - SOON
    return "review_soon" if due_soon else found


def _checked(check: GuideCheck | None) -> list[str]:
    return [check.checked_by, check.checked_at.astimezone(ZONE).isoformat("T", "minutes")] if check else ["", ""]


def _day(value: date | None) -> str:
    return value.isoformat() if value else ""
