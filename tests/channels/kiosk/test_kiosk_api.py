"""What a kiosk's pages ask of the server."""

from typing import Any

from fastapi.testclient import TestClient

BEAT = {"device": "quay-3", "version": "old", "screen": "home", "printer": "80mm", "reset_at": "2026-11-23T04:00:00Z"}


def health(client: TestClient) -> dict[str, Any]:
    return dict(client.get("/api/v1/kiosk/health").json())


def test_a_kiosk_learns_how_it_is_set_up(client: TestClient) -> None:
    setup = client.get("/api/v1/kiosk/setup").json()
    assert setup["desk"] == "quầy số 3"
    assert (setup["idle_seconds"], setup["warning_seconds"], setup["printer"]) == (90, 20, "a4")


def test_a_beat_is_answered_with_the_files_version(client: TestClient) -> None:
    answered = client.post("/api/v1/kiosk/heartbeat", json=BEAT)
    assert answered.json() == {"version": client.get("/api/v1/kiosk/setup").json()["version"]}


def test_a_watchdog_outside_the_browser_sees_a_silent_kiosk(client: TestClient) -> None:
    assert client.get("/api/v1/kiosk/heartbeat", params={"device": "quay-3"}).status_code == 503
    client.post("/api/v1/kiosk/heartbeat", json=BEAT)
    assert client.get("/api/v1/kiosk/heartbeat", params={"device": "quay-3"}).status_code == 204


def test_the_operator_sees_server_and_kiosks(client: TestClient) -> None:
    client.post("/api/v1/kiosk/heartbeat", json=BEAT)
    found = health(client)
    assert (found["ready"], found["database"], found["rasa"]) == (True, True, False)
    assert found["guides"] > 100
    assert found["release_built_at"] > "2026"
    (kiosk,) = found["kiosks"]
    assert (kiosk["device"], kiosk["alive"], kiosk["printer"]) == ("quay-3", True, "80mm")


def test_a_beat_tells_nothing_but_the_kiosks_own_state(client: TestClient) -> None:
    assert client.post("/api/v1/kiosk/heartbeat", json={**BEAT, "text": "khai sinh"}).status_code == 422
    assert client.post("/api/v1/kiosk/heartbeat", json={**BEAT, "device": "../x"}).status_code == 422
    assert health(client)["kiosks"] == []
