"""Coverage: procedures asked about without a guide, and guides to be looked at again; also as CSV."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, Form, Request
from fastapi.responses import Response

from bot.conversations.hours import ZONE
from bot.conversations.usage import asked_about
from eval.console.access import needs, visit
from eval.console.coverage import STATES, Coverage, State, coverage, csv_lines
from eval.console.guide_checks import wording
from eval.console.page import Page
from eval.console.paging import Paging
from eval.console.parts import parts
from eval.console.rendering import Crumb, download, render, went_well
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
    return _page(request, days, state, page)


@router.post("/checked", dependencies=[Depends(needs(Role.EDITOR))])
def checked(
    request: Request,
    procedure: Annotated[str, Form(max_length=40)],
    read: Annotated[str, Form(max_length=40)],
    days: Annotated[int, Form()] = _DAYS[0],
    state: Annotated[str, Form()] = _NEEDY,
    page: Annotated[int, Form()] = 1,
) -> Response:
    """Keep that an editor has checked a guide. `read`: the wording that the page was made with.

    Refused where guide or record say something else by now: what is new was not read.
    """
    here, who = parts(request), visit(request)
    says = wording(here.services.library, procedure) if procedure in here.services.library.guides else None
    if says is None or str(says) != read:
        return _page(request, days, state, page, t("coverage.changed_meanwhile"))
    here.guide_checks.note(procedure, says, who.account.name)
    here.note(who, "coverage.checked", procedure, f"guide {says.guide} record {says.record or '-'}")
    query = urlencode({"days": _days(days), "state": _state(state), "page": page})
    return went_well(f"{PAGE.path}?{query}", "coverage.done_checked", f"check-{procedure}")


def _page(request: Request, days: int, state: str, page: int, problem: str = "") -> Response:
    days, state, everything = _days(days), _state(state), _coverage(request, days)
    lines = [one for one in everything if one.state in _FILTERS[state]]
    paging = Paging(page, len(lines))
    return render(
        request,
        "coverage.html",
        409 if problem else 200,
        crumbs=[Crumb(t("coverage.title"))],
        lines=lines[paging.first_line : paging.first_line + paging.size],
        totals={one: sum(line.state == one for line in everything) for one in STATES},
        states=[*_FILTERS],
        days=_DAYS,
        wanted={"days": days, "state": state},
        paging=paging,
        problem=problem,
        names={account.name: account.full_name for account in parts(request).accounts.all()},
        may_check=visit(request).account.role.allows(Role.EDITOR),
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
    return coverage(services.library, dict(asked), parts(request).guide_checks.newest())


def _days(wanted: int) -> int:
    return wanted if wanted in _DAYS else _DAYS[0]


def _state(wanted: str) -> str:
    return wanted if wanted in _FILTERS else _NEEDY
