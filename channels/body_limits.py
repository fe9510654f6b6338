"""How large a request may be: what says to be, or could turn out to be, larger than any message is refused unread."""

from starlette.datastructures import Headers
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from bot.answers.wording import say

LARGEST_BODY = 256_000
"""Bytes. The longest message has 1,000 characters; the rest is room for what chat apps put around it."""


class BodyLimit:
    """Refuses bodies above `LARGEST_BODY`, and those without a length; the server holds the others to theirs."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request through, or refuse it."""
        if scope["type"] == "http" and _too_large(Headers(scope=scope)):
            told = {"detail": "the request body is too large", "message": say("too_long", limit=1000)}
            await JSONResponse(told, 413)(scope, receive, send)
            return
        await self.app(scope, receive, send)


def _too_large(headers: Headers) -> bool:
    length = headers.get("content-length", "0")
    # `isdigit` alone takes other scripts' digits too, which no server sends and `int` reads.
    plain = length.isascii() and length.isdigit() and len(length) < 20
    return "transfer-encoding" in headers or not plain or int(length) > LARGEST_BODY
