"""Proposing: the forms in which an editor writes a phrasing, or edits a guide into a patch."""

from typing import Annotated

from fastapi import APIRouter, Form, Request
from fastapi.responses import Response

from eval.console.access import visit
from eval.console.errors import ConsoleError
from eval.console.judgements.procedures import names_of
from eval.console.page import PREFIX
from eval.console.parts import Parts, parts
from eval.console.proposals.approved import approved_phrasings
from eval.console.proposals.guides import BrokenGuideError, guide_file, patch
from eval.console.proposals.phrasings import ALL_ASPECTS, GENERAL, LONGEST, tidy
from eval.console.proposals.problems import problem
from eval.console.proposals.proposals import LONGEST_NOTE, Proposal, of_guide
from eval.console.rendering import Crumb, render, went_well
from eval.console.texts import t

router = APIRouter()
PATH = f"{PREFIX}/proposals"
LONGEST_GUIDE = 200_000

Judgement = Annotated[str, Form(max_length=12)]
Code = Annotated[str, Form(max_length=40)]
Note = Annotated[str, Form(max_length=LONGEST_NOTE)]


@router.get("/new")
def new_phrasing(request: Request, text: str = "", procedure: str = "", judgement: str = "") -> Response:
    """Show the form of a phrasing, filled with what a link says."""
    return _phrasing_form(request, text[:LONGEST], procedure[:40], GENERAL, "", judgement)


@router.post("/new")
def propose_phrasing(
    request: Request,
    text: Annotated[str, Form(max_length=2000)] = "",
    procedure: Code = "",
    aspect: Annotated[str, Form(max_length=20)] = GENERAL,
    note: Note = "",
    judgement: Judgement = "",
) -> Response:
    """Propose a phrasing, where it may be taught."""
    here, who = parts(request), visit(request)
    proposal = Proposal(
        "phrasing", procedure.strip(), aspect, tidy(text), note.strip(), who.account.name, _number(here, judgement)
    )
    if key := problem(proposal, names_of(here.services.library), approved_phrasings(here.services.sessions)):
        return _phrasing_form(request, text, procedure, aspect, note, judgement, t(key))
    number = here.proposals.propose(proposal)
    here.note(who, "proposals.phrasing", str(number), f"{proposal.procedure_code} {aspect}: {proposal.text}")
    return went_well(f"{PATH}/{number}", "proposals.done_proposed")


@router.get("/guide")
def new_guide(request: Request, procedure: str = "", judgement: str = "") -> Response:
    """Show a guide's YAML to edit."""
    return _guide_form(request, procedure[:40].strip(), _guide_text(procedure), "", judgement)


@router.post("/guide")
def propose_guide(
    request: Request,
    written: Annotated[str, Form(max_length=LONGEST_GUIDE)] = "",
    procedure: Code = "",
    note: Note = "",
    judgement: Judgement = "",
) -> Response:
    """Propose a change of a guide as a patch; the guide itself stays as it is."""
    here, who = parts(request), visit(request)
    try:
        change = patch(guide_file(procedure), written)
    except BrokenGuideError as error:
        return _guide_form(request, procedure, written, note, judgement, t("proposals.broken_guide_at", message=error))
    except ConsoleError as error:
        return _guide_form(request, procedure, written, note, judgement, t(error.key))
    proposal = of_guide(procedure, change, note.strip(), who.account.name, _number(here, judgement))
    number = here.proposals.propose(proposal)
    here.note(who, "proposals.guide", str(number), f"{procedure} {change.path}")
    return went_well(f"{PATH}/{number}", "proposals.done_proposed")


def _phrasing_form(
    request: Request, text: str, procedure: str, aspect: str, note: str, judgement: str, told: str = ""
) -> Response:
    typed = {"text": text, "procedure": procedure, "aspect": aspect, "note": note, "judgement": judgement}
    return render(
        request,
        "proposal_phrasing.html",
        409 if told else 200,
        crumbs=[Crumb(t("proposals.title"), PATH), Crumb(t("proposals.new"))],
        typed=typed,
        aspects=ALL_ASPECTS,
        name=names_of(parts(request).services.library).get(procedure.strip(), ""),
        problem=told,
        longest=LONGEST,
        longest_note=LONGEST_NOTE,
    )


def _guide_form(request: Request, procedure: str, written: str, note: str, judgement: str, told: str = "") -> Response:
    typed = {"procedure": procedure, "written": written, "note": note, "judgement": judgement}
    return render(
        request,
        "proposal_guide.html",
        409 if told else 200,
        crumbs=[Crumb(t("proposals.title"), PATH), Crumb(t("proposals.guide"))],
        typed=typed,
        name=names_of(parts(request).services.library).get(procedure, ""),
        problem=told,
        longest=LONGEST_GUIDE,
        longest_note=LONGEST_NOTE,
    )


def _number(here: Parts, judgement: str) -> int | None:
    """Return the judgement that a proposal comes from. Raises `JudgementUnknownError` for a number that is none's."""
    return here.judgements.get(int(judgement)).number if judgement.isdigit() else None


def _guide_text(procedure_code: str) -> str:
    """Return the YAML of a guide. Raises `NoGuideError`."""
    return guide_file(procedure_code.strip()).read_text(encoding="utf-8")
