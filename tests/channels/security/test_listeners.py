"""What is inside is not reached from outside: the action endpoint and Rasa, on the whole application as it runs."""

import socket
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from bot.actions.endpoint import SECRET_HEADER
from knowledge.settings import Settings
from tests.conftest import Server

LISTENING = "0A"
LOOPBACK = {"0100007F", "00000000000000000000000001000000"}
"""127.0.0.1 and ::1, as the kernel writes them."""


@pytest.fixture
def inside(guides_server: Server) -> dict[str, int]:
    return {"actions": guides_server.internal_port, "rasa": guides_server.rasa_port}


def test_every_port_of_ours_listens_on_the_loopback_alone(guides_server: Server, inside: dict[str, int]) -> None:
    public = int(guides_server.url.rpartition(":")[2])
    found = {port: address for address, port in listening() if port in {public, *inside.values()}}
    assert set(found) == {public, *inside.values()}
    assert set(found.values()) <= LOOPBACK


def test_from_this_machines_own_address_nobody_is_let_in(inside: dict[str, int]) -> None:
    outside = own_address()
    if outside is None:
        pytest.skip("this machine has no address but the loopback's")
    for port in inside.values():
        with pytest.raises(OSError), socket.create_connection((outside, port), timeout=3):
            pass


@pytest.mark.parametrize("secret", [None, "", "wrong", "bí mật".encode(), b"\xff\xfe"])
def test_without_the_secret_no_action_is_taken(inside: dict[str, int], secret: str | bytes | None) -> None:
    headers = {} if secret is None else {SECRET_HEADER: secret}
    answer = httpx.post(f"http://127.0.0.1:{inside['actions']}/actions", json={"next_action": "x"}, headers=headers)
    assert (answer.status_code, answer.json()) == (403, {"error": "forbidden"})


@pytest.mark.parametrize("path", ["/", "/docs", "/openapi.json", "/api/v1/chat", "/healthz", "/staff"])
def test_the_inner_listener_has_nothing_but_actions(inside: dict[str, int], path: str) -> None:
    assert httpx.get(f"http://127.0.0.1:{inside['actions']}{path}").status_code == 404


@pytest.mark.parametrize("path", ["/conversations/x/tracker", "/model/train", "/domain", "/model/parse"])
def test_rasa_gives_no_tracker_and_takes_no_model(inside: dict[str, int], path: str) -> None:
    for method in ("GET", "POST", "PUT"):
        assert httpx.request(method, f"http://127.0.0.1:{inside['rasa']}{path}").status_code in (404, 405)


def test_a_client_cannot_say_where_it_comes_from_but_through_a_trusted_proxy() -> None:
    assert Settings().trusted_proxies == "127.0.0.1 ::1"
    with pytest.raises(ValueError, match="trusted_proxies"):
        Settings(trusted_proxies="*")


def listening() -> Iterator[tuple[str, int]]:
    """Yield (address, port) of every listening TCP socket of this machine."""
    for table in ("tcp", "tcp6"):
        path = Path("/proc/net") / table
        for line in path.read_text().splitlines()[1:] if path.exists() else ():
            local, state = line.split()[1], line.split()[3]
            address, port = local.split(":")
            if state == LISTENING:
                yield address, int(port, 16)


def own_address() -> str | None:
    """Return an address of this machine that is not the loopback's. Nothing is sent."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))
        except OSError:
            return None
        address = str(probe.getsockname()[0])
    return None if address.startswith("127.") else address
