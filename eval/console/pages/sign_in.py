"""Signing in and out. Who gives a wrong name and who gives a wrong password are told the same, after the same time."""

import secrets
import time
from math import ceil
from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, Form, Request
from fastapi.responses import RedirectResponse, Response

from eval.console import tokens
from eval.console.access import (
    DEVICE_COOKIE,
    FIRST_STEP_COOKIE,
    FORM_COOKIE,
    SESSION_COOKIE,
    address,
    bound_to,
    needs,
    visit,
)
from eval.console.accounts import Account, plain
from eval.console.attempts import Attempt
from eval.console.audit import Deed
from eval.console.errors import AccountUnknownError
from eval.console.page import PREFIX
from eval.console.parts import Parts, parts
from eval.console.rendering import HEADERS, render
from eval.console.roles import Role
from eval.console.texts import t

router = APIRouter()
_A_YEAR = 365 * 24 * 3600
FIRST_STEP_SECONDS = 300
"""How long who gave the right password may look for the code."""
_LONGEST = 200


@router.get("/sign-in")
def door(request: Request, next: str = "") -> Response:  # noqa: A002 - the parameter's public name
    """Show the form; a browser without a cookie gets one that the form is bound to."""
    if bound_to(request):
        return _form(request, next)
    token = secrets.token_urlsafe(32)
    # As if it had come with this request: the form below is bound to it.
    request.cookies[FORM_COOKIE] = token
    response = _form(request, next)
    keep(request, response, FORM_COOKIE, token)
    return response


@router.post("/sign-in")
def sign_in(
    request: Request,
    name: Annotated[str, Form(max_length=_LONGEST)] = "",
    password: Annotated[str, Form(max_length=_LONGEST)] = "",
    next: Annotated[str, Form(max_length=_LONGEST)] = "",  # noqa: A002 - the field's public name
) -> Response:
    """Sign in with a new session, whatever cookie came; or say to try again, or to wait."""
    here = parts(request)
    attempt = attempt_of(request, name)
    wait = here.attempts.spend(attempt)
    if wait > 0:
        return _form(request, next, name, t("sign_in.wait", seconds=ceil(wait)), 429)
    account = here.accounts.verified(name, password)
    if account is None:
        here.audit.write(Deed(_known(here, name), "sign_in.refused", address=address(request)))
        return _form(request, next, name, t("sign_in.wrong"), 401)
    if account.second_factor and here.services.settings.staff_second_factor != "off":
        return _to_the_second_step(request, account, next)
    here.attempts.forgive(attempt)
    return welcome(request, account, inside(next))


@router.post("/sign-out", dependencies=[Depends(needs(Role.OFFICER))])
def sign_out(request: Request) -> Response:
    """End this browser's session."""
    here, who = parts(request), visit(request)
    here.staff_sessions.end(who.token)
    here.note(who, "sign_in.out")
    response = RedirectResponse(f"{PREFIX}/sign-in", 303, HEADERS)
    response.delete_cookie(SESSION_COOKIE, path=PREFIX)
    return response


def begin_session(request: Request, response: Response, account: Account) -> None:
    """Give the browser a new session of `account`."""
    token = parts(request).staff_sessions.begin(account.name, address(request))
    keep(request, response, SESSION_COOKIE, token)


def keep(request: Request, response: Response, cookie: str, value: str, max_age: int | None = None) -> None:
    """Give the browser a cookie that no script reads and no other site sends."""
    secure = request.url.scheme == "https"
    response.set_cookie(cookie, value, max_age=max_age, path=PREFIX, secure=secure, httponly=True, samesite="strict")


def attempt_of(request: Request, name: str, *, code: bool = False) -> Attempt:
    """Return who is at the door: a browser that has signed in as `name` before is known. `code`: at the second step."""
    device = tokens.device_of(parts(request).secret, plain(name), request.cookies.get(DEVICE_COOKIE, ""))
    return Attempt(name, address(request), device, code)


def welcome(request: Request, account: Account, path: str, deed: str = "sign_in.in") -> Response:
    """Let an account in with a new session, and on to `path`. `deed`: what the audit says."""
    here = parts(request)
    here.staff_sessions.end(request.cookies.get(SESSION_COOKIE, ""))
    here.audit.write(Deed(account.name, deed, address=address(request)))
    response = RedirectResponse(path, 303, HEADERS)
    begin_session(request, response, account)
    keep(request, response, DEVICE_COOKIE, tokens.device_token(here.secret, account.name), _A_YEAR)
    for over in (FORM_COOKIE, FIRST_STEP_COOKIE):
        response.delete_cookie(over, path=PREFIX)
    return response


def _to_the_second_step(request: Request, account: Account, wanted: str) -> Response:
    """Remember in the browser, and nowhere else, that the password was right; nobody is signed in yet."""
    here, until = parts(request), int(time.time()) + FIRST_STEP_SECONDS
    token = tokens.first_step_token(here.secret, account.name, here.accounts.mark(account.name), until)
    response = RedirectResponse(f"{PREFIX}/sign-in/code?{urlencode({'next': inside(wanted)})}", 303, HEADERS)
    keep(request, response, FIRST_STEP_COOKIE, token, FIRST_STEP_SECONDS)
    return response


def _form(request: Request, wanted: str, name: str = "", problem: str = "", status: int = 200) -> Response:
    return render(request, "sign_in.html", status, next=inside(wanted), name=name, problem=problem)


def inside(wanted: str) -> str:
    """Return an address of the console: the one wanted where it is one, else the start."""
    plain_path = (
        wanted.startswith(f"{PREFIX}/")
        and not set(wanted) & set("\\?#\r\n\t")
        and not {"", ".."} & set(wanted.split("/")[2:-1])
    )
    return wanted if plain_path else f"{PREFIX}/"


def _known(here: Parts, name: str) -> str:
    """Return the account's name where there is one: what else was typed may be a password."""
    try:
        return here.accounts.get(name).name
    except AccountUnknownError:
        return ""
