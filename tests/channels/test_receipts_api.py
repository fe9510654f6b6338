"""The receipts API: an officer sees exactly what a citizen was told."""

import uuid
from typing import Any

from fastapi.testclient import TestClient

from bot.answers.wording import say
from channels.services import Services

ANSWERS = ("Đã đăng ký kết hôn", "Đến quầy", "Đúng hết", "Không có, nhưng có người làm chứng")


def told(client: TestClient) -> dict[str, Any]:
    """Play a birth at home to its end; return the list that was handed over."""
    sent = {"conversation_id": str(uuid.uuid4()), "channel": "api"}
    reply = client.post("/api/v1/chat", json={**sent, "text": "lam giay khai sinh cho con can gi"}).json()
    for answer in ANSWERS:
        offered = [option for message in reply["messages"] for option in message.get("choices", ())]
        choice = next(option["id"] for option in offered if answer in option["label"])
        reply = client.post("/api/v1/chat", json={**sent, "choice": choice}).json()
    (found,) = (message for message in reply["messages"] if message["type"] == "checklist")
    return dict(found)


def test_the_number_on_a_list_opens_exactly_that_list(client: TestClient, services: Services) -> None:
    shown = told(client)
    found = client.get(f"/api/v1/receipts/{shown['receipt']}").json()
    assert set(found) == {"number", "release", "told_at", "checklist"}
    assert (found["number"], found["release"]) == (shown["receipt"], services.library.release)
    assert found["checklist"] == shown


def test_a_receipt_is_public_and_holds_nothing_of_anybody(client: TestClient, stranger: TestClient) -> None:
    shown = told(client)
    answer = stranger.get(f"/api/v1/receipts/{shown['receipt'][:5].lower()}-{shown['receipt'][5:]}")
    assert answer.status_code == 200
    assert "conversation" not in answer.text


def test_an_unknown_number_is_told_in_words(client: TestClient) -> None:
    answer = client.get("/api/v1/receipts/0000000000")
    assert answer.status_code == 404
    assert answer.json()["message"] == say("receipt_not_found")
    assert client.get(f"/api/v1/receipts/{'A' * 41}").status_code == 422
