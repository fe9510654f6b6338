"""The tour: an overview of its steps, and the buttons of the panel that leads from page to page."""

from typing import Annotated

from fastapi import APIRouter, Form, Request
from fastapi.responses import RedirectResponse, Response

from eval.console.access import visit
from eval.console.page import PREFIX
from eval.console.parts import parts
from eval.console.rendering import HEADERS, Crumb, navigation, render, went_well
from eval.console.texts import t
from eval.console.tour import EXERCISE, Tour, path, steps
from eval.console.tour_panel import here_or_first, practice

router = APIRouter()
PANEL = "tour"
"""The id of the panel, where the reader goes on."""


@router.get("/tour")
def overview(request: Request) -> Response:
    """Show every step, what its page is for, and where one is."""
    here, account = parts(request), visit(request).account.name
    tour, names = here.tours.of(account), _steps(request)
    return render(
        request,
        "tour.html",
        crumbs=[Crumb(t("tour.title"))],
        progress=tour,
        here=here_or_first(tour, names) if tour else "",
        steps=[(name, path(name)) for name in names],
        exercise=EXERCISE,
        practice=practice(here, account),
    )


@router.post("/tour/go")
def go(request: Request, step: Annotated[str, Form(max_length=40)] = "") -> Response:
    """Go to a step, the first where none that there is is named; with this the tour begins, or goes on."""
    names = _steps(request)
    wanted = step if step in names else names[0]
    parts(request).tours.put(visit(request).account.name, Tour(wanted, "open"))
    return RedirectResponse(f"{path(wanted)}#{PANEL}", 303, HEADERS)


@router.post("/tour/finish")
def finish(request: Request) -> Response:
    """End the tour after its last step."""
    return _end(request, Tour(_steps(request)[-1], "finished"))


@router.post("/tour/skip")
def skip(request: Request) -> Response:
    """End the tour where one is; it can be taken up again from its overview."""
    here, names = parts(request), _steps(request)
    tour = here.tours.of(visit(request).account.name)
    return _end(request, Tour(here_or_first(tour, names) if tour else names[0], "skipped"))


def _end(request: Request, tour: Tour) -> Response:
    here, who = parts(request), visit(request)
    here.tours.put(who.account.name, tour)
    here.note(who, f"tour.{tour.state}", tour.step)
    return went_well(f"{PREFIX}/", f"tour.done_{tour.state}")


def _steps(request: Request) -> list[str]:
    """Return the steps of who is signed in."""
    pages = navigation(request, visit(request).account.role)
    return steps([page for _, found in pages for page in found])
