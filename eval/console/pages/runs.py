"""Runs: measure the release in use, learn what was approved, see what came of it, compare, go back."""

from pathlib import Path
from typing import Annotated

from fastapi import APIRouter, Depends, Form, Request
from fastapi.responses import HTMLResponse, Response

from eval.comparing import Comparison, compare
from eval.console.access import needs, visit
from eval.console.judgements.procedures import names_of
from eval.console.page import Page
from eval.console.paging import Paging
from eval.console.parts import Parts, parts
from eval.console.rendering import HEADERS, Crumb, render, went_well
from eval.console.roles import Role
from eval.console.texts import t
from eval.errors import BadResultError, UnlikeResultsError
from eval.learning import words
from eval.learning.errors import NoReleaseError, RunUnknownError
from eval.learning.measuring import result_file
from eval.learning.process import start
from eval.learning.releases import Listed, listed, name_in_use, roll_back
from eval.learning.runs import KINDS, Kind, Run, Runs
from eval.report.page import page as report_page
from eval.report.page import policy
from eval.stored import read_result
from knowledge.settings import Settings

router = APIRouter()
PAGE = Page("runs", Role.EDITOR, router, "teaching")
_STARTED: tuple[Kind, ...] = ("learning", "evaluation")
_LISTED = 12
"""Releases that are shown, the newest."""


@router.get("")
def show(request: Request, page: int = 1) -> Response:
    """Show what works now, what there is to start, the history and the releases."""
    return _page(request, page)


@router.get("/now")
def now(request: Request) -> Response:
    """Show only what works now, for a page that keeps itself up to date."""
    return render(request, "runs_now.html", run=_runs(request).working(), words=words)


@router.post("/start")
def begin(request: Request, kind: Annotated[str, Form()] = "", much: Annotated[str, Form()] = "quick") -> Response:
    """Start a run in a process of its own. Refused where another one works."""
    here, who = parts(request), visit(request)
    wanted = next((one for one in _STARTED if one == kind), None)
    if wanted is None:
        raise RunUnknownError
    services = here.services
    number = start(services.settings, services.sessions, wanted, who.account.name, quick=much != "full")
    here.note(who, f"runs.{wanted}", str(number), much)
    return went_well(PAGE.path, "runs.done_started")


@router.post("/{number}/stop")
def stop(request: Request, number: int) -> Response:
    """Ask a run to stop."""
    run = _runs(request).get(number)
    _runs(request).ask_to_stop(run.number)
    parts(request).note(visit(request), "runs.stop", str(number))
    return went_well(PAGE.path, "runs.done_stopped")


@router.post("/rollback", dependencies=[Depends(needs(Role.ADMINISTRATOR))])
def go_back(request: Request, name: Annotated[str, Form(min_length=1, max_length=32)]) -> Response:
    """Use another release, at once and in every replica."""
    here, who = parts(request), visit(request)
    before = name_in_use(here.services.settings)
    try:
        roll_back(here.services.settings, here.services.sessions, who.account.name, name)
    except NoReleaseError as error:
        return _page(request, 1, words.why(error.key))
    here.note(who, "runs.rollback", name, before)
    return went_well(PAGE.path, "runs.done_rolled_back")


@router.get("/{number}")
def one(request: Request, number: int, other: int = 0) -> Response:
    """Show one run, beside another one where that is asked for."""
    runs = _runs(request)
    run = runs.get(number)
    return render(
        request,
        "run.html",
        crumbs=[Crumb(t("runs.title"), PAGE.path), Crumb(t("runs.crumb", number=number))],
        run=run,
        words=words,
        procedures=names_of(parts(request).services.library),
        switched=run.state == "died" and bool(run.release) and run.release == name_in_use(_settings(request)),
        there={one.key for one in run.told.measured if result_file(_settings(request), one.key).exists()},
        others=[one for one in runs.read(0, _LISTED * 4) if one.told.measured and one.number != number],
        other=other,
        compared=_compared(request, runs.get(other), run) if other else None,
    )


@router.get("/{number}/report/{place}")
def report(request: Request, number: int, place: int) -> Response:
    """Show the whole report of one task of a run."""
    measured = _runs(request).get(number).told.measured
    if not 0 <= place < len(measured):
        raise RunUnknownError
    try:
        result = read_result(result_file(_settings(request), measured[place].key))
    except BadResultError:
        crumbs = [Crumb(t("runs.title"), PAGE.path)]
        return render(request, "error.html", 404, crumbs=crumbs, text=t("runs.report_gone"), heading=t("runs.report"))
    return HTMLResponse(report_page(result), headers=HEADERS | {"Content-Security-Policy": policy()})


def _compared(request: Request, first: Run, second: Run) -> list[Comparison]:
    """Compare what both runs measured with the same questions."""
    before = {(one.task, one.questions): one for one in first.told.measured}
    found = list[Comparison]()
    for one in second.told.measured:
        if known := before.get((one.task, one.questions)):
            files = (result_file(_settings(request), key) for key in (known.key, one.key))
            found += _comparison(*files)
    return found


def _comparison(first: Path, second: Path) -> list[Comparison]:
    try:
        return [compare(read_result(first), read_result(second))]
    except (BadResultError, UnlikeResultsError):
        return []


def _page(request: Request, page: int, problem: str = "") -> Response:
    here, runs = parts(request), _runs(request)
    working, paging = runs.working(), Paging(page, runs.count(), 20)
    return render(
        request,
        "runs.html",
        400 if problem else 200,
        crumbs=[Crumb(t("runs.title"))],
        run=working,
        words=words,
        kinds=KINDS,
        problem=problem,
        refused=here.services.releases.refused,
        history=runs.read(paging.first_line, paging.size),
        paging=paging,
        releases=_releases(here),
        may_roll_back=visit(request).account.role.allows(Role.ADMINISTRATOR),
    )


def _releases(here: Parts) -> list[Listed]:
    return listed(here.services.settings, here.services.sessions)[:_LISTED]


def _runs(request: Request) -> Runs:
    return Runs(parts(request).services.sessions)


def _settings(request: Request) -> Settings:
    return parts(request).services.settings
