"""Limiting: every request counts for the address it came from; far more than a crowd behind one address is refused."""

import math

from fastapi.responses import JSONResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from bot.answers.wording import say
from channels.limits import Limits, network

FREE = frozenset({"/healthz", "/readyz", "/metrics"})
"""What machines ask all the time, from few addresses."""


class Limiting:
    """ASGI middleware: 429 with `Retry-After`, and for a WebSocket a refused handshake."""

    def __init__(self, app: ASGIApp, limits: Limits, per_minute: int) -> None:
        self.app = app
        self.limits = limits
        self.per_minute = per_minute

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request through, or refuse it."""
        wait = await self._wait(scope)
        if not wait:
            await self.app(scope, receive, send)
        elif scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": 1013})
        else:
            told = {"detail": "too many requests from this address", "message": say("too_many_turns")}
            await JSONResponse(told, 429, headers={"Retry-After": str(math.ceil(wait))})(scope, receive, send)

    async def _wait(self, scope: Scope) -> float:
        if scope["type"] not in ("http", "websocket") or scope["path"] in FREE or not scope.get("client"):
            return 0.0
        return await self.limits.wait(f"requests of {network(scope['client'][0])}", self.per_minute)
