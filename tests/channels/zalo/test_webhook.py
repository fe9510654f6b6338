"""The webhook alone: what is kept, what is refused, and that nothing breaks it. Nobody handles what is kept here."""

import json
import time
from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any, cast

import httpx
import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from hypothesis import HealthCheck, given
from hypothesis import settings as tried
from hypothesis import strategies as st
from prometheus_client import REGISTRY
from sqlalchemy import delete, func, select

from bot.conversations.store import Conversations
from channels.delivery.deliveries import Deliveries
from channels.delivery.tables import InboxRow
from channels.gateway import Gateway
from channels.zalo.face import zalo as face
from channels.zalo.webhook import router
from knowledge.database import Sessions, engine, reading, sessions, upgrade, writing
from knowledge.settings import Settings
from tests.channels.zalo.conftest import SECRET
from tests.channels.zalo.playing_zalo import APP_ID, OA_SECRET, signed
from tests.channels.zalo.test_events import json_values

SETTINGS = Settings.model_validate({"zalo_app_id": APP_ID, "zalo_oa_secret": OA_SECRET})


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Sessions:
    url = f"sqlite:///{tmp_path_factory.mktemp('webhook') / 'motcua.sqlite'}"
    upgrade(url)
    return sessions(engine(url))


def application(store: Sessions, settings: Settings) -> FastAPI:
    deliveries = Deliveries(Conversations(store, SECRET), settings)
    app = FastAPI()
    # Nothing is handled, so nobody asks the gateway.
    app.state.services = SimpleNamespace(zalo=face(settings, cast("Gateway", None), deliveries))
    app.include_router(router)
    return app


@pytest.fixture
def client(store: Sessions) -> Iterator[TestClient]:
    yield TestClient(application(store, SETTINGS), raise_server_exceptions=False)
    with writing(store) as session:
        session.execute(delete(InboxRow))


def event(name: str = "user_send_text", at: float | None = None, **more: Any) -> dict[str, Any]:
    stamp = str(round((time.time() if at is None else at) * 1000))
    told = {"app_id": APP_ID, "event_name": name, "timestamp": stamp, "sender": {"id": "246"}}
    return told | {"message": {"text": "chào", "msg_id": "m1"}} | more


def post(client: TestClient, told: Any, header: str | None = None) -> httpx.Response:
    raw = json.dumps(told).encode()
    stamp = str(told.get("timestamp")) if isinstance(told, dict) else ""
    headers = {"X-ZEvent-Signature": signed(raw, stamp) if header is None else header}
    return client.post("/zalo/webhook", content=raw, headers=headers)


def kept(store: Sessions) -> int:
    with reading(store) as session:
        return session.scalar(select(func.count()).select_from(InboxRow)) or 0


def counted(kind: str) -> float:
    return REGISTRY.get_sample_value("motcua_zalo_events_total", {"kind": kind}) or 0.0


def test_a_signed_event_is_kept_and_answered_with_200(client: TestClient, store: Sessions) -> None:
    assert post(client, event()).status_code == 200
    assert kept(store) == 1


def test_an_event_that_is_told_again_is_kept_once(client: TestClient, store: Sessions) -> None:
    told = event()
    assert {post(client, told).status_code for _ in range(5)} == {200}
    assert kept(store) == 1


@pytest.mark.parametrize("header", ["", "mac=", "mac=" + "f" * 64])
def test_what_is_not_signed_is_refused_and_not_kept(client: TestClient, store: Sessions, header: str) -> None:
    assert post(client, event(), header).status_code == 403
    assert kept(store) == 0


def test_a_recorded_call_is_refused_when_it_is_old(client: TestClient, store: Sessions) -> None:
    assert post(client, event(at=time.time() - 14 * 3600)).status_code == 403
    assert post(client, event(at=time.time() - 12 * 3600)).status_code == 200
    assert kept(store) == 1


def test_the_words_of_a_citizen_do_not_stand_in_the_database_nor_in_the_log(
    client: TestClient, store: Sessions, caplog: pytest.LogCaptureFixture
) -> None:
    told = event(message={"text": "hồ sơ của bà Bịa", "msg_id": "m2"})
    post(client, told)
    post(client, told, "mac=wrong")
    with reading(store) as session:
        (row,) = session.scalars(select(InboxRow)).all()
    for secret in ("Bịa", "246"):
        assert secret not in f"{row.envelope} {row.lane} {row.update_key}"
        assert secret not in caplog.text


@pytest.mark.parametrize("name", ["oa_send_text", "user_received_message", "user_send_group_text", "shop_has_order"])
def test_echoes_and_unknown_events_are_counted_and_passed_over(client: TestClient, store: Sessions, name: str) -> None:
    before = counted("echo") + counted("unknown")
    assert post(client, event(name)).status_code == 200
    assert counted("echo") + counted("unknown") == before + 1
    assert kept(store) == 0


def test_halves_of_characters_break_nothing(client: TestClient, store: Sessions) -> None:
    told = event(message={"text": "ch\ud800ào", "msg_id": "\udfff"}, sender={"id": "2\ud800"})
    assert post(client, told).status_code == 200
    assert kept(store) == 1


def test_without_an_account_there_is_no_webhook(store: Sessions) -> None:
    client = TestClient(application(store, Settings(zalo_app_id="")))
    assert post(client, event()).status_code == 404


def test_without_a_database_zalo_does_not_hear_200() -> None:
    nowhere = sessions(engine("postgresql+psycopg://nobody@127.0.0.1:9/none"))
    client = TestClient(application(nowhere, SETTINGS), raise_server_exceptions=False)
    assert post(client, event()).status_code >= 500


def test_a_webhook_is_no_page(client: TestClient) -> None:
    assert client.get("/zalo/webhook").status_code == 405


BODIES = st.fixed_dictionaries(
    {"event_name": st.sampled_from(["user_send_text", "user_send_image", "follow", "unfollow"]) | json_values},
    optional=dict.fromkeys(("sender", "follower", "message", "app_id", "recipient", "extra"), json_values),
)
PEOPLE = st.fixed_dictionaries({"id": st.text(max_size=20) | st.integers()})
MESSAGES = st.fixed_dictionaries({}, optional={"text": st.text() | json_values, "msg_id": st.text() | json_values})


@tried(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(BODIES, st.none() | PEOPLE, st.none() | MESSAGES)
def test_whatever_zalo_signs_is_answered_with_200(
    client: TestClient, body: dict[str, Any], sender: dict[str, Any] | None, message: dict[str, Any] | None
) -> None:
    told = body | {"timestamp": str(round(time.time() * 1000))}
    told |= {"sender": sender} if sender else {}
    told |= {"message": message} if message else {}
    assert post(client, told).status_code == 200


@tried(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(json_values | st.binary(max_size=50), st.text(st.characters(codec="latin-1", exclude_categories=["Cc"])))
def test_whatever_strangers_send_is_refused(client: TestClient, body: Any, header: str) -> None:
    raw = body if isinstance(body, bytes) else json.dumps(body).encode()
    headers = {"X-ZEvent-Signature": header.encode("latin-1")}
    assert client.post("/zalo/webhook", content=raw, headers=headers).status_code == 403
