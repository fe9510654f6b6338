"""The audit: every deed, filtered, page by page or as CSV."""

from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import Response

from eval.console.access import visit
from eval.console.audit import Filter, csv_lines
from eval.console.days import day
from eval.console.page import Page
from eval.console.paging import Paging
from eval.console.parts import parts
from eval.console.rendering import Crumb, download, render
from eval.console.roles import Role
from eval.console.texts import t

router = APIRouter()
PAGE = Page("audit", Role.ADMINISTRATOR, router, "running")


def wanted(
    account: Annotated[str, Query(max_length=60)] = "",
    deed: Annotated[str, Query(max_length=40)] = "",
    first: str = "",
    last: str = "",
) -> Filter:
    """Return the filter that the address holds; a day that is none counts as left empty."""
    return Filter(account.strip(), deed, day(first), day(last))


@router.get("")
def show(request: Request, wanted: Annotated[Filter, Depends(wanted)], page: int = 1) -> Response:
    """Show one page of the audit, newest first."""
    audit = parts(request).audit
    paging = Paging(page, audit.count(wanted))
    return render(
        request,
        "audit.html",
        crumbs=[Crumb(t("audit.title"))],
        wanted=wanted,
        paging=paging,
        query=_query(wanted),
        deeds=audit.read(wanted, paging.first_line, paging.size),
        kinds=audit.deeds(),
    )


@router.get("/csv")
def as_csv(request: Request, wanted: Annotated[Filter, Depends(wanted)]) -> Response:
    """Return all of the filtered audit; that it was taken is a deed too."""
    here = parts(request)
    here.note(visit(request), "audit.download")
    return download("nhat-ky.csv", csv_lines(here.audit.all(wanted)))


def _query(wanted: Filter) -> dict[str, str]:
    return {name: str(value) for name, value in vars(wanted).items() if value}
