"""Each store's job deletes what is too old, and leaves what is not."""

from datetime import UTC, datetime, timedelta
from typing import Any

from fastapi import FastAPI
from fastapi.testclient import TestClient
from sqlalchemy import func, insert, select, update

from bot.conversations.tables import ConversationRow
from channels.delivery.tables import InboxRow, OutboxRow
from channels.kiosk.tables import CarriedRow
from channels.retention.retention import Retention
from channels.services import Services
from eval.console.tables import AccountRow, AttemptRow, SessionRow
from knowledge.database import Base, reading, writing
from knowledge.dossiers.tables import DossierRow, FailedProofRow

NOW = datetime.now(UTC)
HASH = bytes(32)


def ago(**time: float) -> datetime:
    return NOW - timedelta(**time)


def retention(client: TestClient) -> Retention:
    app = client.app
    assert isinstance(app, FastAPI)
    found: Retention = app.state.retention
    return found


def put(services: Services, table: type[Base], *rows: dict[str, Any]) -> None:
    with writing(services.sessions) as session:
        for row in rows:
            session.execute(insert(table).values(row))


def left(services: Services, table: type[Base], column: Any, *values: object) -> int:
    with reading(services.sessions) as session:
        return session.scalar(select(func.count()).select_from(table).where(column.in_(values))) or 0


def test_idle_conversations(client: TestClient, services: Services) -> None:
    for name in ("idle-forgotten", "idle-kept-yet"):
        client.post("/api/v1/chat", json={"conversation_id": name, "channel": "api", "text": "xin chào"})
    keys = [services.conversations.key("api", name) for name in ("idle-forgotten", "idle-kept-yet")]
    with writing(services.sessions) as session:
        old = update(ConversationRow).where(ConversationRow.key == keys[0])
        session.execute(old.values(updated_at=ago(days=services.settings.retention_days, minutes=1)))
    assert retention(client).jobs["conversations"].forget() >= 1
    assert left(services, ConversationRow, ConversationRow.key, keys[0]) == 0
    assert left(services, ConversationRow, ConversationRow.key, keys[1]) == 1


def test_dossiers_that_ended_long_ago(client: TestClient, services: Services) -> None:
    told = {"procedure_code": "1.1", "procedure_name": "", "field_name": "", "status": "done", "source": ""}
    told |= {"as_of": NOW, "digest": HASH}
    days = services.settings.dossier_days
    put(
        services,
        DossierRow,
        {"dossier_code": "H1.1-260101-0001", "ended_at": ago(days=days + 1), **told},
        {"dossier_code": "H1.1-260101-0002", "ended_at": ago(days=days - 1), **told},
        {"dossier_code": "H1.1-260101-0003", "ended_at": None, **told},
    )
    assert retention(client).jobs["dossiers"].forget() >= 1
    codes = [f"H1.1-260101-000{number}" for number in (1, 2, 3)]
    assert [left(services, DossierRow, DossierRow.dossier_code, code) for code in codes] == [0, 1, 1]


def test_failed_proofs_of_yesterday(client: TestClient, services: Services) -> None:
    told = dict.fromkeys(("conversation", "origin", "dossier", "guess", "digits"), HASH)
    told |= {"short": True, "counts": False, "unreachable": False}
    put(services, FailedProofRow, {"id": 901, "at": ago(hours=25), **told}, {"id": 902, "at": ago(hours=23), **told})
    assert retention(client).jobs["failed proofs"].forget() >= 1
    assert [left(services, FailedProofRow, FailedProofRow.id, number) for number in (901, 902)] == [0, 1]


def test_lists_that_nobody_fetched(client: TestClient, services: Services) -> None:
    late, early = b"l" * 32, b"e" * 32
    put(
        services,
        CarriedRow,
        {"token_hash": late, "payload": "{}", "expires_at": ago(seconds=1)},
        {"token_hash": early, "payload": "{}", "expires_at": NOW + timedelta(days=1)},
    )
    assert retention(client).jobs["carried lists"].forget() >= 1
    assert [left(services, CarriedRow, CarriedRow.token_hash, one) for one in (late, early)] == [0, 1]


def test_what_waits_for_a_chat_app_that_was_switched_off(client: TestClient, services: Services) -> None:
    days = services.settings.delivery_days
    told = {"lane": "k", "channel": "telegram", "envelope": "secret", "state": "waiting", "not_before": NOW}
    told |= {"tries": 0, "lease": "", "reason": ""}
    sent = {"kind": "reply", "reference": ""}
    for name, age in (("lost", 2 * days + 1), ("waits", 2 * days - 1)):
        put(services, InboxRow, {**told, "update_key": name, "place": 0, "accepted_at": ago(days=age)})
        put(services, OutboxRow, {**told, **sent, "key": name, "put_at": ago(days=age)})
    assert retention(client).jobs["deliveries"].forget() == 2
    for column in (InboxRow.update_key, OutboxRow.key):
        assert [left(services, column.class_, column, name) for name in ("lost", "waits")] == [0, 1]


def test_sessions_of_staff_that_are_over_and_failures_of_yesterday(client: TestClient, services: Services) -> None:
    account = {"name": "lan-r", "full_name": "", "role": "officer", "password": "", "must_change": False}
    put(services, AccountRow, {**account, "disabled": False, "made_at": NOW})
    session = {"account": "lan-r", "address": "10.0.0.1", "made_at": ago(hours=1)}
    put(
        services,
        SessionRow,
        {**session, "digest": "idle", "seen_at": ago(minutes=services.settings.staff_idle_minutes + 1)},
        {**session, "digest": "open", "seen_at": NOW},
    )
    put(
        services,
        AttemptRow,
        {"key": "old", "failures": 3, "last_at": ago(hours=25)},
        {"key": "new", "failures": 3, "last_at": ago(hours=1)},
    )
    assert retention(client).jobs["staff sessions"].forget() == 1
    assert retention(client).jobs["staff attempts"].forget() == 1
    assert [left(services, SessionRow, SessionRow.digest, one) for one in ("idle", "open")] == [0, 1]
    assert [left(services, AttemptRow, AttemptRow.key, one) for one in ("old", "new")] == [0, 1]


def test_the_application_runs_them_all_by_itself(client: TestClient, services: Services) -> None:
    wanted = set(retention(client).jobs)
    assert {"conversations", "dossiers", "deliveries", "staff sessions"} <= wanted
    for _ in range(200):
        if {ran.store for ran in retention(client).ran() if ran.ended_at} == wanted:
            break
        client.get("/healthz")
    assert {ran.store for ran in retention(client).ran() if ran.ended_at} == wanted
    assert "motcua_forgotten_at" in client.get("/metrics").text
