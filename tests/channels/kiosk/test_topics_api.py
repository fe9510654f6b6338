"""What can be reached by tapping alone, for every client."""

from fastapi.testclient import TestClient


def test_both_lists_are_public(client: TestClient) -> None:
    topics, events = client.get("/api/v1/topics").json(), client.get("/api/v1/life-events").json()
    assert topics[0]["procedures"][0] == {"procedure_code": "1.001193", "name": "Đăng ký khai sinh cho con"}
    assert {"id", "name", "intro", "say"} == set(events[0])


def test_asking_for_a_listed_procedure_starts_its_list(client: TestClient) -> None:
    sent = {"conversation_id": "kiosk-topics", "channel": "kiosk", "text": "Thủ tục 1.000894 cần giấy tờ gì?"}
    assert client.post("/api/v1/chat", json=sent).json()["procedures"] == ["1.000894"]
