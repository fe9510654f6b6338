"""One's own account: a new password, and where one is signed in."""

from typing import Annotated

from fastapi import APIRouter, Form, Request
from fastapi.responses import RedirectResponse, Response

from eval.console.access import SESSION_COOKIE, address, visit
from eval.console.attempts import Attempt
from eval.console.errors import WeakPasswordError, WrongPasswordError
from eval.console.page import PREFIX
from eval.console.pages.sign_in import begin_session
from eval.console.parts import parts
from eval.console.rendering import HEADERS, Crumb, render, went_well
from eval.console.texts import t

router = APIRouter()
_LONGEST = 200


@router.get("/password")
def show(request: Request) -> Response:
    """Show the form and the account's open sessions."""
    return _page(request)


@router.post("/password")
def change(
    request: Request,
    present: Annotated[str, Form(max_length=_LONGEST)],
    new: Annotated[str, Form(max_length=_LONGEST)],
    again: Annotated[str, Form(max_length=_LONGEST)],
) -> Response:
    """Change the password, and sign out everywhere else. The present one may be guessed no faster than at the door."""
    here, who = parts(request), visit(request)
    if new != again:
        return _page(request, "password.differ")
    attempt = Attempt(who.account.name, address(request), device=f"signed in {who.account.name}")
    if here.attempts.spend(attempt) > 0:
        return _page(request, "password.wait")
    try:
        here.accounts.change_password(who.account.name, present, new)
    except WrongPasswordError as error:
        here.note(who, "password.refused")
        return _page(request, error.key)
    except WeakPasswordError as error:
        here.attempts.forgive(attempt)
        return _page(request, error.key)
    here.attempts.forgive(attempt)
    here.staff_sessions.end_all(who.account.name)
    here.note(who, "password.change")
    response = went_well(f"{PREFIX}/", "password.done_changed")
    begin_session(request, response, who.account)
    return response


@router.post("/sign-out-everywhere")
def sign_out_everywhere(request: Request) -> Response:
    """End every session of the account, this one too."""
    here, who = parts(request), visit(request)
    here.staff_sessions.end_all(who.account.name)
    here.note(who, "sign_in.out_everywhere")
    response = RedirectResponse(f"{PREFIX}/sign-in", 303, HEADERS)
    response.delete_cookie(SESSION_COOKIE, path=PREFIX)
    return response


def _page(request: Request, problem: str = "") -> Response:
    who, here = visit(request), parts(request)
    return render(
        request,
        "password.html",
        400 if problem else 200,
        crumbs=[Crumb(t("password.title"))],
        problem=t(problem) if problem else "",
        open_sessions=here.staff_sessions.of(who.account.name, who.token),
        second_factor=here.services.settings.staff_second_factor,
    )
