"""Proposals: what editors want taught, and what became of it; another editor approves, refuses or withdraws."""

from typing import Annotated

from fastapi import APIRouter, Form, Request
from fastapi.responses import Response

from bot.conversations.masking import masked
from eval.console.access import visit
from eval.console.judgements.procedures import names_of
from eval.console.page import Page
from eval.console.pages import proposing
from eval.console.paging import Paging
from eval.console.parts import Parts, parts
from eval.console.proposals.approved import approved_phrasings, as_yaml
from eval.console.proposals.problems import problem
from eval.console.proposals.proposals import (
    LONGEST_NOTE,
    STATES,
    FourEyesError,
    Proposal,
    ProposalUnknownError,
    SettledError,
    State,
    may_approve,
)
from eval.console.rendering import HEADERS, Crumb, render, went_well
from eval.console.roles import Role
from eval.console.texts import t

router = APIRouter()
PAGE = Page("proposals", Role.EDITOR, router, "teaching")
# Its addresses stand before those of single proposals: "new" is no number.
router.include_router(proposing.router)

Reason = Annotated[str, Form(max_length=LONGEST_NOTE)]


@router.get("")
def show(request: Request, state: str = "", page: int = 1) -> Response:
    """Show the proposals, newest first."""
    here, state = parts(request), state if state in STATES else ""
    paging = Paging(page, here.proposals.count(state))
    return render(
        request,
        "proposals.html",
        crumbs=[Crumb(t("proposals.title"))],
        states=STATES,
        state=state,
        found=here.proposals.read(state, paging.first_line, paging.size),
        names=_names(here),
        procedures=_procedures(here),
        paging=paging,
        query={"state": state},
    )


@router.get("/phrasings")
def approved(request: Request) -> Response:
    """Return every approved phrasing, in the form of `knowledge/phrasings`."""
    here = parts(request)
    here.note(visit(request), "proposals.download", "approved.yml")
    return _file("approved.yml", as_yaml(approved_phrasings(here.services.sessions)), "application/yaml")


@router.get("/{number}")
def show_one(request: Request, number: int) -> Response:
    """Show one proposal, with what can be done with it."""
    return _page(request, number)


@router.get("/{number}/patch")
def download_patch(request: Request, number: int) -> Response:
    """Return the patch of a guide, as `git apply` reads it."""
    here = parts(request)
    found = here.proposals.get(number)
    if found.kind != "guide":
        raise ProposalUnknownError
    here.note(visit(request), "proposals.download", str(number))
    return _file(f"de-nghi-{number}.patch", found.text, "text/x-diff")


@router.post("/{number}/approve")
def approve(request: Request, number: int) -> Response:
    """Approve, where it still may be taught and somebody else has proposed it."""
    here, who = parts(request), visit(request)
    found, accounts = here.proposals.get(number), here.accounts.all()
    if not may_approve(found, who.account.name, accounts):
        raise FourEyesError
    if key := _problem(here, found):
        return _page(request, number, t(key))
    alone = " alone" if found.proposed_by == who.account.name else ""
    return _settled(request, number, "approved", "", f"{found.kind} {found.procedure_code}{alone}")


@router.post("/{number}/refuse")
def refuse(request: Request, number: int, reason: Reason = "") -> Response:
    """Refuse, and say why."""
    return _settled(request, number, "refused", reason.strip(), reason.strip())


@router.post("/{number}/withdraw")
def withdraw(request: Request, number: int, reason: Reason = "") -> Response:
    """Take back what was approved, and say why: the next learning leaves it out."""
    return _settled(request, number, "withdrawn", reason.strip(), reason.strip())


_DEEDS = {"approved": "proposals.approve", "refused": "proposals.refuse", "withdrawn": "proposals.withdraw"}


def _settled(request: Request, number: int, state: State, reason: str, detail: str) -> Response:
    here, who = parts(request), visit(request)
    if state != "approved" and not reason:
        return _page(request, number, t("proposals.reason_needed"))
    try:
        here.proposals.settle(number, state, who.account.name, reason)
    except SettledError as error:
        return _page(request, number, t(error.key))
    here.note(who, _DEEDS[state], str(number), masked(detail))
    return went_well(f"{PAGE.path}/{number}", f"proposals.done_{state}")


def _page(request: Request, number: int, told: str = "") -> Response:
    here, crumbs = parts(request), [Crumb(t("proposals.title"), PAGE.path), Crumb(t("proposals.one", number=number))]
    try:
        found = here.proposals.get(number)
    except ProposalUnknownError as error:
        heading = t("errors.heading_404")
        return render(request, "error.html", 404, crumbs=crumbs, heading=heading, text=t(error.key))
    name = visit(request).account.name
    return render(
        request,
        "proposal.html",
        409 if told else 200,
        crumbs=crumbs,
        one=found,
        names=_names(here),
        procedures=_procedures(here),
        stale=found.kind == "guide" and found.state == "proposed" and bool(_problem(here, found)),
        may_approve=may_approve(found, name, here.accounts.all()),
        own=found.proposed_by == name,
        problem=told,
        longest_note=LONGEST_NOTE,
    )


def _problem(here: Parts, proposal: Proposal) -> str:
    return problem(proposal, _procedures(here), approved_phrasings(here.services.sessions))


def _names(here: Parts) -> dict[str, str]:
    return {account.name: account.full_name for account in here.accounts.all()}


def _procedures(here: Parts) -> dict[str, str]:
    return names_of(here.services.library)


def _file(name: str, content: str, media_type: str) -> Response:
    headers = HEADERS | {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(content, media_type=f"{media_type}; charset=utf-8", headers=headers)
