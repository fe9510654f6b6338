"""The second step of signing in: a code of the authenticator app, or a recovery code, within five minutes."""

import time
from math import ceil
from typing import Annotated

from fastapi import APIRouter, Form, Request
from fastapi.responses import RedirectResponse, Response

from eval.console import tokens
from eval.console.access import FIRST_STEP_COOKIE, address
from eval.console.audit import Deed
from eval.console.page import PREFIX
from eval.console.pages.sign_in import attempt_of, inside, welcome
from eval.console.parts import parts
from eval.console.rendering import HEADERS, render
from eval.console.texts import t

router = APIRouter()
_LONGEST = 200


@router.get("/sign-in/code")
def ask(request: Request, next: str = "") -> Response:  # noqa: A002 - the parameter's public name
    """Ask who has given the right password for a code; everybody else is sent to the first step."""
    return _form(request, next) if _who(request) else _back(next)


@router.post("/sign-in/code")
def check(
    request: Request,
    code: Annotated[str, Form(max_length=_LONGEST)] = "",
    next: Annotated[str, Form(max_length=_LONGEST)] = "",  # noqa: A002 - the field's public name
) -> Response:
    """Sign in with a new session; or say to try again, or to wait. Who used a recovery code is shown how many are left."""
    here, name = parts(request), _who(request)
    if not name:
        return _back(next)
    attempt = attempt_of(request, name, code=True)
    wait = here.attempts.spend(attempt)
    if wait > 0:
        return _form(request, next, t("sign_in.wait", seconds=ceil(wait)), 429)
    proof = here.second_factors.verified(name, code)
    if proof is None:
        here.audit.write(Deed(name, "sign_in.code_refused", address=address(request)))
        return _form(request, next, t("second_factor.wrong"), 401)
    here.attempts.forgive(attempt, steps=2)
    path = inside(next) if proof == "code" else f"{PREFIX}/second-factor"
    return welcome(request, here.accounts.get(name), path, f"sign_in.in_by_{proof}")


def _who(request: Request) -> str:
    """Return who passed the first step in this browser a moment ago, "" for nobody."""
    here = parts(request)
    return tokens.first_step_of(
        here.secret, request.cookies.get(FIRST_STEP_COOKIE, ""), here.accounts.mark, time.time()
    )


def _back(wanted: str) -> Response:
    return RedirectResponse(f"{PREFIX}/sign-in?next={inside(wanted)}", 303, HEADERS)


def _form(request: Request, wanted: str, problem: str = "", status: int = 200) -> Response:
    return render(request, "second_step.html", status, next=inside(wanted), problem=problem)
