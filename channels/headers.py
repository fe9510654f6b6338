"""Security headers on every response, errors too; what a route says itself stands.

After the OWASP Secure Headers Project and ASVS 5.0, section 3.4.
"""

from collections.abc import Mapping

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

HEADERS: Mapping[str, str] = {
    "Content-Security-Policy": "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    "Cache-Control": "no-store",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
}
"""Of a response that shows nothing and is nobody's to keep, such as those of the APIs."""
HSTS = "max-age=31536000"
"""A year of https for this host alone: what its neighbours speak is not ours to say."""


class SecurityHeaders:
    """Adds `HEADERS` where they are not there, and HSTS to what came over https."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve a request, and see to the headers of its response."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def sending(message: Message) -> None:
            if message["type"] == "http.response.start":
                protect(MutableHeaders(scope=message), scope["scheme"] == "https")
            await send(message)

        await self.app(scope, receive, sending)


def protect(headers: MutableHeaders, over_https: bool) -> None:
    """Add what is missing to the headers of one response."""
    for name, value in HEADERS.items():
        headers.setdefault(name, value)
    if over_https:
        headers.setdefault("Strict-Transport-Security", HSTS)
