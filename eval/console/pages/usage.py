"""Usage: turns by day, channel and decision, and the procedures asked about most; also as CSV."""

from datetime import date, datetime, timedelta

from fastapi import APIRouter, Request
from fastapi.responses import Response

from bot.conversations.hours import ZONE
from bot.conversations.usage import DECISIONS, asked_about, csv_lines, usage
from eval.console.access import visit
from eval.console.days import day
from eval.console.naming import procedure_name
from eval.console.page import Page
from eval.console.paging import Paging
from eval.console.parts import parts
from eval.console.rendering import Crumb, download, render
from eval.console.roles import Role
from eval.console.texts import t

router = APIRouter()
PAGE = Page("usage", Role.OFFICER, router, "figures")
_DAYS = 14
_MOST_DAYS = 366
_NOTHING_BEFORE = date(2020, 1, 1)


@router.get("")
def show(request: Request, first: str = "", last: str = "", page: int = 1) -> Response:
    """Show the usage of some days, the last fortnight where none are named."""
    sessions, library = parts(request).services.sessions, parts(request).services.library
    days = _days(first, last)
    lines = usage(sessions, *days)
    paging = Paging(page, len(lines))
    return render(
        request,
        "usage.html",
        crumbs=[Crumb(t("usage.title"))],
        first=days[0],
        last=days[1],
        decisions=DECISIONS,
        lines=lines[paging.first_line : paging.first_line + paging.size],
        totals={decision: sum(line.turns[decision] for line in lines) for decision in DECISIONS},
        topics=[(code, procedure_name(library, code), turns) for code, turns in asked_about(sessions, *days)],
        paging=paging,
        query={"first": str(days[0]), "last": str(days[1])},
        retention=parts(request).services.settings.retention_days,
    )


@router.get("/csv")
def as_csv(request: Request, first: str = "", last: str = "") -> Response:
    """Return the usage of these days for a spreadsheet."""
    here = parts(request)
    here.note(visit(request), "usage.download")
    return download("luot-dung.csv", ["\ufeff", *csv_lines(usage(here.services.sessions, *_days(first, last)))])


def _days(first: str, last: str) -> tuple[date, date]:
    """Return the days named, put right where they cannot be: not the future, not backwards, a year at most."""
    today = datetime.now(ZONE).date()
    until = max(min(day(last) or today, today), _NOTHING_BEFORE)
    since = min(day(first) or until - timedelta(days=_DAYS - 1), until)
    return max(since, until - timedelta(days=_MOST_DAYS)), until
