"""Serving: the public listener, the internal one in its own thread, and Rasa beside them, until Ctrl-C."""

import asyncio
import logging
import socket
import threading

import uvicorn

from bot import training
from channels.app import public_app
from channels.chat_socket import LARGEST_FRAME
from channels.rasa_process import RasaProcess
from channels.services import Services, put_together
from knowledge.settings import Settings

log = logging.getLogger(__name__)


class PortTakenError(Exception):
    """A port that we need is taken by another program."""


def serve(settings: Settings) -> None:
    """Serve until interrupted.

    Raises `PortTakenError`, `BadReleaseError`, `DatabaseError` and `SecretError` before anything is started.
    """
    _check_ports(settings)
    services = put_together(settings)
    rasa = RasaProcess(settings, training.train(settings), services.endpoint, services.internal_secret)
    internal = _internal_server(services)
    thread = threading.Thread(target=internal.run, name="internal", daemon=True)
    thread.start()
    try:
        asyncio.run(_serve_public(services, rasa))
    finally:
        internal.should_exit = True
        thread.join(timeout=5)


async def _serve_public(services: Services, rasa: RasaProcess) -> None:
    settings = services.settings
    app = public_app(services, rasa_ready=lambda: rasa.ready)
    config = uvicorn.Config(
        app,
        host=settings.host,
        port=settings.port,
        log_level="warning",
        server_header=False,
        ws_max_size=LARGEST_FRAME,
    )
    supervising = asyncio.create_task(rasa.supervise())
    announcing = asyncio.create_task(_announce(settings, rasa))
    try:
        await uvicorn.Server(config).serve()
    finally:
        announcing.cancel()
        supervising.cancel()
        await asyncio.gather(supervising, announcing, return_exceptions=True)


async def _announce(settings: Settings, rasa: RasaProcess) -> None:
    print(f"Một Cửa: http://localhost:{settings.port}  (Ctrl-C to stop)", flush=True)
    while not rasa.ready:
        await asyncio.sleep(0.2)
    print("Rasa is ready: conversations are fully understood.", flush=True)


def _internal_server(services: Services) -> uvicorn.Server:
    port = services.settings.internal_port
    config = uvicorn.Config(
        services.endpoint.app, host="127.0.0.1", port=port, log_level="warning", server_header=False
    )
    return uvicorn.Server(config)


def _check_ports(settings: Settings) -> None:
    ports = {
        "MOTCUA_PORT": (settings.host, settings.port),
        "MOTCUA_INTERNAL_PORT": ("127.0.0.1", settings.internal_port),
        "MOTCUA_RASA_PORT": ("127.0.0.1", settings.rasa_port),
    }
    for name, (host, port) in ports.items():
        with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((host, port))
            except OSError as error:
                raise PortTakenError(
                    f"port {port} on {host} cannot be used ({error.strerror}): "
                    f"stop the program that has it, or choose another one with {name}=..."
                ) from error
