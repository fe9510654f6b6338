"""`GET /api/v1/speech`: bounded, told in words where it cannot be."""

from fastapi import FastAPI
from fastapi.testclient import TestClient

from channels.kiosk.speech import LONGEST, Speech

ADDRESS = "/api/v1/speech"


def test_a_server_without_a_voice_says_so(client: TestClient) -> None:
    assert isinstance(client.app, FastAPI)
    client.app.state.speech = Speech("")
    assert client.get(ADDRESS, params={"text": "khai sinh"}).status_code == 404
    assert client.get("/api/v1/kiosk/setup").json()["speech_chars"] == 0


def test_a_server_with_a_voice_answers_with_sound(client: TestClient) -> None:
    assert isinstance(client.app, FastAPI)
    client.app.state.speech = Speech("/bin/cat")
    client.app.state.speech._kept["khai sinh"] = b"RIFF...."
    spoken = client.get(ADDRESS, params={"text": "khai sinh"})
    assert (spoken.status_code, spoken.headers["content-type"]) == (200, "audio/wav")
    assert spoken.headers["cache-control"] == "no-store"
    assert client.get("/api/v1/kiosk/setup").json()["speech_chars"] == LONGEST


def test_a_text_is_bounded(client: TestClient) -> None:
    assert client.get(ADDRESS, params={"text": "x" * (LONGEST + 1)}).status_code == 422
    assert client.get(ADDRESS, params={"text": ""}).status_code == 422
