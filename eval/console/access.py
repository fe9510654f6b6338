"""Who may: every form is checked for forgery, every page for who is signed in and as what."""

from fastapi import Request

from eval.console import tokens
from eval.console.accounts import Account
from eval.console.errors import (
    ConsoleError,
    ForgedFormError,
    NotAllowedError,
    NotSignedInError,
    PasswordDueError,
    SecondFactorDueError,
)
from eval.console.page import PREFIX
from eval.console.parts import parts
from eval.console.roles import Role
from eval.console.staff_sessions import Visit

SESSION_COOKIE = "motcua_staff"
FORM_COOKIE = "motcua_staff_form"
DEVICE_COOKIE = "motcua_staff_device"
FIRST_STEP_COOKIE = "motcua_staff_first_step"
BY_ITSELF = "X-Asked-By-Itself"
"""Header of requests that a page makes without anybody touching it: they keep no session alive."""
_LONGEST_ADDRESS = 45
_OWN = {f"{PREFIX}/{name}" for name in ("password", "sign-out", "sign-out-everywhere")}
_WHILE_DUE = {
    PasswordDueError: _OWN,
    SecondFactorDueError: _OWN | {f"{PREFIX}/second-factor", f"{PREFIX}/second-factor/set"},
}
"""What is left to who has to do something first; the page to do it on is among it."""


async def refuse_forged(request: Request) -> None:
    """Raises `ForgedFormError` for a form that was not made for this browser."""
    if request.method in ("GET", "HEAD"):
        return
    token = (await request.form()).get("form_token")
    if not isinstance(token, str) or not tokens.is_form_token(parts(request).secret, bound_to(request), token):
        raise ForgedFormError


def bound_to(request: Request) -> str:
    """Return the cookie that forms of this browser are bound to, "" where it has none."""
    return request.cookies.get(SESSION_COOKIE) or request.cookies.get(FORM_COOKIE) or ""


class needs:  # noqa: N801 - reads as a sentence: Depends(needs(Role.EDITOR))
    """A dependency that lets `role` and those above it in, and notes who comes for `visit`.

    Raises `NotSignedInError`, `PasswordDueError`, `SecondFactorDueError` and `NotAllowedError`.
    """

    def __init__(self, role: Role) -> None:
        self.role = role

    def __call__(self, request: Request) -> Visit:
        """Return who comes."""
        came = _signed_in(request)
        due = first_due(request, came.account)
        if due and request.url.path not in _WHILE_DUE[due]:
            raise due
        if not came.account.role.allows(self.role):
            raise NotAllowedError
        return came


def first_due(request: Request, account: Account) -> type[ConsoleError] | None:
    """Return what the account has to do before anything else, as the error that leads there; None for nothing."""
    if account.must_change:
        return PasswordDueError
    required = parts(request).services.settings.staff_second_factor == "required"
    if required and account.role.allows(Role.EDITOR) and not account.second_factor:
        return SecondFactorDueError
    return None


def visit(request: Request) -> Visit:
    """Return who is signed in, on a page that is for somebody who is."""
    found: Visit = request.state.visit
    return found


def address(request: Request) -> str:
    """Return where a request comes from."""
    return (request.client.host if request.client else "")[:_LONGEST_ADDRESS]


def _signed_in(request: Request) -> Visit:
    if not hasattr(request.state, "visit"):
        token = request.cookies.get(SESSION_COOKIE)
        if not token:
            raise NotSignedInError
        counts = BY_ITSELF not in request.headers
        request.state.visit = parts(request).staff_sessions.visit(token, address(request), counts=counts)
    return visit(request)
