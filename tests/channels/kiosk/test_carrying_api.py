"""The QR code of a list, and the page that it opens on a phone."""

import uuid
from typing import Any

import pytest
from fastapi.testclient import TestClient

from channels.services import Services

ANSWERS = ("Đã đăng ký kết hôn", "Đến quầy", "Đúng hết", "Không có, nhưng có người làm chứng")


def told(client: TestClient) -> dict[str, Any]:
    """Play a birth at home at a kiosk; return what a page sends to carry its list."""
    conversation = str(uuid.uuid4())
    sent = {"conversation_id": conversation, "channel": "kiosk"}
    reply = client.post("/api/v1/chat", json={**sent, "text": "lam giay khai sinh cho con can gi"}).json()
    for answer in ANSWERS:
        offered = [option for message in reply["messages"] for option in message.get("choices", ())]
        choice = next(option["id"] for option in offered if answer in option["label"])
        reply = client.post("/api/v1/chat", json={**sent, "choice": choice}).json()
    return {"conversation_id": conversation, "turn_id": reply["turn_id"], "procedure_code": "1.001193"}


def carry(client: TestClient, asked: dict[str, Any]) -> dict[str, Any]:
    """Carry a list; return the reply."""
    reply = client.post("/api/v1/kiosk/carried", json=asked)
    assert reply.status_code == 200
    return dict(reply.json())


def path(carried: dict[str, Any]) -> str:
    """Return the path of a carried list on this server."""
    address: str = carried["url"]
    return address.removeprefix("https://motcua.example.gov.vn")


def test_the_code_leads_to_the_public_address_for_a_quarter_of_an_hour(client: TestClient) -> None:
    carried = carry(client, told(client))
    assert carried["url"].startswith("https://motcua.example.gov.vn/mang-ve/")
    assert carried["minutes"] == 15
    assert carried["qr"]["size"] > 29
    assert carried["telegram"]["path"] != carried["qr"]["path"]


def test_the_page_shows_the_papers_once_and_says_nothing_of_anybody(client: TestClient, stranger: TestClient) -> None:
    page = path(carry(client, told(client)))
    shown = stranger.get(page)
    assert shown.status_code == 200
    assert "Đăng ký khai sinh cho con" in shown.text
    assert shown.text.count('data-testid="paper"') >= 3
    for personal in ("Không có, nhưng", "Đã đăng ký kết hôn", "Đúng hết", "Mã danh sách"):
        assert personal not in shown.text
    again = stranger.get(page)
    assert again.status_code == 410
    assert "không còn nữa" in again.text
    assert 'data-testid="paper"' not in again.text


def test_neither_cache_nor_search_nor_the_next_site_learns_of_the_page(client: TestClient) -> None:
    headers = client.get(path(carry(client, told(client)))).headers
    assert headers["cache-control"] == "no-store"
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["x-robots-tag"] == "noindex"
    assert "default-src 'self'" in headers["content-security-policy"]


@pytest.mark.parametrize("header", [{"Sec-Purpose": "prefetch;prerender"}, {"Purpose": "prefetch"}])
def test_a_browser_that_looks_ahead_does_not_use_the_code_up(client: TestClient, header: dict[str, str]) -> None:
    page = path(carry(client, told(client)))
    assert client.get(page, headers=header).status_code == 204
    assert client.get(page).status_code == 200


def test_nobody_carries_anothers_list(client: TestClient, stranger: TestClient) -> None:
    assert stranger.post("/api/v1/kiosk/carried", json=told(client)).status_code == 403


@pytest.mark.parametrize("wrong", [{"turn_id": "another"}, {"procedure_code": "1.000894"}])
def test_only_a_list_that_was_handed_over_can_be_carried(client: TestClient, wrong: dict[str, str]) -> None:
    assert client.post("/api/v1/kiosk/carried", json={**told(client), **wrong}).status_code == 404


def test_a_page_cannot_dictate_what_is_carried(client: TestClient) -> None:
    assert client.post("/api/v1/kiosk/carried", json={**told(client), "papers": ["<b>"]}).status_code == 422


def test_a_made_up_address_is_told_kindly(client: TestClient) -> None:
    assert client.get("/mang-ve/0000").status_code == 410
    assert client.get(f"/mang-ve/{'x' * 65}").status_code == 422


def test_an_erased_conversation_leaves_the_list_to_the_phone(client: TestClient, services: Services) -> None:
    asked = told(client)
    page = path(carry(client, asked))
    client.delete(f"/api/v1/chat/{asked['conversation_id']}?channel=kiosk")
    assert client.post("/api/v1/kiosk/carried", json=asked).status_code == 403
    assert client.get(page).status_code == 200
    assert services.settings.telegram_bot
