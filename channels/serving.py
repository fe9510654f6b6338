"""Serving: the public listener, the internal one in its own thread, and Rasa beside them, until Ctrl-C."""

import asyncio
import logging
import signal
import socket
import sys
import threading

import uvicorn
import uvloop

from bot import training
from channels.app import public_app
from channels.chat_socket import LARGEST_FRAME
from channels.rasa_command import RasaCommand
from channels.rasa_process import RasaProcess
from channels.rasa_watching import RasaElsewhere
from channels.services import Services, put_together
from knowledge.settings import Settings

_SWITCH_SECONDS = 0.0005
"""How long a thread that composes may hold up the event loops. With Python's 5 ms, the dozen steps of a turn each wait
for every turn that is being composed meanwhile."""

log = logging.getLogger(__name__)


class PortTakenError(Exception):
    """A port that we need is taken by another program."""


def serve(settings: Settings) -> None:
    """Serve until interrupted.

    Raises `PortTakenError`, `BadReleaseError`, `DatabaseError` and `SecretError` before anything is started.
    """
    # uvicorn hands the signal on when it has stopped: ending a service must end Rasa too, as Ctrl-C does.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    sys.setswitchinterval(_SWITCH_SECONDS)
    _check_ports(settings)
    services = put_together(settings)
    rasa = _rasa(services)
    internal = _internal_server(services)
    thread = threading.Thread(target=internal.run, name="internal", daemon=True)
    thread.start()
    try:
        with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
            runner.run(_serve_public(services, rasa))
    finally:
        internal.should_exit = True
        thread.join(timeout=5)


def _rasa(services: Services) -> RasaProcess | RasaElsewhere:
    """Return the Rasa server that is ours to start, or what looks for those that run by themselves."""
    settings = services.settings
    if settings.rasa_url:
        return RasaElsewhere(services.gateway.rasa)
    training.train(settings)
    return RasaProcess(RasaCommand(settings, services.internal_secret), services.endpoint)


async def _serve_public(services: Services, rasa: RasaProcess | RasaElsewhere) -> None:
    settings = services.settings
    app = public_app(services, rasa_ready=lambda: rasa.ready)
    config = uvicorn.Config(
        app,
        host=settings.host,
        port=settings.port,
        log_level="warning",
        server_header=False,
        ws_max_size=LARGEST_FRAME,
        forwarded_allow_ips=",".join(settings.trusted_proxies.split()),
    )
    supervising = asyncio.create_task(rasa.supervise())
    announcing = asyncio.create_task(_announce(settings, rasa))
    try:
        await uvicorn.Server(config).serve()
    finally:
        announcing.cancel()
        supervising.cancel()
        await asyncio.gather(supervising, announcing, return_exceptions=True)


async def _announce(settings: Settings, rasa: RasaProcess | RasaElsewhere) -> None:
    print(f"Một Cửa: http://localhost:{settings.port}  (Ctrl-C to stop)", flush=True)
    while not rasa.ready:
        await asyncio.sleep(0.2)
    print("Rasa is ready: conversations are fully understood.", flush=True)


def _internal_server(services: Services) -> uvicorn.Server:
    port = services.settings.internal_port
    config = uvicorn.Config(
        services.endpoint.app,
        host="127.0.0.1",
        port=port,
        log_level="warning",
        server_header=False,
        proxy_headers=False,
    )
    return uvicorn.Server(config)


def _check_ports(settings: Settings) -> None:
    ports = {
        "MOTCUA_PORT": (settings.host, settings.port),
        "MOTCUA_INTERNAL_PORT": ("127.0.0.1", settings.internal_port),
        "MOTCUA_RASA_PORT": ("127.0.0.1", settings.rasa_port),
    }
    if settings.rasa_url:
        del ports["MOTCUA_RASA_PORT"]
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
