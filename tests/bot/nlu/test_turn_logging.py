"""What Rasa itself logs: the turn that a line is about, and nothing that a citizen typed."""

import httpx
import pytest

from bot.nlu.turn_header import TURN_HEADER
from tests.conftest import Server

TURN = "Turn-of-a-failed_call"


def logged(server: Server, message: object, turn: str) -> str:
    """Return what Rasa logs while it takes `message` of a conversation for which no turn is open."""
    log = server.var / "rasa" / "rasa.log"
    before = log.stat().st_size
    url = f"http://127.0.0.1:{server.rasa_port}/webhooks/rest/webhook"
    httpx.post(url, json={"sender": "nobody", "message": message}, headers={TURN_HEADER: turn}, timeout=20)
    return log.read_bytes()[before:].decode()


def test_a_failed_action_call_is_logged_with_its_turn(guides_server: Server) -> None:
    lines = [line for line in logged(guides_server, "xin chào", TURN).splitlines() if " ERROR " in line]
    assert lines
    assert all(f"[turn {TURN}]" in line for line in lines)


def test_a_message_that_fails_is_not_quoted(guides_server: Server) -> None:
    told = logged(guides_server, ["khongaibiettennay"], TURN)
    assert f"[turn {TURN}]" in told
    assert "rest.message.received.failure" in told
    assert "AttributeError" in told
    assert "khongaibiettennay" not in told


@pytest.mark.parametrize("forged", ["", "a b", "x" * 33, "%s"])
def test_what_is_no_turn_id_is_not_logged_as_one(guides_server: Server, forged: str) -> None:
    assert "[turn" not in logged(guides_server, "xin chào", forged)
