"""A plain HTTP client for one server that is asked all day: connections are kept, and little is done beside parsing.

It knows no redirects, cookies, proxies or encodings, for Rasa needs none. A request takes a thirtieth of the processor
time that it takes in httpx, which serves everything that reaches beyond the machine.
"""

import asyncio
import time
from typing import cast
from urllib.parse import urlsplit

import httptools

_KEPT_SECONDS = 4.0
"""An idle connection is not used after this long: servers drop them after five seconds and more."""


class Answer:
    """What a server answered."""

    def __init__(self, status: int, body: bytes) -> None:
        self.status = status
        self.body = body

    @property
    def is_success(self) -> bool:
        """Whether the status says so."""
        return 200 <= self.status < 300


class KeptConnections:
    """Connections to the server at `url`, one for each request under way; `timeout` in seconds for a whole request."""

    def __init__(self, url: str, timeout: float) -> None:
        self.url = url
        self.timeout = timeout
        self._to = urlsplit(url)
        self._idle: list[_Connection] = []

    async def ask(self, method: str, path: str, body: bytes = b"") -> Answer:
        """Send one request, its body JSON. Raises `OSError` (a `TimeoutError` too) and `ValueError` for an answer in no HTTP."""
        head = f"{method} {path} HTTP/1.1\r\nhost: {self._to.netloc}\r\naccept: application/json\r\n"
        head += f"content-type: application/json\r\ncontent-length: {len(body)}\r\n\r\n"
        async with asyncio.timeout(self.timeout):
            connection = self._kept() or await self._connected()
            try:
                answer = await connection.ask(head.encode() + body)
            except BaseException:
                connection.close()
                raise
        if connection.is_usable:
            self._idle.append(connection)
        return answer

    async def close(self) -> None:
        """Close the idle connections."""
        while self._idle:
            self._idle.pop().close()

    def _kept(self) -> "_Connection | None":
        """Return the connection used last, if the server has kept it too."""
        while self._idle:
            connection = self._idle.pop()
            if connection.is_usable and time.monotonic() - connection.used_at < _KEPT_SECONDS:
                return connection
            connection.close()
        return None

    async def _connected(self) -> "_Connection":
        secure = self._to.scheme == "https"
        port = self._to.port or (443 if secure else 80)
        loop = asyncio.get_running_loop()
        _, connection = await loop.create_connection(_Connection, self._to.hostname or "", port, ssl=secure or None)
        return connection


class _Connection(asyncio.Protocol):
    """One connection: one request after the other. The parser calls the methods `on_...`."""

    def __init__(self) -> None:
        self.used_at = time.monotonic()
        self.is_usable = True
        self._transport: asyncio.Transport | None = None
        self._waiting: asyncio.Future[Answer] | None = None
        self._parser = httptools.HttpResponseParser(self)
        self._body: list[bytes] = []

    async def ask(self, request: bytes) -> Answer:
        """Send a request and return its answer. Raises `OSError` and `ValueError`."""
        if self._transport is None or not self.is_usable:
            raise ConnectionResetError("the server has closed the connection")
        self._waiting = asyncio.get_running_loop().create_future()
        self._parser, self._body = httptools.HttpResponseParser(self), []
        self._transport.write(request)
        return await self._waiting

    def close(self) -> None:
        """Close it, whatever comes."""
        self.is_usable = False
        if self._transport is not None:
            self._transport.abort()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Keep what is written to."""
        self._transport = cast("asyncio.Transport", transport)

    def data_received(self, data: bytes) -> None:
        """Parse what came."""
        try:
            self._parser.feed_data(data)
        except httptools.HttpParserError as error:
            self._fail(ValueError(f"no HTTP: {error}"))
            self.close()

    def connection_lost(self, exc: Exception | None) -> None:
        """Tell who waits."""
        self.is_usable = False
        self._fail(ConnectionResetError("the server has closed the connection"))

    def on_body(self, body: bytes) -> None:
        """Keep a part of the body."""
        self._body.append(body)

    def on_message_complete(self) -> None:
        """Hand the answer over."""
        self.used_at = time.monotonic()
        self.is_usable = self.is_usable and self._parser.should_keep_alive()
        if self._waiting is not None and not self._waiting.done():
            self._waiting.set_result(Answer(self._parser.get_status_code(), b"".join(self._body)))

    def _fail(self, error: Exception) -> None:
        if self._waiting is not None and not self._waiting.done():
            self._waiting.set_exception(error)
