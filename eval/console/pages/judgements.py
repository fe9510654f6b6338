"""Judgements: what staff think of tried replies; each is looked at, becomes a test case, and leads to a proposal."""

from dataclasses import dataclass
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Depends, Form, Request
from fastapi.responses import Response, StreamingResponse

from eval.console.access import needs, visit
from eval.console.judgements.cases import dialogues, lines, questions
from eval.console.judgements.judgements import (
    LONGEST_NOTE,
    LONGEST_PAPER,
    VERDICTS,
    Judged,
    Judgement,
    JudgementUnknownError,
    Should,
    Verdict,
)
from eval.console.judgements.paper_cases import checklists
from eval.console.judgements.papers import listed, papers
from eval.console.judgements.procedures import LONGEST as LONGEST_NAME
from eval.console.judgements.procedures import names_of, procedures
from eval.console.page import Page
from eval.console.pages import trying
from eval.console.paging import Paging
from eval.console.parts import Parts, parts
from eval.console.proposals.approved import approved_phrasings
from eval.console.proposals.nearness import Texts
from eval.console.rendering import HEADERS, Crumb, render, went_well
from eval.console.roles import Role
from eval.console.texts import t
from eval.console.trials.trials import TrialGoneError, TriedTurn

router = APIRouter()
PAGE = Page("judgements", Role.OFFICER, router, "teaching")
Kind = Literal["questions", "dialogues", "papers"]


@dataclass(frozen=True)
class Typed:
    """What was filled in. `procedure`: a code, or words of a name; `component`: the code of a paper of the list."""

    trial: int
    turn: str
    verdict: Verdict
    procedure: str
    component: str
    paper: str
    should: Should
    note: str


@router.get("")
def show(request: Request, verdict: str = "", page: int = 1) -> Response:
    """Show the judgements, newest first."""
    here = parts(request)
    verdict = verdict if verdict in VERDICTS else ""
    paging = Paging(page, here.judgements.count(verdict))
    return render(
        request,
        "judgements.html",
        crumbs=[Crumb(t("judgements.title"))],
        verdicts=VERDICTS,
        verdict=verdict,
        found=here.judgements.read(verdict, paging.first_line, paging.size),
        names=_names(here),
        procedures=names_of(here.services.library),
        paging=paging,
        query={"verdict": verdict},
        may_export=visit(request).account.role.allows(Role.EDITOR),
    )


@router.post("")
def give(
    request: Request,
    trial: Annotated[int, Form()],
    turn: Annotated[str, Form(max_length=32)],
    verdict: Annotated[Verdict, Form()],
    procedure: Annotated[str, Form(max_length=LONGEST_NAME)] = "",
    component: Annotated[str, Form(max_length=80)] = "",
    paper: Annotated[str, Form(max_length=LONGEST_PAPER)] = "",
    should: Annotated[Should, Form()] = "",
    note: Annotated[str, Form(max_length=LONGEST_NOTE)] = "",
) -> Response:
    """Keep a verdict on a reply of a trial; where the right procedure is not clear yet, ask which is meant."""
    here, typed = parts(request), Typed(trial, turn, verdict, procedure.strip(), component, paper, should, note)
    tried = _tried(here, trial, turn)
    found = _found(here, typed.procedure)
    if typed.procedure and len(found) != 1:
        return _which(request, typed, tried, found)
    expected = found[0][0] if found else ""
    number = here.judgements.give(_judgement(request, typed, tried, expected))
    here.note(visit(request), "judgements.give", str(number), f"{verdict} {expected}".strip())
    return went_well(f"{trying.PAGE.path}/{trial}", "judgements.done_given", f"turn-{tried.place}")


@router.get("/export", dependencies=[Depends(needs(Role.EDITOR))])
def export(request: Request, *, kind: Kind = "questions") -> Response:
    """Return the judgements as questions, dialogues, or papers lists, of `python -m eval`."""
    here = parts(request)
    entries, name = _entries(here, kind), f"judged-{kind}.jsonl"
    here.note(visit(request), "judgements.export", name, str(len(entries)))
    headers = HEADERS | {"Content-Disposition": f'attachment; filename="{name}"'}
    return StreamingResponse(lines(entries), media_type="application/jsonl", headers=headers)


@router.get("/{number}")
def show_one(request: Request, number: int) -> Response:
    """Show one judgement and what was proposed because of it."""
    here = parts(request)
    crumbs = [Crumb(t("judgements.title"), PAGE.path), Crumb(t("judgements.one", number=number))]
    try:
        found = here.judgements.get(number)
    except JudgementUnknownError as error:
        heading = t("errors.heading_404")
        return render(request, "error.html", 404, crumbs=crumbs, heading=heading, text=t(error.key))
    return render(
        request,
        "judgement.html",
        crumbs=crumbs,
        one=found,
        names=_names(here),
        procedures=names_of(here.services.library),
        proposals=here.proposals.from_judgement(number),
        may_propose=visit(request).account.role.allows(Role.EDITOR),
        tried=_is_kept(here, found.of.trial),
    )


def _entries(here: Parts, kind: Kind) -> list[dict[str, Any]]:
    judged = here.judgements.all()
    if kind == "questions":
        return questions(judged, Texts.of(approved_phrasings(here.services.sessions)).has_nearly)
    return dialogues(judged) if kind == "dialogues" else checklists(judged)


def _tried(here: Parts, trial: int, turn_id: str) -> TriedTurn:
    """Return the turn. Raises `TrialGoneError` where it is not of this trial, too."""
    found = next((turn for turn in here.trials.turns(trial) if turn.turn_id == turn_id), None)
    if found is None:
        raise TrialGoneError
    return found


def _found(here: Parts, typed: str) -> list[tuple[str, str]]:
    return procedures(here.services.library, typed) if typed else []


def _judgement(request: Request, typed: Typed, tried: TriedTurn, expected: str) -> Judgement:
    reply, paper = tried.reply, " ".join(typed.paper.split())
    context = tried.why.search.context if tried.why and tried.why.search else None
    of = Judged(
        tried.turn_id,
        typed.trial,
        tried.place,
        tried.said,
        context.code if context else "",
        reply.decision,
        tuple(reply.procedures),
        reply.release,
        listed(tried),
    )
    named = papers(tried).get(typed.component, "")
    return Judgement(
        of,
        typed.verdict,
        expected,
        typed.component if named else "",
        paper or named,
        typed.note.strip(),
        visit(request).account.name,
        should=typed.should if (named or paper) and typed.verdict in ("partly", "wrong") else "",
    )


def _which(request: Request, typed: Typed, tried: TriedTurn, found: list[tuple[str, str]]) -> Response:
    """Ask which procedure is meant; what was filled in is kept."""
    crumbs = [Crumb(t("try.title"), trying.PAGE.path), Crumb(t("try.one", number=typed.trial))]
    return render(request, "judgement_which.html", 409, crumbs=crumbs, typed=typed, tried=tried, found=found)


def _names(here: Parts) -> dict[str, str]:
    return {account.name: account.full_name for account in here.accounts.all()}


def _is_kept(here: Parts, trial: int) -> bool:
    try:
        here.trials.get(trial)
    except TrialGoneError:
        return False
    return True
