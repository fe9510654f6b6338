"""The client of one server: connections are kept, and whatever the server does, the asker is told."""

import asyncio
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager
from typing import Any

import pytest
import uvloop

from channels import kept_connections
from channels.kept_connections import KeptConnections
from tests.conftest import free_port

PLAIN = b"HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n[]"
CHUNKED = b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n1\r\n[\r\n1\r\n]\r\n0\r\n\r\n"
LAST = b"HTTP/1.1 200 OK\r\ncontent-length: 2\r\nconnection: close\r\n\r\n[]"
SHORT = b"HTTP/1.1 200 OK\r\ncontent-length: 20\r\n\r\n[]"
LOOPS = pytest.mark.parametrize("loop", [asyncio.new_event_loop, uvloop.new_event_loop], ids=["asyncio", "uvloop"])
Loop = Callable[[], asyncio.AbstractEventLoop]


class Peer:
    """A server that answers `answer`, `pause` seconds late, and hangs up after it where `hangs_up`."""

    def __init__(self) -> None:
        self.answer = PLAIN
        self.pause = 0.0
        self.hangs_up = False
        self.connections = 0
        self.asked: list[bytes] = []

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections += 1
        try:
            while head := await reader.readuntil(b"\r\n\r\n"):
                length = int(head.lower().partition(b"content-length: ")[2].partition(b"\r")[0])
                self.asked.append(head + await reader.readexactly(length))
                await asyncio.sleep(self.pause)
                writer.write(self.answer)
                await writer.drain()
                if self.hangs_up:
                    return
        except (asyncio.IncompleteReadError, ConnectionError):
            return
        finally:
            writer.close()


@asynccontextmanager
async def talking(timeout: float = 5.0) -> AsyncIterator[tuple[Peer, KeptConnections]]:
    peer = Peer()
    server = await asyncio.start_server(peer.serve, "127.0.0.1", 0)
    client = KeptConnections(f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}", timeout)
    try:
        yield peer, client
    finally:
        await client.close()
        server.close()


def run(loop: Loop, told: Coroutine[Any, Any, None]) -> None:
    with asyncio.Runner(loop_factory=loop) as runner:
        runner.run(told)


@LOOPS
def test_one_connection_serves_one_request_after_the_other(loop: Loop) -> None:
    async def asks() -> None:
        async with talking() as (peer, client):
            for answer in (PLAIN, CHUNKED, PLAIN):
                peer.answer = answer
                found = await client.ask("POST", "/a", b'{"b": 1}')
                assert (found.status, found.body, found.is_success) == (200, b"[]", True)
            assert peer.connections == 1
            assert all(asked.startswith(b"POST /a HTTP/1.1\r\n") for asked in peer.asked)
            assert all(asked.endswith(b'\r\n\r\n{"b": 1}') for asked in peer.asked)

    run(loop, asks())


@LOOPS
def test_requests_at_once_have_a_connection_each(loop: Loop) -> None:
    async def asks() -> None:
        async with talking() as (peer, client):
            peer.pause = 0.1
            found = await asyncio.gather(*(client.ask("GET", "/") for _ in range(5)))
            assert [answer.body for answer in found] == [b"[]"] * 5
            assert peer.connections == 5
            await client.ask("GET", "/")
            assert peer.connections == 5

    run(loop, asks())


@LOOPS
@pytest.mark.parametrize(("answer", "hangs_up"), [(LAST, False), (PLAIN, True)])
def test_a_connection_that_the_server_ends_is_not_used_again(loop: Loop, answer: bytes, hangs_up: bool) -> None:
    async def asks() -> None:
        async with talking() as (peer, client):
            peer.answer, peer.hangs_up = answer, hangs_up
            for _ in range(3):
                assert (await client.ask("GET", "/")).body == b"[]"
                await asyncio.sleep(0.05)
            assert peer.connections == 3

    run(loop, asks())


@LOOPS
def test_an_idle_connection_is_not_used_after_a_while(loop: Loop, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept_connections, "_KEPT_SECONDS", 0.0)

    async def asks() -> None:
        async with talking() as (peer, client):
            await client.ask("GET", "/")
            await client.ask("GET", "/")
            assert peer.connections == 2

    run(loop, asks())


@LOOPS
@pytest.mark.parametrize("answer", [b"xin chao\r\n\r\n", b"HTTP/1.1 200 OK\r\ncontent-length: x\r\n\r\n"])
def test_what_is_no_http_is_told(loop: Loop, answer: bytes) -> None:
    async def asks() -> None:
        async with talking() as (peer, client):
            peer.answer = answer
            with pytest.raises(ValueError, match="no HTTP"):
                await client.ask("GET", "/")
            peer.answer = PLAIN
            assert (await client.ask("GET", "/")).is_success

    run(loop, asks())


@LOOPS
def test_an_answer_that_breaks_off_is_told(loop: Loop) -> None:
    async def asks() -> None:
        async with talking() as (peer, client):
            peer.answer, peer.hangs_up = SHORT, True
            with pytest.raises(ConnectionError):
                await client.ask("GET", "/")

    run(loop, asks())


@LOOPS
def test_a_late_answer_is_nobodys(loop: Loop) -> None:
    async def asks() -> None:
        async with talking(timeout=0.2) as (peer, client):
            peer.pause = 0.4
            with pytest.raises(TimeoutError):
                await client.ask("GET", "/")
            peer.pause, peer.answer = 0.0, LAST.replace(b"[]", b"{}")
            assert (await client.ask("GET", "/")).body == b"{}"
            assert peer.connections == 2

    run(loop, asks())


@LOOPS
def test_where_nobody_listens_it_is_told(loop: Loop) -> None:
    async def asks() -> None:
        with pytest.raises(ConnectionError):
            await KeptConnections(f"http://127.0.0.1:{free_port()}", 1.0).ask("GET", "/")

    run(loop, asks())
