"""The WebSocket of the chat API: turns, following, what officers say, beats and limits."""

import time
import uuid
from typing import Any

import pytest
from fastapi.testclient import TestClient
from starlette.testclient import WebSocketTestSession
from starlette.websockets import WebSocketDisconnect

from bot.answers.chat import ChatReply
from bot.answers.messages import Decision, TextMessage
from bot.conversations.hand_overs import TAKEN
from bot.conversations.store import new_turn_id
from channels import chat_socket
from channels.chat_api import COOKIE, SECRET_HEADER
from channels.chat_socket import OpenSockets
from channels.services import Services

ADDRESS = "/api/v1/chat/ws"
BIRTH = "lam giay khai sinh cho con can gi"
LAN = "Lan"


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Look often: tests have no patience."""
    monkeypatch.setattr(chat_socket, "LOOK_EVERY", 0.05)


def body(**fields: Any) -> dict[str, Any]:
    return {"conversation_id": str(uuid.uuid4()), "channel": "web", "text": BIRTH, **fields}


def begun(client: TestClient) -> tuple[dict[str, Any], str]:
    """Begin a conversation; return what was sent and the id of its turn."""
    sent = body()
    return sent, client.post("/api/v1/chat", json=sent).json()["turn_id"]


def follow(socket: WebSocketTestSession, sent: dict[str, Any], since: str, **fields: Any) -> dict[str, Any]:
    socket.send_json({"follow": sent["conversation_id"], "since": since, **fields})
    answer: dict[str, Any] = socket.receive_json()
    return answer


def officer_says(services: Services, sent: dict[str, Any], text: str) -> ChatReply:
    """Hand the conversation over where it is not yet, and let the officer say something."""
    key = services.conversations.key("web", sent["conversation_id"])
    hand_overs = services.gateway.hand_overs
    if not hand_overs.state(key):
        hand_overs.ask(key, "muốn gặp người", "tóm tắt")
        hand_overs.take(hand_overs.queue()[-1].number, LAN, _reply("Tôi nghe."))
    said = _reply(text)
    hand_overs.say(hand_overs.queue()[-1].number, LAN, text, said)
    return said


def _reply(text: str) -> ChatReply:
    message = TextMessage(text=text, author="officer")
    return ChatReply(turn_id=new_turn_id(), decision=Decision.DIALOGUE, messages=[message], handed_over=TAKEN)


def test_a_turn_gets_the_same_reply_as_by_post(client: TestClient) -> None:
    sent = body(client_message_id="m-1")
    posted = client.post("/api/v1/chat", json=sent).json()
    with client.websocket_connect(ADDRESS) as socket:
        socket.send_json(sent)
        assert socket.receive_json() == posted


def test_what_an_officer_says_is_pushed_to_who_follows(client: TestClient, services: Services) -> None:
    sent, turn = begun(client)
    with client.websocket_connect(ADDRESS) as socket:
        assert follow(socket, sent, turn) == {"following": sent["conversation_id"], "handed_over": ""}
        officer_says(services, sent, "Dạ có tôi.")
        assert follow(socket, sent, turn)["handed_over"] == TAKEN
        pushed = [socket.receive_json()["pushed"] for _ in range(2)]
        assert [reply["messages"][0]["text"] for reply in pushed] == ["Tôi nghe.", "Dạ có tôi."]
        assert {reply["conversation_id"] for reply in pushed} == {sent["conversation_id"]}
        officer_says(services, sent, "Còn gì nữa không?")
        assert socket.receive_json()["pushed"]["messages"][0]["text"] == "Còn gì nữa không?"


def test_the_reply_to_an_own_turn_is_not_pushed_as_well(client: TestClient, services: Services) -> None:
    sent, turn = begun(client)
    officer_says(services, sent, "Dạ có tôi.")
    with client.websocket_connect(ADDRESS) as socket:
        follow(socket, sent, turn)
        assert [socket.receive_json()["pushed"]["messages"][0]["text"] for _ in range(2)] == ["Tôi nghe.", "Dạ có tôi."]
        socket.send_json({**sent, "text": "tui ở trọ"})
        assert socket.receive_json()["messages"] == []
        officer_says(services, sent, "Mang hợp đồng.")
        assert socket.receive_json()["pushed"]["messages"][0]["text"] == "Mang hợp đồng."


def test_a_conversation_that_is_erased_meanwhile_is_told_to_be_gone(client: TestClient, services: Services) -> None:
    sent, turn = begun(client)
    officer_says(services, sent, "Dạ có tôi.")
    with client.websocket_connect(ADDRESS) as socket:
        follow(socket, sent, turn)
        for _ in range(2):
            socket.receive_json()
        client.delete(f"/api/v1/chat/{sent['conversation_id']}?channel=web")
        assert socket.receive_json() == {"gone": sent["conversation_id"]}


def test_a_stranger_follows_nothing(client: TestClient, stranger: TestClient) -> None:
    sent, turn = begun(client)
    with stranger.websocket_connect(ADDRESS) as socket:
        refused = follow(socket, sent, turn)
        assert (refused["status"], "Cuộc trò chuyện" in refused["message"]) == (403, True)
        assert follow(socket, sent, turn, secret="guessed")["status"] == 403


def test_a_page_without_cookies_says_the_secret_in_the_frame(client: TestClient, stranger: TestClient) -> None:
    sent = body()
    answer = client.post("/api/v1/chat", json=sent)
    secret, turn = answer.headers[SECRET_HEADER], answer.json()["turn_id"]
    assert COOKIE not in stranger.cookies
    with stranger.websocket_connect(ADDRESS) as socket:
        assert follow(socket, sent, turn, secret=secret)["following"] == sent["conversation_id"]
        socket.send_json({**sent, "text": "xin chào"})
        assert socket.receive_json()["decision"] == "dialogue"


def test_a_beat_comes_back(client: TestClient) -> None:
    with client.websocket_connect(ADDRESS) as socket:
        socket.send_json({"beat": 7})
        assert socket.receive_json() == {"beat": 7}


@pytest.mark.parametrize(
    "frame",
    ["", "{", "[]", "null", "7", '{"beat": "x"}', '{"follow": "short"}', '{"follow": "long-enough-1"}', "[" * 5000],
)
def test_a_frame_that_cannot_be_read_is_answered_and_the_socket_stays(client: TestClient, frame: str) -> None:
    with client.websocket_connect(ADDRESS) as socket:
        socket.send_text(frame)
        assert socket.receive_json()["status"] == 422
        socket.send_bytes(b"\x00\x01")
        assert socket.receive_json()["status"] == 422
        socket.send_json({"beat": 1})
        assert socket.receive_json() == {"beat": 1}


def test_a_frame_that_is_too_large_closes_the_socket(client: TestClient) -> None:
    with client.websocket_connect(ADDRESS) as socket:
        socket.send_text("x" * (chat_socket.LARGEST_FRAME + 1))
        with pytest.raises(WebSocketDisconnect) as closed:
            socket.receive_json()
        assert closed.value.code == 1009


def test_a_silent_socket_is_closed(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(chat_socket, "IDLE", 0.1)
    with client.websocket_connect(ADDRESS) as socket, pytest.raises(WebSocketDisconnect) as closed:
        socket.receive_json()
    assert closed.value.code == 1001


def test_more_sockets_than_allowed_are_refused_and_a_closed_one_makes_room(client: TestClient) -> None:
    room = OpenSockets(1)
    client.app.state.open_sockets = room  # type: ignore[attr-defined]
    with client.websocket_connect(ADDRESS) as socket:
        with pytest.raises(WebSocketDisconnect) as refused, client.websocket_connect(ADDRESS):
            pass
        assert refused.value.code == 1013
        socket.send_json({"beat": 1})
        assert socket.receive_json() == {"beat": 1}
    for _ in range(50):
        if not room.open:
            break
        time.sleep(0.02)
    assert not room.full
