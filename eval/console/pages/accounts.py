"""Accounts: add, change the role, reset the password, shut out and let in again."""

import secrets
from typing import Annotated

from fastapi import APIRouter, Form, Request
from fastapi.responses import Response
from pydantic import AfterValidator

from eval.console import second_factors
from eval.console.access import visit
from eval.console.accounts import LONGEST_FULL_NAME, plain
from eval.console.errors import BadAccountError, OwnSecondFactorError
from eval.console.page import Page
from eval.console.parts import parts
from eval.console.rendering import Crumb, render, went_well
from eval.console.roles import Role
from eval.console.texts import t

router = APIRouter()
PAGE = Page("accounts", Role.ADMINISTRATOR, router, "running")

_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
_GROUPS, _IN_GROUP = 4, 4

Name = Annotated[str, Form(max_length=60), AfterValidator(plain)]


@router.get("")
def show(request: Request) -> Response:
    """List the accounts."""
    return _page(request)


@router.post("/add")
def add(
    request: Request, name: Name, full_name: Annotated[str, Form(max_length=200)], role: Annotated[Role, Form()]
) -> Response:
    """Make an account with a password that is shown once, and changed by its owner at the first sign-in."""
    here, password = parts(request), _password()
    try:
        account = here.accounts.add(name, full_name[:LONGEST_FULL_NAME], role, password)
    except BadAccountError as error:
        return _page(request, problem=t(error.key), typed={"name": name, "full_name": full_name, "role": role})
    here.note(visit(request), "accounts.add", account.name, role)
    return _page(request, shown=(account.name, password))


@router.post("/reset")
def reset(request: Request, name: Name) -> Response:
    """Set a new password, shown once, and sign the account out everywhere."""
    here, password = parts(request), _password()
    here.accounts.set_password(name, password)
    here.staff_sessions.end_all(name)
    here.note(visit(request), "accounts.reset", name)
    return _page(request, shown=(name, password))


@router.post("/role")
def change_role(request: Request, name: Name, role: Annotated[Role, Form()]) -> Response:
    """Change what an account may do, from its next sign-in on."""
    here = parts(request)
    here.accounts.change_role(name, role)
    here.staff_sessions.end_all(name)
    here.note(visit(request), "accounts.role", name, role)
    return went_well(PAGE.path, "accounts.done_role")


@router.post("/reset-second-factor")
def reset_second_factor(request: Request, name: Name) -> Response:
    """Take somebody's second factor away and sign them out; one's own is dropped on the page for it, with proof."""
    here = parts(request)
    if name == visit(request).account.name:
        raise OwnSecondFactorError
    second_factors.drop(here.services.sessions, name)
    here.staff_sessions.end_all(name)
    here.note(visit(request), "accounts.reset_second_factor", name)
    return went_well(PAGE.path, "accounts.done_reset_second_factor")


@router.post("/disable")
def disable(request: Request, name: Name) -> Response:
    """Shut an account out, at once."""
    here = parts(request)
    here.accounts.disable(name)
    here.staff_sessions.end_all(name)
    here.note(visit(request), "accounts.disable", name)
    return went_well(PAGE.path, "accounts.done_disabled")


@router.post("/enable")
def enable(request: Request, name: Name) -> Response:
    """Let an account in again."""
    here = parts(request)
    here.accounts.disable(name, disabled=False)
    here.note(visit(request), "accounts.enable", name)
    return went_well(PAGE.path, "accounts.done_enabled")


def _page(
    request: Request,
    *,
    problem: str = "",
    typed: dict[str, str] | None = None,
    shown: tuple[str, str] | None = None,
) -> Response:
    return render(
        request,
        "accounts.html",
        400 if problem else 200,
        crumbs=[Crumb(t("accounts.title"))],
        accounts=parts(request).accounts.all(),
        roles=list(Role),
        problem=problem,
        typed=typed or {"name": "", "full_name": "", "role": Role.OFFICER},
        shown=shown,
    )


def _password() -> str:
    """Return a random password of 79 bits that can be read out over the telephone."""
    return "-".join("".join(secrets.choice(_LETTERS) for _ in range(_IN_GROUP)) for _ in range(_GROUPS))
