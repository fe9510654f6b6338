"""Rasa at fault: the citizen gets an answer all the same, and is told that less is understood.

Rasa is a server of our own here that fails as Rasa does; `tests/channels/test_bad_input.py` kills a real one.
"""

import json
import threading
import time
import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
from fastapi.testclient import TestClient

from bot.actions.composing import compose
from bot.answers.wording import say
from channels.app import public_app
from channels.gateway import Gateway
from channels.rasa_client import RasaClient
from channels.services import Services

BIRTH = "lam giay khai sinh cho con can gi"
TIMEOUT = 0.4


@dataclass
class FailingRasa:
    """Answers with `status` and `body` after `seconds`. `composes`: calls the action first, as a slow Rasa would."""

    services: Services
    status: int = 200
    body: str = "[]"
    seconds: float = 0.0
    composes: bool = False
    asked: list[dict[str, Any]] = field(default_factory=list)
    composed: threading.Event = field(default_factory=threading.Event)

    def answer(self, sent: dict[str, Any]) -> tuple[int, bytes]:
        self.asked.append(sent)
        time.sleep(self.seconds)
        if self.composes:
            compose(self.services.conversations, self.services.gateway.assistant, sent["sender"], "ask", 1.0)
            self.composed.set()
        return self.status, self.body.encode()


@pytest.fixture
def rasa(services: Services) -> Iterator[tuple[FailingRasa, TestClient]]:
    """A failing Rasa, and the application that asks it."""
    failing = FailingRasa(services)

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            status, body = failing.answer(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            self.send_response(status)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    old, client = services.gateway, RasaClient(f"http://127.0.0.1:{server.server_port}", TIMEOUT)
    gateway = Gateway(old.conversations, old.hand_overs, old.assistant, old.seal, client, services.settings)
    with TestClient(public_app(replace(services, gateway=gateway))) as http:
        yield failing, http
    server.shutdown()
    server.server_close()


def asked(http: TestClient, conversation: str = "", text: str = BIRTH) -> dict[str, Any]:
    sent = {"conversation_id": conversation or str(uuid.uuid4()), "channel": "web", "text": text}
    answer = http.post("/api/v1/chat", json=sent)
    assert answer.status_code == 200
    reply: dict[str, Any] = answer.json()
    return reply


@pytest.mark.parametrize(
    ("status", "body"),
    [
        (200, "[]"),
        (200, "{"),
        (200, "null"),
        (200, "7"),
        (200, '["x"]'),
        (200, '{"turn_id": "x"}'),
        (200, '[{"text": "xin chào"}]'),
        (200, '[{"custom": "x"}]'),
        (200, '[{"custom": {"turn_id": 7}}]'),
        (500, "Internal Server Error"),
        (404, "[]"),
    ],
)
def test_whatever_rasa_answers_the_citizen_is_answered(
    rasa: tuple[FailingRasa, TestClient], status: int, body: str
) -> None:
    failing, http = rasa
    failing.status, failing.body = status, body
    reply = asked(http)
    assert len(failing.asked) == 1
    assert (reply["decision"], reply["procedures"]) == ("answer", ["1.001193"])


def test_an_empty_answer_is_told_as_less_understanding(rasa: tuple[FailingRasa, TestClient]) -> None:
    reply = asked(rasa[1])
    assert reply["limited"]
    assert reply["messages"][0]["text"] == say("limited")


def test_a_slow_rasa_is_waited_for_no_longer_than_the_setting_says(rasa: tuple[FailingRasa, TestClient]) -> None:
    failing, http = rasa
    failing.seconds = 2 * TIMEOUT
    started = time.monotonic()
    assert asked(http)["limited"]
    assert time.monotonic() - started < TIMEOUT + 1.5


def test_an_action_that_comes_after_all_changes_nothing(rasa: tuple[FailingRasa, TestClient]) -> None:
    failing, http = rasa
    conversation = str(uuid.uuid4())
    failing.seconds = 2 * TIMEOUT
    first = asked(http, conversation)
    failing.seconds = 0.0
    second = asked(http, conversation, "phí bao nhiêu")
    kept = http.get(f"/api/v1/chat/{conversation}/messages").json()
    assert [reply["turn_id"] for reply in kept] == [first["turn_id"], second["turn_id"]]


def test_where_the_action_was_first_its_reply_is_the_one(rasa: tuple[FailingRasa, TestClient]) -> None:
    failing, http = rasa
    failing.composes = True
    reply = asked(http)
    assert failing.composed.is_set()
    assert reply["procedures"] == ["1.001193"]
    assert len(http.get(f"/api/v1/chat/{reply['conversation_id']}/messages").json()) == 1
