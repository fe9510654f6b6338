"""The chat API over HTTP and WebSocket. Rasa is down here; `tests/bot/test_conversations.py` has it up."""

import uuid
from typing import Any

import pytest
from fastapi.testclient import TestClient
from starlette.websockets import WebSocketDisconnect

from channels.chat_api import COOKIE, SECRET_HEADER
from channels.services import Services

BIRTH = "lam giay khai sinh cho con can gi"
MESSAGE_TYPES = {"text", "choices", "procedure", "checklist", "dossier", "office", "handoff"}


def body(**fields: Any) -> dict[str, Any]:
    return {"conversation_id": str(uuid.uuid4()), "channel": "api", "text": BIRTH, **fields}


def choices(reply: dict[str, Any]) -> list[dict[str, Any]]:
    return [choice for message in reply["messages"] if message["type"] == "choices" for choice in message["choices"]]


def test_a_reply_has_the_published_shape(client: TestClient) -> None:
    sent = body()
    reply = client.post("/api/v1/chat", json=sent).json()
    assert set(reply) == {
        "conversation_id", "turn_id", "decision", "procedures", "suggestions", "messages", "limited", "release",
        "handed_over",
    }  # fmt: skip
    assert reply["conversation_id"] == sent["conversation_id"]
    assert (reply["decision"], reply["procedures"]) == ("answer", ["1.001193"])
    assert {message["type"] for message in reply["messages"]} <= MESSAGE_TYPES


def test_a_new_id_starts_a_conversation_for_a_client_without_a_secret(client: TestClient) -> None:
    answer = client.post("/api/v1/chat", json=body())
    assert answer.status_code == 200
    assert len(answer.headers[SECRET_HEADER]) >= 43
    cookie = answer.headers["set-cookie"].lower()
    assert COOKIE in cookie
    assert "httponly" in cookie
    assert "samesite=lax" in cookie


def test_a_stranger_with_the_id_gets_nothing(client: TestClient, stranger: TestClient) -> None:
    sent = body()
    client.post("/api/v1/chat", json=sent)
    for answer in (
        stranger.post("/api/v1/chat", json=sent),
        stranger.post("/api/v1/chat", json=sent, headers={SECRET_HEADER: "guessed"}),
        stranger.get(f"/api/v1/chat/{sent['conversation_id']}/messages?channel=api"),
    ):
        assert answer.status_code == 403
        assert "Cuộc trò chuyện" in answer.json()["message"]
        assert "khai sinh" not in answer.text


def test_the_secret_in_a_header_opens_the_conversation_as_the_cookie_does(
    client: TestClient, stranger: TestClient
) -> None:
    sent = body()
    secret = client.post("/api/v1/chat", json=sent).headers[SECRET_HEADER]
    assert client.post("/api/v1/chat", json=sent).status_code == 200
    assert stranger.post("/api/v1/chat", json=sent, headers={SECRET_HEADER: secret}).status_code == 200


def test_the_same_id_on_another_channel_is_another_conversation(client: TestClient, stranger: TestClient) -> None:
    sent = body()
    client.post("/api/v1/chat", json=sent)
    assert stranger.post("/api/v1/chat", json={**sent, "channel": "kiosk"}).status_code == 200


def test_a_repeated_message_id_gets_the_same_reply_and_takes_no_turn(client: TestClient) -> None:
    sent = body(client_message_id="m-1")
    first = client.post("/api/v1/chat", json=sent).json()
    assert client.post("/api/v1/chat", json=sent).json() == first
    other = client.post("/api/v1/chat", json={**sent, "text": "xin chào"}).json()
    assert other == first
    assert client.post("/api/v1/chat", json={**sent, "client_message_id": "m-2"}).json() != first
    seen = client.get(f"/api/v1/chat/{sent['conversation_id']}/messages?channel=api").json()
    assert len(seen) == 2


def test_the_same_message_id_in_two_conversations_is_two_messages(client: TestClient) -> None:
    first = client.post("/api/v1/chat", json=body(client_message_id="m-1")).json()
    second = client.post("/api/v1/chat", json=body(client_message_id="m-1", text="xin chào")).json()
    assert first["turn_id"] != second["turn_id"]


def test_choice_ids_are_short_and_opaque(client: TestClient) -> None:
    offered = choices(client.post("/api/v1/chat", json=body()).json())
    assert offered
    assert all(len(choice["id"]) <= 32 and "1.001193" not in choice["id"] for choice in offered)
    assert len({choice["id"] for choice in offered}) == len(offered)


def test_a_choice_leads_on(client: TestClient) -> None:
    sent = body()
    first = choices(client.post("/api/v1/chat", json=sent).json())
    del sent["text"]
    reply = client.post("/api/v1/chat", json={**sent, "choice": first[0]["id"]}).json()
    assert choices(reply)
    assert {choice["id"] for choice in choices(reply)}.isdisjoint(choice["id"] for choice in first)


def test_a_choice_is_worth_nothing_in_another_conversation(client: TestClient) -> None:
    offered = choices(client.post("/api/v1/chat", json=body()).json())[0]["id"]
    other = body(choice=offered)
    del other["text"]
    reply = client.post("/api/v1/chat", json=other).json()
    assert (reply["decision"], reply["procedures"]) == ("dialogue", [])
    assert "đã cũ" in reply["messages"][0]["text"]


@pytest.mark.parametrize(
    "wrong",
    [
        {"text": None},
        {"choice": "abc"},
        {"text": 5},
        {"conversation_id": "short"},
        {"conversation_id": "x" * 65},
        {"conversation_id": "../../etc/passwd"},
        {"channel": "fax"},
        {"client_message_id": ""},
        {"client_message_id": "x" * 65},
        {"text": None, "choice": "x" * 33},
        {"unknown": 1},
    ],
)
def test_a_malformed_request_is_refused_by_field(client: TestClient, wrong: dict[str, Any]) -> None:
    answer = client.post("/api/v1/chat", json=body(**wrong))
    assert answer.status_code == 422
    assert answer.json()["detail"]


def test_messages_since_a_turn_come_oldest_first(client: TestClient) -> None:
    sent = body()
    first, second = (client.post("/api/v1/chat", json={**sent, "text": text}).json() for text in (BIRTH, "xin chào"))
    address = f"/api/v1/chat/{sent['conversation_id']}/messages?channel=api"
    assert client.get(address).json() == [first, second]
    assert client.get(f"{address}&since={first['turn_id']}").json() == [second]
    assert client.get(f"{address}&since={second['turn_id']}").json() == []


def test_an_erased_conversation_leaves_nothing_and_can_begin_anew(client: TestClient) -> None:
    sent = body()
    client.post("/api/v1/chat", json=sent)
    services: Services = client.app.state.services  # type: ignore[attr-defined]
    services.conversations.erase(services.conversations.key("api", sent["conversation_id"]))
    assert client.get(f"/api/v1/chat/{sent['conversation_id']}/messages?channel=api").status_code == 403
    assert client.post("/api/v1/chat", json=sent).status_code == 200


def test_the_socket_carries_the_same_objects(client: TestClient) -> None:
    sent = body(client_message_id="m-1")
    with client.websocket_connect("/api/v1/chat/ws") as socket:
        socket.send_json(sent)
        reply = socket.receive_json()
        assert (reply["decision"], reply["procedures"]) == ("answer", ["1.001193"])
        socket.send_json(sent)
        assert socket.receive_json() == reply
        socket.send_json(
            {"conversation_id": sent["conversation_id"], "channel": "api", "choice": choices(reply)[0]["id"]}
        )
        assert choices(socket.receive_json())


@pytest.mark.parametrize("frame", ["", "{", "[]", '{"text": "x"}', "null", "1" * 100])
def test_a_bad_frame_gets_an_error_and_the_socket_stays_open(client: TestClient, frame: str) -> None:
    with client.websocket_connect("/api/v1/chat/ws") as socket:
        socket.send_text(frame)
        assert set(socket.receive_json()) == {"error", "message", "status"}
        socket.send_json(body())
        assert socket.receive_json()["decision"] == "answer"


def test_a_stranger_gets_no_conversation_over_the_socket_either(client: TestClient, stranger: TestClient) -> None:
    sent = body()
    client.post("/api/v1/chat", json=sent)
    with stranger.websocket_connect("/api/v1/chat/ws") as socket:
        socket.send_json(sent)
        assert "Cuộc trò chuyện" in socket.receive_json()["message"]


def test_a_page_of_another_site_opens_no_socket(client: TestClient) -> None:
    with (
        pytest.raises(WebSocketDisconnect),
        client.websocket_connect("/api/v1/chat/ws", headers={"Origin": "https://evil.example"}),
    ):
        pass
    with client.websocket_connect("/api/v1/chat/ws", headers={"Origin": "http://testserver"}) as socket:
        socket.send_json(body())
        assert socket.receive_json()["decision"] == "answer"


def judged(client: TestClient, sent: dict[str, Any], **fields: Any) -> int:
    """Give feedback on a turn; return the status."""
    address = f"/api/v1/chat/{sent['conversation_id']}/feedback?channel=api"
    return client.post(address, json={"verdict": "down", **fields}).status_code


def test_feedback_is_kept_with_what_the_reply_was_about(client: TestClient) -> None:
    sent = body()
    turn = client.post("/api/v1/chat", json=sent).json()["turn_id"]
    assert judged(client, sent, turn_id=turn, reason="wrong_papers", note="gọi tui 0912345678") == 204
    services: Services = client.app.state.services  # type: ignore[attr-defined]
    given = services.feedbacks.given()[0]
    assert (given.turn_id, given.verdict, given.reason) == (turn, "down", "wrong_papers")
    assert (given.procedure_code, given.release) == ("1.001193", services.library.release)
    assert given.note == "gọi tui ••••"


def test_feedback_on_a_turn_of_another_conversation_finds_none(client: TestClient, stranger: TestClient) -> None:
    mine, other = body(), body()
    turn = client.post("/api/v1/chat", json=mine).json()["turn_id"]
    client.post("/api/v1/chat", json=other)
    assert judged(client, other, turn_id=turn) == 404
    assert judged(client, body(), turn_id=turn) == 404
    assert judged(stranger, mine, turn_id=turn) == 403
    address = f"/api/v1/chat/{mine['conversation_id']}/feedback?channel=api"
    assert "không ghi lại được" in client.post(address, json={"turn_id": "x", "verdict": "up"}).json()["message"]


@pytest.mark.parametrize(
    "wrong",
    [
        {"turn_id": ""},
        {"turn_id": "x" * 33},
        {"verdict": "so-so"},
        {"reason": "ugly"},
        {"verdict": "up", "reason": "unclear"},
        {"note": "x" * 501},
        {"stars": 5},
    ],
)
def test_malformed_feedback_is_refused(client: TestClient, wrong: dict[str, Any]) -> None:
    assert judged(client, body(), **{"turn_id": "x", **wrong}) == 422
