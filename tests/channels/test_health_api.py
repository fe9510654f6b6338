"""Health and metrics."""

import re

from fastapi.testclient import TestClient

from channels.app import public_app
from channels.services import Services


def test_the_process_is_alive(client: TestClient) -> None:
    assert client.get("/healthz").json() == {"status": "ok"}


def test_without_rasa_turns_are_taken_and_readiness_says_so(client: TestClient, services: Services) -> None:
    told = client.get("/readyz")
    assert told.status_code == 200
    assert told.json() == {
        "ready": True,
        "database": True,
        "rasa": False,
        "redis": None,
        "release": services.library.release,
        "release_refused": None,
        "procedures": len(services.library.retriever.documents),
        "guides": len(services.library.guides),
        "off": [],
    }


def test_readiness_tells_when_rasa_is_ready(services: Services) -> None:
    with TestClient(public_app(services, rasa_ready=lambda: True)) as client:
        assert client.get("/readyz").json()["rasa"] is True


def test_metrics_count_turns_and_fallbacks_and_name_no_conversation(client: TestClient) -> None:
    def count(line: str) -> float:
        found = re.search(rf"^{re.escape(line)} (\S+)$", client.get("/metrics").text, re.MULTILINE)
        return float(found[1]) if found else 0.0

    turns, fallbacks = 'motcua_turns_total{channel="api",decision="dialogue"}', "motcua_rasa_fallbacks_total"
    before = count(turns), count(fallbacks)
    client.post("/api/v1/chat", json={"conversation_id": "metrics-test-1", "channel": "api", "text": "xin chào"})
    assert (count(turns), count(fallbacks)) == (before[0] + 1, before[1] + 1)
    assert "metrics-test-1" not in client.get("/metrics").text
    assert "motcua_turn_seconds_bucket" in client.get("/metrics").text
