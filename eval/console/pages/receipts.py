"""Receipts: exactly what was told under the number on a citizen's list, and what a desk asked for besides."""

from typing import Annotated

from fastapi import APIRouter, Form, Request
from fastapi.responses import Response

from bot.conversations import receipts
from bot.conversations.errors import ReceiptNotFoundError
from bot.conversations.receipts import Receipt
from eval.console.access import visit
from eval.console.asked_papers import LONGEST_PAPER, AskedPaper
from eval.console.page import Page
from eval.console.parts import parts
from eval.console.rendering import Crumb, render, went_well
from eval.console.roles import Role
from eval.console.texts import t

router = APIRouter()
PAGE = Page("receipts", Role.OFFICER, router, "citizens")
_LONGEST_NUMBER = 40
_LONGEST_NOTE = 500


@router.get("")
def look_up(request: Request, number: str = "") -> Response:
    """Ask for a number; with one, go on to its list."""
    number = receipts.plain(number)[:_LONGEST_NUMBER]
    if not number:
        return _search(request)
    try:
        return _page(request, receipts.read(parts(request).services.sessions, number))
    except ReceiptNotFoundError:
        return _search(request, number, t("receipts.not_found"), 404)


@router.post("/{number}/asked")
def report(
    request: Request,
    number: str,
    paper: Annotated[str, Form(max_length=LONGEST_PAPER)] = "",
    component: Annotated[str, Form(max_length=80)] = "",
    note: Annotated[str, Form(max_length=_LONGEST_NOTE)] = "",
) -> Response:
    """Keep that a desk asked for one more paper."""
    here, who, sessions = parts(request), visit(request), parts(request).services.sessions
    try:
        found = receipts.read(sessions, number)
    except ReceiptNotFoundError:
        return _search(request, number, t("receipts.not_found"), 404)
    named = _component(found, component)
    words = " ".join(paper.split()) or named
    if not words:
        typed = {"paper": paper, "component": component, "note": note}
        return _page(request, found, t("receipts.no_paper"), typed)
    told = found.told
    asked = AskedPaper(
        found.number, told.procedure_code, component if named else "", words, note.strip(), who.account.name
    )
    report_number = here.asked_papers.report(asked)
    here.note(who, "receipts.asked", found.number, str(report_number))
    return went_well(f"{PAGE.path}?number={found.number}", "receipts.done_asked")


def _component(found: Receipt, component: str) -> str:
    """Return the name of a paper of the list, "" where the list has none of this code."""
    told = found.told
    items = (*told.needed, *told.undecided, *told.not_needed)
    return next((item.name for item in items if item.component_code == component), "")


def _search(request: Request, number: str = "", problem: str = "", status: int = 200) -> Response:
    return render(request, "receipts.html", status, crumbs=[Crumb(t("receipts.title"))], number=number, problem=problem)


def _page(request: Request, found: Receipt, problem: str = "", typed: dict[str, str] | None = None) -> Response:
    return render(
        request,
        "receipt.html",
        400 if problem else 200,
        crumbs=[Crumb(t("receipts.title"), PAGE.path), Crumb(found.number)],
        found=found,
        told=found.told,
        asked=parts(request).asked_papers.all(found.number),
        problem=problem,
        typed=typed or {"paper": "", "component": "", "note": ""},
        longest=LONGEST_PAPER,
        longest_note=_LONGEST_NOTE,
    )
