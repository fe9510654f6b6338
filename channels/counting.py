"""Counting: every response by its status, also of what nobody foresaw."""

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from channels.metrics import RESPONSES


class Counting:
    """ASGI middleware, outermost: what the other ones refuse is counted too. Health and metrics are not."""

    def __init__(self, app: ASGIApp, free: frozenset[str]) -> None:
        self.app = app
        self.free = free

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve a request and count its response; an exception becomes a response of status 500 further out."""
        if scope["type"] != "http" or scope["path"] in self.free:
            await self.app(scope, receive, send)
            return

        async def sending(message: Message) -> None:
            if message["type"] == "http.response.start":
                RESPONSES.labels(str(message["status"])).inc()
            await send(message)

        try:
            await self.app(scope, receive, sending)
        except Exception:
            RESPONSES.labels("500").inc()
            raise
