"""Coverage: procedures asked about without a guide, and guides to be looked at again; also as CSV."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from fastapi import APIRouter, Request
from fastapi.responses import Response

from bot.conversations.hours import ZONE
from bot.conversations.usage import asked_about
from eval.console.access import visit
from eval.console.coverage import STATES, Coverage, State, coverage, csv_lines
from eval.console.page import Page
from eval.console.paging import Paging
from eval.console.parts import parts
from eval.console.rendering import Crumb, download, render
from eval.console.roles import Role
from eval.console.texts import t

router = APIRouter()
PAGE = Page("coverage", Role.OFFICER, router, "teaching")
_DAYS = (30, 90, 365)
_NEEDY = "needy"
"""What the page asks for where nothing is said: all that needs a hand."""
_FILTERS: dict[str, Sequence[State]] = {_NEEDY: STATES[:-1]}
_FILTERS |= {state: (state,) for state in STATES} | {"all": STATES}
_MOST = 100_000


@router.get("")
def show(request: Request, days: int = _DAYS[0], state: str = _NEEDY, page: int = 1) -> Response:
    """Show what needs a hand, what is asked about most first."""
    days, state, everything = _days(days), _state(state), _coverage(request, days)
    lines = [one for one in everything if one.state in _FILTERS[state]]
    paging = Paging(page, len(lines))
    return render(
        request,
        "coverage.html",
        crumbs=[Crumb(t("coverage.title"))],
        lines=lines[paging.first_line : paging.first_line + paging.size],
        totals={one: sum(line.state == one for line in everything) for one in STATES},
        states=[*_FILTERS],
        days=_DAYS,
        wanted={"days": days, "state": state},
        paging=paging,
        retention=parts(request).services.settings.retention_days,
    )


@router.get("/csv")
def as_csv(request: Request, days: int = _DAYS[0], state: str = _NEEDY) -> Response:
    """Return the same lines for a spreadsheet."""
    parts(request).note(visit(request), "coverage.download")
    lines = [one for one in _coverage(request, _days(days)) if one.state in _FILTERS[_state(state)]]
    return download("do-phu.csv", csv_lines(lines))


def _coverage(request: Request, days: int) -> list[Coverage]:
    services, today = parts(request).services, datetime.now(ZONE).date()
    asked = asked_about(services.sessions, today - timedelta(days=days - 1), today, _MOST)
    return coverage(services.library, dict(asked))


def _days(wanted: int) -> int:
    return wanted if wanted in _DAYS else _DAYS[0]


def _state(wanted: str) -> str:
    return wanted if wanted in _FILTERS else _NEEDY
