"""No secret stands in a log, an answer, a metric or an error, whatever goes wrong with it."""

import json
import logging
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from pydantic import SecretStr

from channels.app import public_app
from channels.services import Services, put_together
from channels.telegram.webhook import SECRET_HEADER
from knowledge.settings import Settings
from tests.conftest import Server

NAMES = ("secret", "telegram_token", "telegram_secret", "zalo_app_secret", "zalo_oa_secret", "internal_secret")
SECRETS = {name: f"700100{number}:not-to-be-told-{name}-{'x' * 20}" for number, name in enumerate(NAMES)}
WRONG = "a-wrong-secret-that-may-be-half-right"


@pytest.fixture(scope="module")
def secretive(guides_settings: Settings, tmp_path_factory: pytest.TempPathFactory) -> Services:
    """Services with every secret set, behind platforms that cannot be reached."""
    url = f"sqlite:///{tmp_path_factory.mktemp('secrets') / 'motcua.sqlite'}"
    told: dict[str, object] = {name: SecretStr(secret) for name, secret in SECRETS.items()}
    told |= {"database_url": url, "rasa_port": 9, "zalo_app_id": "401", "telegram_api_url": "http://127.0.0.1:9"}
    told |= {"zalo_api_url": "http://127.0.0.1:9", "zalo_oauth_url": "http://127.0.0.1:9"}
    return put_together(guides_settings.model_copy(update=told))


@pytest.fixture
def logged(secretive: Services, caplog: pytest.LogCaptureFixture) -> Iterator[tuple[TestClient, list[str]]]:
    """A client, and what it is told; what is logged meanwhile is looked through at the end."""
    caplog.set_level(logging.DEBUG)
    told: list[str] = []
    with TestClient(public_app(secretive), raise_server_exceptions=False) as client:
        yield client, told
        told.append(client.get("/metrics").text)
    whole = "\n".join([caplog.text, *told])
    assert caplog.records
    assert [name for name, secret in SECRETS.items() if secret in whole or secret.partition(":")[2] in whole] == []
    assert WRONG not in whole


def test_calls_of_webhooks_with_wrong_secrets(logged: tuple[TestClient, list[str]]) -> None:
    client, told = logged
    for header in (WRONG, "", "x" * 5000):
        told.append(client.post("/telegram/webhook", content=b"{}", headers={SECRET_HEADER: header}).text)
        told.append(client.post("/zalo/webhook", content=b"{}", headers={"X-ZEvent-Signature": header}).text)


def test_calls_of_webhooks_with_right_secrets_and_broken_bodies(logged: tuple[TestClient, list[str]]) -> None:
    client, told = logged
    for body in (b"", b"\xff", b"[]", json.dumps({"update_id": SECRETS["secret"]}).encode()):
        headers = {SECRET_HEADER: SECRETS["telegram_secret"]}
        told.append(client.post("/telegram/webhook", content=body, headers=headers).text)


def test_platforms_that_cannot_be_reached(logged: tuple[TestClient, list[str]]) -> None:
    client, told = logged
    sent = {"conversation_id": "secrets-1", "channel": "api", "text": "xin chào"}
    told.append(client.post("/api/v1/chat", json=sent, headers={"X-Conversation-Secret": WRONG}).text)


def test_a_wrong_password(logged: tuple[TestClient, list[str]]) -> None:
    client, told = logged
    form = client.get("/staff/sign-in").text
    token = form.partition('name="form_token" value="')[2].partition('"')[0]
    told.append(client.post("/staff/sign-in", data={"form_token": token, "name": "lan", "password": WRONG}).text)


def test_settings_and_parts_show_none(secretive: Services) -> None:
    shown = f"{secretive.settings!r} {secretive.settings.model_dump_json()} {secretive.zalo and secretive.zalo.account}"
    assert not [secret for secret in SECRETS.values() if secret in shown]


def test_what_the_running_application_logs_holds_no_secret(guides_server: Server) -> None:
    secret = (guides_server.var / "secret").read_text()
    logs = [guides_server.var / "run" / "serve.log", guides_server.var / "rasa" / "rasa.log"]
    made = [path for folder in ("run", "rasa") for path in (guides_server.var / folder).glob("*.yml")]
    assert not [path.name for path in [*logs, *made] if secret in _text(path)]
    environment = Path(f"/proc/{guides_server.process.pid}/cmdline").read_bytes()
    assert secret.encode() not in environment


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8", errors="replace") if path.exists() else ""
