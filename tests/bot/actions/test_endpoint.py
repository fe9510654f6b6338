"""The action endpoint, called as Rasa calls it."""

import io
import json
import logging
from typing import Any

import pytest
from fastapi.testclient import TestClient

from bot.actions.composing import compose
from bot.actions.endpoint import SECRET_HEADER, WARM_UP
from bot.conversations.current_turn import TURN
from bot.conversations.store import Pending, new_turn_id
from channels.log_lines import JsonLines
from channels.services import Services

BIRTH = "lam giay khai sinh cho con can gi"


def call(sender: str, action: str = "action_ask", intent: str = "ask") -> dict[str, Any]:
    """An action call with as much of a tracker as actions read."""
    message = {"text": BIRTH, "intent": {"name": intent, "confidence": 0.9}, "entities": []}
    tracker = {
        "sender_id": sender, "slots": {}, "latest_message": message, "events": [], "paused": False,
        "followup_action": None, "active_loop": {}, "latest_action_name": None,
    }  # fmt: skip
    return {"next_action": action, "sender_id": sender, "tracker": tracker, "domain": {}, "version": "3.6.21"}


def taking(services: Services, conversation: str, text: str = BIRTH) -> str:
    """Begin a turn and return its conversation's key."""
    key = services.conversations.key("api", conversation)
    opened = services.conversations.open(key, "owner")
    services.conversations.begin(opened, "api", "owner", Pending(turn_id=new_turn_id(), text=text))
    return key


def slots(answer: dict[str, Any]) -> dict[str, Any]:
    return {event["name"]: event["value"] for event in answer["events"] if event["event"] == "slot"}


def test_an_action_composes_the_reply_and_tells_rasa_its_turn_only(rasa: TestClient, services: Services) -> None:
    key = taking(services, "endpoint-1")
    answer = rasa.post("/actions", json=call(key)).json()
    (response,) = answer["responses"]
    assert set(response["custom"]) == {"turn_id"}
    assert {"event": "active_loop", "name": "facts_form", "timestamp": None} in answer["events"]
    assert slots(answer)["procedure_code"] == "1.001193"
    state, pending = services.conversations.taking(key)
    assert pending.reply
    assert pending.turn_id == response["custom"]["turn_id"]
    assert state.open_checklist


def test_a_reply_is_composed_once(rasa: TestClient, services: Services) -> None:
    key = taking(services, "endpoint-2")
    rasa.post("/actions", json=call(key))
    first = services.conversations.taking(key)[1].reply
    _, again = compose(services.conversations, services.gateway.assistant, key, "greet", 1.0)
    assert again.model_dump_json() == first


def test_the_form_stays_open_while_a_question_is_and_closes_with_it(rasa: TestClient, services: Services) -> None:
    key = taking(services, "endpoint-3")
    rasa.post("/actions", json=call(key))
    for text, intent, done in (("chưa cưới, không ghi tên cha", "ask", None), ("thôi", "cancel", "done")):
        state, pending = services.conversations.taking(key)
        services.conversations.finish(key, pending, None)
        taking(services, "endpoint-3", text)
        answer = rasa.post("/actions", json=call(key, "validate_facts_form", intent)).json()
        assert slots(answer)["fact_answer"] == done
    assert state.open_checklist


def test_without_the_secret_nothing_is_done(rasa: TestClient, services: Services) -> None:
    key = taking(services, "endpoint-4")
    for secret in ("", "wrong"):
        assert rasa.post("/actions", json=call(key), headers={SECRET_HEADER: secret}).status_code == 403
    assert services.conversations.taking(key)[1].reply is None


def test_a_turn_that_is_over_is_a_conflict(rasa: TestClient) -> None:
    assert rasa.post("/actions", json=call("0" * 64)).status_code == 409


def test_an_unknown_action_is_refused_by_name(rasa: TestClient) -> None:
    answer = rasa.post("/actions", json=call("0" * 64, "action_nothing"))
    assert answer.status_code == 400
    assert answer.json()["action_name"] == "action_nothing"


@pytest.mark.parametrize(("content", "status"), [(b"{", 400), (b"x" * 1_000_001, 413)])
def test_what_is_no_call_is_refused(rasa: TestClient, content: bytes, status: int) -> None:
    assert rasa.post("/actions", content=content).status_code == status


@pytest.mark.parametrize("content", [b"[]", b"null", b"1", b"{}", b'{"next_action": "action_ask"}'])
def test_no_json_at_all_breaks_the_endpoint(rasa: TestClient, content: bytes) -> None:
    assert rasa.post("/actions", content=content).status_code in (200, 400, 500)


def test_the_warm_up_composes_nothing_and_shows_that_rasa_is_there(rasa: TestClient, services: Services) -> None:
    services.endpoint.rasa_seen = False
    assert rasa.post("/actions", json=call(WARM_UP)).json() == {"events": [], "responses": []}
    assert services.endpoint.rasa_seen


def test_what_is_logged_of_an_action_that_fails_names_its_turn(
    rasa: TestClient, services: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    key, heard, log = taking(services, "endpoint-6"), io.StringIO(), logging.getLogger("bot.actions.endpoint")
    handler = logging.StreamHandler(heard)
    handler.setFormatter(JsonLines())
    monkeypatch.setattr(log, "handlers", [handler])
    monkeypatch.setattr(services.endpoint, "assistant", None)
    assert rasa.post("/actions", json=call(key)).status_code == 500
    line = json.loads(heard.getvalue())
    assert line["turn"] == services.conversations.taking(key)[1].turn_id
    assert "AttributeError" in line["trace"]


def test_an_action_without_a_turn_is_logged_without_one(rasa: TestClient, services: Services) -> None:
    rasa.post("/actions", json=call(taking(services, "endpoint-7")))
    assert rasa.post("/actions", json=call("1" * 64)).status_code == 409
    assert TURN.get() == ""


def test_composing_tells_its_turn_before_anything_can_fail(services: Services) -> None:
    key, told = taking(services, "endpoint-8"), []
    with pytest.raises(AttributeError):
        compose(services.conversations, None, key, "greet", 1.0, told.append)  # type: ignore[arg-type]
    assert told == [services.conversations.taking(key)[1].turn_id]
