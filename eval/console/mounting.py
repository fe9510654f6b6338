"""The console as an application of its own, mounted at `/staff`: every page behind its role, errors as pages."""

from pathlib import Path
from urllib.parse import quote

from fastapi import Depends, FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import RedirectResponse, Response
from fastapi.staticfiles import StaticFiles
from starlette.exceptions import HTTPException

from channels.retention.retention import Job
from channels.services import Services
from eval.console import parts
from eval.console.access import BY_ITSELF, needs, refuse_forged
from eval.console.errors import (
    ConsoleError,
    ForgedFormError,
    NotAllowedError,
    NotSignedInError,
    PasswordDueError,
    SecondFactorDueError,
    StaleOfferError,
)
from eval.console.page import PREFIX
from eval.console.pages import PAGES, home, password, second_factor, second_step, sign_in, tour
from eval.console.rendering import HEADERS, render
from eval.console.roles import Role
from eval.console.texts import known, t
from knowledge.database import DatabaseError

STATIC = Path(__file__).with_name("static")


def mount(app: FastAPI, services: Services) -> None:
    """Mount the console on the public application, and let its stores forget with the others."""
    console = console_app(services)
    made: parts.Parts = console.state.parts
    app.state.retention.add(Job("staff sessions", made.staff_sessions.forget))
    app.state.retention.add(Job("staff attempts", made.attempts.forget))
    app.mount(PREFIX, console, name="staff")


def console_app(services: Services) -> FastAPI:
    """Return the console."""
    app = FastAPI(docs_url=None, redoc_url=None, openapi_url=None, dependencies=[Depends(refuse_forged)])
    app.state.parts = parts.put_together(services)
    app.state.pages = PAGES
    app.include_router(sign_in.router)
    app.include_router(second_step.router)
    for router in (home.router, password.router, second_factor.router, tour.router):
        app.include_router(router, dependencies=[Depends(needs(Role.OFFICER))])
    for page in PAGES:
        app.include_router(page.router, prefix=f"/{page.name}", dependencies=[Depends(needs(page.role))])
    app.mount("/static", _Files(directory=STATIC), name="staff-static")
    for error, shown in (
        (NotSignedInError, _to_the_door),
        (PasswordDueError, _to_the_password),
        (SecondFactorDueError, _to_the_second_factor),
        (ConsoleError, _refused),
        (DatabaseError, _not_now),
        (HTTPException, _http_error),
        (RequestValidationError, _bad_form),
    ):
        app.add_exception_handler(error, shown)
    return app


class _Files(StaticFiles):
    """The console's own style and script; asked for anew each time whether they have changed."""

    def file_response(self, *args: object, **kwargs: object) -> Response:
        response = super().file_response(*args, **kwargs)  # type: ignore[arg-type]
        response.headers["Cache-Control"] = "no-cache"
        response.headers["X-Content-Type-Options"] = "nosniff"
        return response


def _to_the_door(request: Request, _: Exception) -> Response:
    """Send to the sign-in, and back here afterwards; a page that asks by itself is only told."""
    if BY_ITSELF in request.headers:
        return Response(status_code=401, headers=HEADERS)
    back = f"?next={quote(request.url.path)}" if request.method == "GET" else ""
    return RedirectResponse(f"{PREFIX}/sign-in{back}", 303, HEADERS)


def _to_the_password(_request: Request, _: Exception) -> Response:
    return RedirectResponse(f"{PREFIX}/password", 303, HEADERS)


def _to_the_second_factor(_request: Request, _: Exception) -> Response:
    return RedirectResponse(f"{PREFIX}/second-factor", 303, HEADERS)


def _refused(request: Request, error: Exception) -> Response:
    assert isinstance(error, ConsoleError)
    status = 403 if isinstance(error, NotAllowedError | ForgedFormError | StaleOfferError) else 409
    return _page(request, status, error.key)


def _not_now(request: Request, _: Exception) -> Response:
    response = _page(request, 503, "errors.not_now")
    response.headers["Retry-After"] = "5"
    return response


def _http_error(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    key = {404: "errors.not_found", 405: "errors.not_found"}.get(error.status_code, "errors.refused")
    return _page(request, error.status_code, key)


def _bad_form(request: Request, _: Exception) -> Response:
    return _page(request, 400, "errors.bad_form")


def _page(request: Request, status: int, key: str) -> Response:
    heading = f"errors.heading_{status}"
    return render(
        request, "error.html", status, text=t(key), heading=t(heading if known(heading) else "errors.heading_other")
    )
