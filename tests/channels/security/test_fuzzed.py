"""Whatever comes in at a door of ours is answered with what the contract knows, and never with an error of ours."""

import json
from typing import Any

import pytest
from fastapi.testclient import TestClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.actions.endpoint import SECRET_HEADER
from channels.app import public_app
from channels.services import Services

few = settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
texts = st.text(max_size=300)
values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | texts,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(texts, inner, max_size=4),
    max_leaves=12,
)
KNOWN = {200, 204, 400, 401, 403, 404, 405, 409, 410, 413, 422, 429}


@pytest.fixture(scope="module")
def door(made: Services) -> TestClient:
    """The application without what runs in its background."""
    return TestClient(public_app(made), raise_server_exceptions=False, follow_redirects=False)


@pytest.fixture(scope="module")
def inner(made: Services) -> TestClient:
    return TestClient(made.endpoint.app, raise_server_exceptions=False)


def asked(**fields: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[str, Any]]:
    """Objects with these fields, some of them missing, of a wrong type, or joined by others."""
    mixed = {name: strategy | values for name, strategy in fields.items()}
    return st.fixed_dictionaries({}, optional=mixed) | st.dictionaries(texts, values, max_size=3)


@few
@given(asked(conversation_id=st.just("fuzzed-conversation"), channel=st.just("api"), text=texts, choice=texts))
def test_any_turn(door: TestClient, body: dict[str, Any]) -> None:
    sent = json.dumps(body, allow_nan=True)
    answer = door.post("/api/v1/chat", content=sent, headers={"Content-Type": "application/json"})
    assert answer.status_code in KNOWN
    assert answer.status_code != 200 or answer.json()["messages"]


@few
@given(st.binary(max_size=300))
def test_any_bytes(door: TestClient, body: bytes) -> None:
    for path in ("/api/v1/chat", "/api/v1/kiosk/heartbeat", "/api/v1/kiosk/carried", "/staff/sign-in"):
        for kind in ("application/json", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x"):
            assert door.post(path, content=body, headers={"Content-Type": kind}).status_code in KNOWN


def test_what_is_wrong_with_a_request_is_said_without_repeating_it(door: TestClient) -> None:
    sent = {"conversation_id": "fuzzed-conversation", "text": "079123456789", "choice": "079123456789"}
    answer = door.post("/api/v1/chat", json=sent)
    assert answer.status_code == 422
    assert {"type", "loc", "msg"} == set(answer.json()["detail"][0])
    assert "079123456789" not in answer.text


@few
@given(asked(facts=st.dictionaries(st.sampled_from(["parents", "birth_place", "x"]), texts)))
def test_any_facts(door: TestClient, body: dict[str, Any]) -> None:
    sent = json.dumps(body, allow_nan=True)
    path = "/api/v1/procedures/1.001193/checklist"
    assert door.post(path, content=sent, headers={"Content-Type": "application/json"}).status_code in KNOWN


@few
@given(texts, texts, st.integers())
def test_any_search(door: TestClient, question: str, context: str, many: int) -> None:
    asked_for = {"q": _sendable(question), "context": _sendable(context), "k": many}
    assert door.get("/api/v1/procedures/search", params=asked_for).status_code in KNOWN


@few
@given(
    st.lists(asked(follow=st.just("fuzzed-conversation"), beat=st.integers(), since=texts) | values, max_size=5), texts
)
def test_any_frames_of_a_socket_each_get_one_answer(door: TestClient, frames: list[Any], raw: str) -> None:
    with door.websocket_connect("/api/v1/chat/ws") as socket:
        for frame in [*(json.dumps(one, allow_nan=True) for one in frames), _sendable(raw)]:
            socket.send_text(frame)
            assert isinstance(json.loads(socket.receive_text()), dict)


@few
@given(st.dictionaries(st.sampled_from(["cookie", "x-conversation-secret", "x-forwarded-for", "origin"]), texts))
def test_any_headers(door: TestClient, headers: dict[str, str]) -> None:
    sent = {
        name: value.encode("utf-8", "replace").replace(b"\r", b"").replace(b"\n", b"")
        for name, value in headers.items()
    }
    for path in ("/", "/staff/", "/api/v1/chat/fuzzed-conversation/messages"):
        assert door.get(path, headers=sent).status_code in KNOWN | {303, 307}


@few
@given(asked(sender_id=texts, next_action=st.sampled_from(["action_ask", "validate_facts_form", "x"]), tracker=values))
def test_any_action_call(inner: TestClient, made: Services, body: dict[str, Any]) -> None:
    sent = json.dumps(body, allow_nan=True)
    answer = inner.post("/actions", content=sent, headers={SECRET_HEADER: made.internal_secret})
    # 500 is what rasa-sdk's caller understands as a failed action; the endpoint lives on.
    assert answer.status_code in KNOWN | {500}
    assert answer.headers["content-type"] == "application/json"


def _sendable(text: str) -> str:
    return text.encode("utf-8", "replace").decode()
