"""Who may: every form is checked for forgery, every page for who is signed in and as what."""

from fastapi import Request

from eval.console import tokens
from eval.console.errors import ForgedFormError, NotAllowedError, NotSignedInError, PasswordDueError
from eval.console.page import PREFIX
from eval.console.parts import parts
from eval.console.roles import Role
from eval.console.staff_sessions import Visit

SESSION_COOKIE = "motcua_staff"
FORM_COOKIE = "motcua_staff_form"
DEVICE_COOKIE = "motcua_staff_device"
BY_ITSELF = "X-Asked-By-Itself"
"""Header of requests that a page makes without anybody touching it: they keep no session alive."""
_LONGEST_ADDRESS = 45
_WITHOUT_OWN_PASSWORD = {f"{PREFIX}/{name}" for name in ("password", "sign-out", "sign-out-everywhere")}


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

    Raises `NotSignedInError`, `PasswordDueError` and `NotAllowedError`.
    """

    def __init__(self, role: Role) -> None:
        self.role = role

    def __call__(self, request: Request) -> Visit:
        """Return who comes."""
        came = _signed_in(request)
        if came.account.must_change and request.url.path not in _WITHOUT_OWN_PASSWORD:
            raise PasswordDueError
        if not came.account.role.allows(self.role):
            raise NotAllowedError
        return came


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
