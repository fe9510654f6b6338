"""The client of Rasa's server: connections are kept, and whatever the server does, the asker is told."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from bot.conversations.current_turn import TURN
from channels import rasa_client
from channels.errors import RasaUnavailableError
from channels.rasa_client import RasaClient
from tests.conftest import free_port

TOLD = json.dumps([{"recipient_id": "k", "custom": {"turn_id": "t1"}}]).encode()


def answer(body: bytes = TOLD, status: str = "200 OK", more: str = "") -> bytes:
    return f"HTTP/1.1 {status}\r\ncontent-length: {len(body)}\r\n{more}\r\n".encode() + body


CHUNKED = b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n%x\r\n%s\r\n0\r\n\r\n" % (len(TOLD), TOLD)
LAST = answer(more="connection: close\r\n")
SHORT = b"HTTP/1.1 200 OK\r\ncontent-length: 2000\r\n\r\n" + TOLD
ELSEWHERE = answer(b"", "302 Found", "location: http://127.0.0.1:9/\r\n")


class Peer:
    """A server that answers `answer`, `pause` seconds late, and hangs up after it where `hangs_up`."""

    def __init__(self) -> None:
        self.answer = answer()
        self.pause = 0.0
        self.hangs_up = False
        self.connections = 0
        self.asked: list[bytes] = []

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections += 1
        try:
            while head := await reader.readuntil(b"\r\n\r\n"):
                length = int(head.lower().partition(b"content-length: ")[2].partition(b"\r")[0] or 0)
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
async def talking(timeout: float = 5.0) -> AsyncIterator[tuple[Peer, RasaClient]]:
    peer = Peer()
    server = await asyncio.start_server(peer.serve, "127.0.0.1", 0)
    client = RasaClient(f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}", timeout)
    try:
        yield peer, client
    finally:
        await client.close()
        server.close()


def test_one_connection_serves_one_message_after_the_other() -> None:
    async def asks() -> None:
        async with talking() as (peer, client):
            for peer.answer in (answer(), CHUNKED, answer()):
                assert await client.send("k", "làm khai sinh") == "t1"
            assert peer.connections == 1
            assert all(asked.startswith(b"POST /webhooks/rest/webhook HTTP/1.1\r\n") for asked in peer.asked)
            sent = [json.loads(asked.partition(b"\r\n\r\n")[2]) for asked in peer.asked]
            assert sent == [{"sender": "k", "message": "làm khai sinh"}] * 3

    asyncio.run(asks())


def test_a_message_names_its_turn_for_rasas_log_alone() -> None:
    async def asks() -> None:
        async with talking() as (peer, client):
            for turn in ("turn-1", "turn-2"):
                TURN.set(turn)
                await client.send("k", "x")
            heads = [asked.partition(b"\r\n\r\n")[0].decode().lower() for asked in peer.asked]
            named = [head.partition("x-turn: ")[2].partition("\r\n")[0] for head in heads]
            assert named == ["turn-1", "turn-2"]
            assert not any(b"turn-" in asked.partition(b"\r\n\r\n")[2] for asked in peer.asked)

    asyncio.run(asks())


def test_messages_at_once_have_a_connection_each_however_many() -> None:
    async def asks() -> None:
        async with talking() as (peer, client):
            peer.pause = 0.3
            assert await asyncio.gather(*(client.send("k", "x") for _ in range(150))) == ["t1"] * 150
            assert peer.connections == 150

    asyncio.run(asks())


@pytest.mark.parametrize(("last", "hangs_up"), [(LAST, False), (answer(), True)])
def test_a_connection_that_the_server_ends_is_not_used_again(last: bytes, hangs_up: bool) -> None:
    async def asks() -> None:
        async with talking() as (peer, client):
            peer.answer, peer.hangs_up = last, hangs_up
            for _ in range(3):
                assert await client.send("k", "x") == "t1"
                await asyncio.sleep(0.05)
            assert peer.connections == 3

    asyncio.run(asks())


def test_an_idle_connection_is_not_used_after_a_while(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rasa_client, "_KEPT_SECONDS", 0.05)

    async def asks() -> None:
        async with talking() as (peer, client):
            await client.send("k", "x")
            await asyncio.sleep(0.2)
            await client.send("k", "x")
            assert peer.connections == 2

    asyncio.run(asks())


@pytest.mark.parametrize(
    "bad", [b"xin chao\r\n\r\n", b"HTTP/1.1 200 OK\r\ncontent-length: x\r\n\r\n", ELSEWHERE, answer(b"{", "500 Oh")]
)
def test_what_is_no_answer_is_told_and_the_next_one_heard(bad: bytes) -> None:
    async def asks() -> None:
        async with talking() as (peer, client):
            peer.answer = bad
            with pytest.raises(RasaUnavailableError):
                await client.send("k", "x")
            peer.answer = answer()
            assert await client.send("k", "x") == "t1"

    asyncio.run(asks())


def test_an_answer_that_breaks_off_is_told() -> None:
    async def asks() -> None:
        async with talking() as (peer, client):
            peer.answer, peer.hangs_up = SHORT, True
            with pytest.raises(RasaUnavailableError):
                await client.send("k", "x")

    asyncio.run(asks())


def test_a_late_answer_is_nobodys() -> None:
    async def asks() -> None:
        async with talking(timeout=0.2) as (peer, client):
            peer.pause = 0.4
            with pytest.raises(RasaUnavailableError):
                await client.send("k", "x")
            peer.pause, peer.answer = 0.0, answer(TOLD.replace(b"t1", b"t2"))
            assert await client.send("k", "x") == "t2"
            assert peer.connections == 2

    asyncio.run(asks())


def test_where_nobody_listens_it_is_told() -> None:
    async def asks() -> None:
        client = RasaClient(f"http://127.0.0.1:{free_port()}", 1.0)
        assert not await client.ready()
        with pytest.raises(RasaUnavailableError):
            await client.send("k", "x")
        await client.close()

    asyncio.run(asks())


def test_another_event_loop_has_connections_of_its_own() -> None:
    async def asks(client: RasaClient | None = None) -> RasaClient:
        async with talking() as (peer, first):
            client = client or first
            client.base_url = first.base_url
            assert await client.send("k", "x") == "t1"
            assert peer.connections == 1
        return client

    client = asyncio.run(asks())
    asyncio.run(asks(client))
