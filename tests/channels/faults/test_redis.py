"""Redis at fault: what it held may be lost, no turn is; each replica goes on by itself and comes back by itself."""

import uuid
from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient

from channels.app import public_app
from channels.limits import SharedLimits
from channels.services import Services, put_together
from channels.shared_memory import PAUSE
from knowledge.settings import Settings
from tests.redis_server import RedisServer, redis_server

BIRTH = "lam giay khai sinh cho con can gi"
CODE = "H13.99-261101-0007"


@pytest.fixture(scope="module")
def redis() -> Iterator[RedisServer]:
    with redis_server() as server:
        yield server


@pytest.fixture(scope="module")
def sharing(guides_settings: Settings, redis: RedisServer, tmp_path_factory: pytest.TempPathFactory) -> Services:
    """The services of an application with a Redis."""
    url = f"sqlite:///{tmp_path_factory.mktemp('redis') / 'motcua.sqlite'}"
    told = {"database_url": url, "redis_url": redis.url, "rasa_port": 9}
    return put_together(guides_settings.model_copy(update=told))


@pytest.fixture(scope="module")
def http(sharing: Services) -> Iterator[TestClient]:
    with TestClient(public_app(sharing)) as client:
        yield client


def said(http: TestClient, conversation: str, text: str) -> int:
    sent = {"conversation_id": conversation, "channel": "web", "text": text}
    return int(http.post("/api/v1/chat", json=sent).status_code)


def test_redis_killed_in_the_middle_of_a_look_up_stops_nothing(
    http: TestClient, sharing: Services, redis: RedisServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    conversation = str(uuid.uuid4())
    assert said(http, conversation, f"hồ sơ {CODE} tới đâu rồi") == 200
    redis.stop()
    assert http.get("/readyz").json()["redis"] is False
    # The code was sealed here, so that it can be opened here.
    assert said(http, conversation, "1234") == 200
    assert sharing.conversations.key("web", conversation)
    assert http.delete(f"/api/v1/chat/{conversation}").status_code == 204
    redis.start()
    assert http.get("/readyz").json()["redis"] is True
    assert isinstance(sharing.limits, SharedLimits)
    later = sharing.limits.absence.clock() + PAUSE + 1
    monkeypatch.setattr(sharing.limits.absence, "clock", lambda: later)
    assert said(http, str(uuid.uuid4()), BIRTH) == 200
    assert redis.client.keys("motcua:limit:*")


def test_a_redis_that_refuses_us_is_like_none(guides_settings: Settings, redis: RedisServer, sharing: Services) -> None:
    wrong = redis.url.replace("redis://", "redis://:wrong@")
    settings = sharing.settings.model_copy(update={"redis_url": wrong})
    with TestClient(public_app(put_together(settings))) as http:
        assert said(http, str(uuid.uuid4()), BIRTH) == 200
