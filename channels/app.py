"""The public application: channels, APIs and health, mounted here and nowhere else."""

import asyncio
import logging
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

from fastapi import FastAPI, Request
from fastapi.responses import JSONResponse
from starlette.middleware.gzip import GZipMiddleware
from starlette.types import ASGIApp, Receive, Scope, Send

from bot.answers.wording import say
from channels import chat_api, chat_socket, health_api, procedures_api, receipts_api
from channels.console import mount_console
from channels.errors import GatewayError
from channels.kiosk import mounting as kiosk
from channels.services import Services
from channels.telegram import webhook as telegram
from channels.web import pages
from channels.zalo import webhook as zalo
from knowledge.database import DatabaseError

_LARGEST_BODY = 256_000
_FORGET_EVERY = 6 * 3600

log = logging.getLogger(__name__)


def public_app(services: Services, rasa_ready: Callable[[], bool] = lambda: False) -> FastAPI:
    """Return the application of the public listener."""

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        forgetting = asyncio.create_task(_forget_idle(services))
        delivering = asyncio.create_task(services.deliveries.run())
        faces = [face for face in (services.zalo, services.telegram) if face]
        connecting = [asyncio.create_task(face.run()) for face in faces]
        yield
        forgetting.cancel()
        delivering.cancel()
        await asyncio.gather(delivering, return_exceptions=True)
        for task in connecting:
            task.cancel()
        await asyncio.gather(*connecting, return_exceptions=True)
        await services.gateway.rasa.close()

    app = FastAPI(title="Một Cửa", version="0.1.0", lifespan=lifespan)
    app.state.services = services
    app.state.rasa_ready = rasa_ready
    app.state.open_sockets = chat_socket.OpenSockets(services.settings.most_sockets)
    app.add_exception_handler(GatewayError, _refused)
    app.add_exception_handler(DatabaseError, _database_down)
    app.add_middleware(_BodyLimit)
    app.add_middleware(GZipMiddleware, minimum_size=1000)
    for router in (
        chat_api.router,
        chat_socket.router,
        procedures_api.router,
        receipts_api.router,
        health_api.router,
        pages.router,
    ):
        app.include_router(router)
    app.include_router(zalo.router)
    app.include_router(telegram.router)
    pages.mount(app, services.settings.widget_origins)
    mount_console(app, services)
    kiosk.mount(app)
    return app


async def _forget_idle(services: Services) -> None:
    """Erase conversations past their retention, now and every few hours."""
    while True:
        try:
            await asyncio.to_thread(services.conversations.forget_idle, services.settings.retention_days)
        except DatabaseError as error:
            log.warning("idle conversations could not be erased now: %s", error)
        await asyncio.sleep(_FORGET_EVERY)


async def _refused(_: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, GatewayError)
    return JSONResponse({"detail": str(error), "message": say(error.key)}, error.status)


async def _database_down(_: Request, error: Exception) -> JSONResponse:
    return JSONResponse({"detail": str(error), "message": say("not_now")}, 503, headers={"Retry-After": "5"})


class _BodyLimit:
    """Refuses requests that say, or turn out, to be larger than any message can be."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        length = next((value for name, value in scope.get("headers", ()) if name == b"content-length"), b"0")
        chunked = any(name == b"transfer-encoding" for name, _ in scope.get("headers", ()))
        if scope["type"] == "http" and (chunked or not length.isdigit() or int(length) > _LARGEST_BODY):
            refusal = JSONResponse(
                {"detail": "the request body is too large", "message": say("too_long", limit=1000)}, 413
            )
            await refusal(scope, receive, send)
            return
        await self.app(scope, receive, send)
