"""The public application: channels, APIs and health, mounted here and nowhere else."""

import asyncio
import logging
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.datastructures import MutableHeaders
from starlette.middleware.gzip import GZipMiddleware

from bot.answers.wording import say
from channels import api_reference, chat_api, chat_socket, health_api, procedures_api, receipts_api
from channels.body_limits import BodyLimit
from channels.console import mount_console
from channels.counting import Counting
from channels.errors import GatewayError
from channels.gauging import Gauges
from channels.headers import SecurityHeaders, protect
from channels.kiosk import mounting as kiosk
from channels.limiting import FREE, Limiting
from channels.origins import OwnPagesOnly
from channels.retention.jobs import retention
from channels.services import Services
from channels.telegram import webhook as telegram
from channels.web import pages
from channels.zalo import webhook as zalo
from knowledge.database import DatabaseError, DatabaseUnavailableError

log = logging.getLogger(__name__)


def public_app(services: Services, rasa_ready: Callable[[], bool] = lambda: False) -> FastAPI:
    """Return the application of the public listener."""

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        forgetting = asyncio.create_task(app.state.retention.run())
        delivering = asyncio.create_task(services.deliveries.run())
        following = asyncio.create_task(services.releases.run())
        gauging = asyncio.create_task(Gauges(services, rasa_ready).run())
        faces = [face for face in (services.zalo, services.telegram) if face]
        connecting = [asyncio.create_task(face.run()) for face in faces]
        yield
        forgetting.cancel()
        following.cancel()
        gauging.cancel()
        delivering.cancel()
        await asyncio.gather(delivering, return_exceptions=True)
        for task in connecting:
            task.cancel()
        await asyncio.gather(*connecting, return_exceptions=True)
        await services.gateway.rasa.close()
        await services.limits.close()

    app = FastAPI(title="Một Cửa", version="0.1.0", lifespan=lifespan, docs_url=None, redoc_url=None)
    app.state.services = services
    app.state.rasa_ready = rasa_ready
    app.state.retention = retention(services)
    app.state.open_sockets = chat_socket.OpenSockets(services.settings.most_sockets)
    app.add_exception_handler(GatewayError, _refused)
    app.add_exception_handler(DatabaseError, _database_down)
    app.add_exception_handler(RequestValidationError, _unreadable)
    app.add_exception_handler(Exception, _failed)
    app.add_middleware(BodyLimit)
    app.add_middleware(OwnPagesOnly)
    app.add_middleware(GZipMiddleware, minimum_size=1000)
    app.add_middleware(Limiting, services.limits, services.settings.address_requests_per_minute)
    app.add_middleware(SecurityHeaders)
    app.add_middleware(Counting, FREE)
    for router in (
        chat_api.router,
        chat_socket.router,
        procedures_api.router,
        receipts_api.router,
        health_api.router,
        api_reference.router,
        pages.router,
    ):
        app.include_router(router)
    app.include_router(zalo.router)
    app.include_router(telegram.router)
    pages.mount(app, services.settings.widget_origins)
    mount_console(app, services)
    kiosk.mount(app)
    return app


async def _refused(_: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, GatewayError)
    return JSONResponse({"detail": str(error), "message": say(error.key)}, error.status)


async def _database_down(_: Request, error: Exception) -> JSONResponse:
    """Answer without the error's words, which name the database's host and user; those are for the log."""
    log.warning("a request could not be served: %s", error)
    told = {"detail": DatabaseUnavailableError.__doc__, "message": say("not_now")}
    return JSONResponse(told, 503, headers={"Retry-After": "5"})


async def _unreadable(_: Request, error: Exception) -> JSONResponse:
    """Say what is wrong with a request without repeating it: it may hold what somebody typed, or bytes that are no text."""
    assert isinstance(error, RequestValidationError)
    told = [{"type": one["type"], "loc": list(one["loc"]), "msg": one["msg"]} for one in error.errors()]
    return JSONResponse({"detail": told}, 422)


async def _failed(request: Request, _: Exception) -> JSONResponse:
    """Answer what nobody foresaw, outside of all middleware; the server logs it and its trace by itself."""
    answer = JSONResponse({"detail": "an error of the application", "message": say("not_now")}, 500)
    protect(MutableHeaders(raw=answer.raw_headers), request.url.scheme == "https")
    return answer
