"""Dossier figures: how many came in and how they stand, by ward, field and month; also as CSV."""

from datetime import UTC, datetime
from io import StringIO
from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response

from eval.console.access import visit
from eval.console.page import Page
from eval.console.paging import Paging
from eval.console.parts import parts
from eval.console.rendering import Crumb, download, render
from eval.console.roles import Role
from eval.console.texts import t
from knowledge.dossiers.figures import GROUPINGS, STANDINGS, Figure, Grouping, figures, write_csv

router = APIRouter()
PAGE = Page("dossiers", Role.OFFICER, router, "figures")

By = Annotated[list[str] | None, Query(max_length=len(GROUPINGS))]


@router.get("")
def show(request: Request, by: By = None, page: int = 1) -> Response:
    """Show the figures, one line for each group."""
    groupings = _groupings(by)
    lines = _figures(request, groupings)
    paging = Paging(page, len(lines))
    return render(
        request,
        "dossiers.html",
        crumbs=[Crumb(t("dossiers.title"))],
        by=groupings,
        groupings=GROUPINGS,
        standings=STANDINGS,
        lines=lines[paging.first_line : paging.first_line + paging.size],
        total=_total(lines),
        paging=paging,
        query={"by": list(groupings)},
    )


@router.get("/csv")
def as_csv(request: Request, by: By = None) -> Response:
    """Return all the figures for a spreadsheet."""
    groupings, file = _groupings(by), StringIO()
    write_csv(file, groupings, _figures(request, groupings))
    parts(request).note(visit(request), "dossiers.download", " ".join(groupings))
    return download("so-lieu-ho-so.csv", ["\ufeff", file.getvalue()])


def _figures(request: Request, by: tuple[Grouping, ...]) -> list[Figure]:
    return figures(parts(request).services.sessions, by, datetime.now(UTC))


def _groupings(asked: list[str] | None) -> tuple[Grouping, ...]:
    """Return the groupings that were asked for, in their own order; the month where none was."""
    wanted = tuple(grouping for grouping in GROUPINGS if grouping in (asked or ()))
    return wanted or ("month",)


def _total(lines: list[Figure]) -> Figure:
    counts = {standing: sum(line.standings[standing] for line in lines) for standing in STANDINGS}
    return Figure((), sum(counts.values()), counts)
