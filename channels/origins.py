"""Whose page sends a request: another site's may not make a citizen's browser do anything here.

The algorithm is that of Go's `net/http.CrossOriginProtection`: the browser's own word (`Sec-Fetch-Site`) where it gives
one, else `Origin` against `Host`. Neither comes with calls of servers, which hold no cookie of a citizen's.
"""

from starlette.datastructures import Headers
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from bot.answers.wording import say

_HARMLESS = frozenset({"GET", "HEAD", "OPTIONS"})


class OwnPagesOnly:
    """Refuses, with 403, what a page of another origin asks for that changes anything."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request through, or refuse it."""
        changes = scope["type"] == "http" and scope["method"] not in _HARMLESS
        if changes and not from_own_page(Headers(scope=scope)):
            told = {"detail": "sent by a page of another origin", "message": say("foreign_page")}
            await JSONResponse(told, 403)(scope, receive, send)
            return
        await self.app(scope, receive, send)


def from_own_page(headers: Headers) -> bool:
    """Return whether a request comes from a page of this origin, from the address bar, or from no browser."""
    site = headers.get("sec-fetch-site")
    return site in ("same-origin", "none") if site else same_origin(headers)


def same_origin(headers: Headers) -> bool:
    """Return whether `Origin` names the host that was asked; also where there is none."""
    origin = headers.get("origin")
    return origin is None or origin.partition("://")[2] == headers.get("host")
