"""A connection is shut at the agreed moment, and only then."""

import socket
import threading
import time
from collections.abc import Iterator

import pytest

from knowledge.dossiers.sources.hanging_up import HangUp


class Stream:
    """A stream as httpcore hands it to its trace."""

    def __init__(self, sock: socket.socket) -> None:
        self.sock = sock

    def get_extra_info(self, name: str) -> socket.socket:
        assert name == "socket"
        return self.sock


@pytest.fixture
def pair() -> Iterator[tuple[socket.socket, socket.socket]]:
    ours, theirs = socket.socketpair()
    ours.settimeout(5)
    with ours, theirs:
        yield ours, theirs


def opened(sock: socket.socket) -> tuple[str, dict[str, object]]:
    return "connection.connect_tcp.complete", {"return_value": Stream(sock)}


def test_a_reader_that_waits_is_woken_at_the_moment(pair: tuple[socket.socket, socket.socket]) -> None:
    started = time.monotonic()
    with HangUp(started + 0.2) as hang_up:
        hang_up.trace(*opened(pair[0]))
        assert pair[0].recv(1) == b""
    assert 0.15 <= time.monotonic() - started < 1


def test_what_ends_in_time_stays_open(pair: tuple[socket.socket, socket.socket]) -> None:
    with HangUp(time.monotonic() + 0.2) as hang_up:
        hang_up.trace(*opened(pair[0]))
    time.sleep(0.3)
    pair[1].send(b"x")
    assert pair[0].recv(1) == b"x"


def test_a_connection_that_opens_too_late_is_shut_at_once(pair: tuple[socket.socket, socket.socket]) -> None:
    with HangUp(time.monotonic() - 1) as hang_up:
        time.sleep(0.1)
        hang_up.trace(*opened(pair[0]))
        assert pair[0].recv(1) == b""


def test_other_events_and_closed_connections_are_no_matter(
    pair: tuple[socket.socket, socket.socket], monkeypatch: pytest.MonkeyPatch
) -> None:
    failed: list[object] = []
    monkeypatch.setattr(threading, "excepthook", failed.append)
    pair[0].close()
    with HangUp(time.monotonic() + 0.05) as hang_up:
        hang_up.trace("http11.send_request_headers.complete", {"return_value": None})
        hang_up.trace(*opened(pair[0]))
        time.sleep(0.15)
    assert failed == []
