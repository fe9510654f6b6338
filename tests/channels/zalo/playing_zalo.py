"""A local server of Zalo's protocol, as far as it is known: tokens that work once, messages, and every fault."""

import asyncio
import base64
import hashlib
import itertools
import socket
import threading
import time
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs

import uvicorn
from fastapi import FastAPI, Request, Response
from fastapi.responses import JSONResponse

APP_ID, APP_SECRET, OA_SECRET = "4012345678901234567", "the application's secret", "the account's secret"


@dataclass
class PlayingZalo:
    """The server's memory. `faults`: what the next calls of the message endpoint meet, one each, "" for none.

    A fault is an error code, an HTTP status ("500"), "slow", "html", or "lost": taken, but answered with 502.
    """

    url: str = ""
    access: str = ""
    refresh: str = ""
    lifetime: int = 90_000
    sent: list[dict[str, Any]] = field(default_factory=list)
    calls: int = 0
    refreshed: int = 0
    faults: deque[int | str] = field(default_factory=deque)
    token_faults: deque[str] = field(default_factory=deque)
    buttons_refused: bool = False
    challenges: dict[str, str] = field(default_factory=dict)
    numbers: Iterator[int] = field(default_factory=lambda: itertools.count(1))
    slow: float = 1.5

    def agree(self, challenge: str) -> str:
        """Consent as the account's owner; return the code."""
        code = f"code-{next(self.numbers)}"
        self.challenges[code] = challenge
        return code

    def new_pair(self) -> dict[str, Any]:
        """Give a new pair; the one before is worth nothing any more."""
        number = next(self.numbers)
        self.access, self.refresh = f"access-{number}", f"refresh-{number}"
        return {"access_token": self.access, "refresh_token": self.refresh, "expires_in": str(self.lifetime)}

    def texts(self, user: str | None = None) -> list[str]:
        """Return what citizens read, in order."""
        return [one["message"]["text"] for one in self.sent if user in (None, one["recipient"]["user_id"])]

    def buttons(self) -> list[dict[str, Any]]:
        """Return the buttons below the last message."""
        attachment = self.sent[-1]["message"].get("attachment")
        return attachment["payload"]["buttons"] if attachment else []


def application(zalo: PlayingZalo) -> FastAPI:
    """Return the endpoints."""
    app = FastAPI()

    @app.post("/v4/oa/access_token")
    async def tokens(request: Request) -> Response:
        form = {name: values[0] for name, values in parse_qs((await request.body()).decode()).items()}
        fault = zalo.token_faults.popleft() if zalo.token_faults else ""
        if fault == "500":
            return Response(status_code=500)
        answer = _tokens(zalo, form, request.headers.get("secret_key"))
        if fault == "slow":
            await asyncio.sleep(zalo.slow)
        return Response(status_code=500) if fault == "lost" else JSONResponse(answer)

    @app.post("/v3.0/oa/message/cs")
    async def message(request: Request) -> Response:
        zalo.calls += 1
        fault = zalo.faults.popleft() if zalo.faults else ""
        if refused := _refusal(fault):
            return refused
        answer = _taken(zalo, await request.json(), request.headers.get("access_token"))
        if fault == "slow":
            await asyncio.sleep(zalo.slow)
        return Response(status_code=502) if fault == "lost" else JSONResponse(answer)

    return app


def _tokens(zalo: PlayingZalo, form: dict[str, str], secret: str | None) -> dict[str, Any]:
    if secret != APP_SECRET or form["app_id"] != APP_ID:
        return {"error": -14002, "error_name": "Invalid secret key"}
    if form["grant_type"] == "authorization_code":
        made = hashlib.sha256(form["code_verifier"].encode()).digest()
        challenge = base64.urlsafe_b64encode(made).rstrip(b"=").decode()
        if zalo.challenges.pop(form["code"], None) != challenge:
            return {"error": -14003, "error_name": "Invalid code"}
        return zalo.new_pair()
    if form["refresh_token"] != zalo.refresh:
        return {"error": -14020, "error_name": "Invalid refresh token"}
    zalo.refreshed += 1
    return zalo.new_pair()


def _taken(zalo: PlayingZalo, body: dict[str, Any], access: str | None) -> dict[str, Any]:
    if access != zalo.access:
        return {"error": -216, "message": "Access token has expired"}
    if zalo.buttons_refused and "attachment" in body["message"]:
        return {"error": -201, "message": "Params is invalid"}
    assert len(body["message"]["text"]) <= 2000
    zalo.sent.append(body)
    told = {"message_id": f"m{len(zalo.sent)}", "user_id": body["recipient"]["user_id"]}
    return {"error": 0, "message": "Success", "data": told}


def _refusal(fault: int | str) -> Response | None:
    if isinstance(fault, int):
        return JSONResponse({"error": fault, "message": "as the test wants"})
    if fault == "html":
        return Response("<html>", media_type="text/html")
    return Response(status_code=int(fault)) if fault.isdigit() else None


@contextmanager
def playing() -> Iterator[PlayingZalo]:
    """Run the server."""
    zalo = PlayingZalo()
    with serving(application(zalo)) as port:
        zalo.url = f"http://127.0.0.1:{port}"
        yield zalo


@contextmanager
def serving(app: FastAPI) -> Iterator[int]:
    """Serve on a free port of this machine, which is yielded."""
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        server = uvicorn.Server(uvicorn.Config(app, log_level="error"))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
        thread.start()
        while not server.started:
            time.sleep(0.01)
        try:
            yield int(listening.getsockname()[1])
        finally:
            server.should_exit = True
            thread.join(5)


def signed(body: bytes, timestamp: str, secret: str = OA_SECRET, app_id: str = APP_ID) -> str:
    """Return the signature header that Zalo would send, written down here apart from the code under test."""
    together = app_id.encode() + body + timestamp.encode() + secret.encode()
    return f"mac={hashlib.sha256(together).hexdigest()}"
