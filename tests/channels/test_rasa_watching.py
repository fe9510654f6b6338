"""Rasa servers that run by themselves: seen when they come and when they go."""

import asyncio
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from channels import rasa_watching
from channels.rasa_client import RasaClient, forgetting
from channels.rasa_watching import RasaElsewhere
from tests.conftest import free_port
from tests.redis_server import redis_server


class Greeting(BaseHTTPRequestHandler):
    """Says that it is there, as Rasa does at its root."""

    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def port() -> int:
    return free_port()


@pytest.fixture(autouse=True)
def _often(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rasa_watching, "_EVERY", 0.02)


async def until(watching: RasaElsewhere, ready: bool) -> None:
    async with asyncio.timeout(10):
        while watching.ready is not ready:
            await asyncio.sleep(0.01)


def test_it_is_ready_while_one_answers(port: int, caplog: pytest.LogCaptureFixture) -> None:
    async def watched() -> None:
        watching = RasaElsewhere(RasaClient(f"http://127.0.0.1:{port}", 1.0))
        task = asyncio.create_task(watching.supervise())
        await asyncio.sleep(0.1)
        assert not watching.ready
        server = ThreadingHTTPServer(("127.0.0.1", port), Greeting)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        await until(watching, ready=True)
        server.shutdown()
        server.server_close()
        await until(watching, ready=False)
        task.cancel()

    asyncio.run(watched())
    assert [record.levelname for record in caplog.records if "no Rasa server answers" in record.message] == ["ERROR"]


def test_what_rasa_keeps_of_a_conversation_is_erased() -> None:
    with redis_server() as server:
        for name in ("tracker:an", "lock:an", "tracker:binh"):
            server.client.set(f"motcua:{name}", "{}")
        asyncio.run(forgetting(server.url)("an"))
        assert server.client.keys() == ["motcua:tracker:binh"]
        server.stop()
        asyncio.run(forgetting(server.url)("binh"))


def test_without_redis_there_is_nothing_to_erase() -> None:
    asyncio.run(forgetting("")("an"))
