"""Every table has a line in docs/personal-data.md, the line is true, and what is erased stands nowhere any more."""

import random
import re
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from string import ascii_lowercase
from typing import Any

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import Table, insert, select

import eval.console.mounting
import eval.learning.tables  # noqa: F401 - a table that no page of the application needs
from bot.conversations.feedback import Feedback
from bot.conversations.hand_overs import HandOvers
from bot.conversations.notices import Known, Notices
from bot.conversations.store import new_secret
from channels.app import public_app
from channels.delivery.tables import InboxRow, OutboxRow, RecipientRow
from channels.personal_data import erase
from channels.services import Services
from knowledge.database import Base, reading, writing
from knowledge.dossiers.statuses import statuses
from knowledge.dossiers.tables import DossierRow
from knowledge.settings import ROOT

LINES = re.compile(r"^\| `(\w+)` \| ([^|]+) \| ([^|]+) \|$", re.MULTILINE)
PAGE = (ROOT / "docs/personal-data.md").read_text(encoding="utf-8").partition("## Elsewhere")[0]
INVENTORY = {name: (what.strip(), goes_with.strip()) for name, what, goes_with in LINES.findall(PAGE)}
TABLES = {table.name: table for table in Base.metadata.sorted_tables}
OWNERS = {"conversation": "conversations", "dossier": "dossiers"}
CODE = "H13.99-260901-0417"
NOW = datetime.now(UTC)


def test_every_table_has_a_line_and_every_line_a_table() -> None:
    assert sorted(INVENTORY) == sorted(TABLES)
    assert all(what for what, _ in INVENTORY.values())


@pytest.mark.parametrize("name", sorted(TABLES))
def test_a_table_goes_with_what_its_line_says(name: str, client: TestClient) -> None:
    _, goes_with = INVENTORY[name]
    if goes_with in OWNERS:
        assert _goes_with(TABLES[name], OWNERS[goes_with])
    elif goes_with.startswith("job: "):
        assert goes_with.removeprefix("job: ") in client.app.state.retention.jobs  # type: ignore[attr-defined]
    else:
        assert goes_with in ("staff", "nothing of anybody")
        assert not [key for key in TABLES[name].foreign_keys if key.column.table.name in OWNERS.values()]


def test_every_job_stands_on_the_page(client: TestClient) -> None:
    page = (ROOT / "docs/personal-data.md").read_text(encoding="utf-8").partition("## The running job")[2]
    for store in client.app.state.retention.jobs:  # type: ignore[attr-defined]
        assert f"`{store}`" in page


@dataclass
class Citizen:
    """Somebody who left something in every table that a citizen can."""

    services: Services
    client: TestClient
    conversation_id: str
    key: str
    owner: str
    said: str

    @property
    def headers(self) -> dict[str, str]:
        return {"X-Conversation-Secret": self.owner}


@pytest.fixture
def citizen(services: Services) -> Citizen:
    app = public_app(services)
    client = TestClient(app)
    owner, conversation_id = new_secret(), f"personal-{new_secret()[:8]}"
    said = f"khongaibiet{''.join(random.choices(ascii_lowercase, k=8))}"
    sent = {"conversation_id": conversation_id, "channel": "api", "text": f"thu tuc mang ten {said} la gi"}
    told = client.post("/api/v1/chat", json=sent, headers={"X-Conversation-Secret": owner}).json()
    key = services.conversations.key("api", conversation_id)
    made = Citizen(services, client, conversation_id, key, owner, said)
    _leave_traces(made, told["turn_id"])
    return made


def test_a_citizen_left_something_everywhere_that_a_citizen_can(citizen: Citizen) -> None:
    left = {name for name, table in TABLES.items() if _rows_of(citizen, table)}
    belonging = {name for name, (_, goes_with) in INVENTORY.items() if goes_with == "conversation"}
    assert belonging - {"trials", "trial_turns"} <= left
    assert {"conversations", "inbox", "outbox"} <= left


@pytest.mark.parametrize("way", ["api", "operator"])
def test_what_is_erased_stands_nowhere_any_more(citizen: Citizen, way: str) -> None:
    if way == "api":
        path = f"/api/v1/chat/{citizen.conversation_id}?channel=api"
        assert citizen.client.delete(path, headers=citizen.headers).status_code == 204
    else:
        assert erase(citizen.services.settings, citizen.services.conversations, citizen.key)
    left = {name for name, table in TABLES.items() if _rows_of(citizen, table)}
    # What came in and is not handled yet is a new message: it begins a new conversation.
    assert left == ({"inbox"} if way == "api" else set())


def test_everything_that_is_kept_is_shown_to_its_owner(citizen: Citizen) -> None:
    path = f"/api/v1/chat/{citizen.conversation_id}/data?channel=api"
    shown = citizen.client.get(path, headers=citizen.headers).json()
    assert citizen.said in shown["turns"][0]["said"]
    assert [turn["reply"]["turn_id"] for turn in shown["turns"]]
    assert shown["hand_overs"][0]["messages"][0]["text"] == f"{citizen.said} xin gap can bo"
    assert shown["feedback"][0]["note"] == citizen.said
    assert shown["notices"][0]["dossier_code"] == CODE
    assert [(one["purpose"], one["withdrawn_at"]) for one in shown["consents"]] == [
        ("hand_over", None),
        ("notice", None),
    ]
    _, goes_with = INVENTORY["turns"]
    assert goes_with == "conversation"


def test_nobody_else_is_shown_anything(citizen: Citizen) -> None:
    path = f"/api/v1/chat/{citizen.conversation_id}/data?channel=api"
    for headers in ({}, {"X-Conversation-Secret": new_secret()}):
        answer = TestClient(citizen.client.app).get(path, headers=headers)
        assert answer.status_code == 403
        assert citizen.said not in answer.text


def test_of_a_conversation_that_is_not_there_nothing_is_shown(citizen: Citizen) -> None:
    assert citizen.client.get("/api/v1/chat/never-held-1/data", headers=citizen.headers).status_code == 403


def test_a_kiosk_that_was_left_shows_nothing_to_the_next_person(made: Services) -> None:
    services = replace(made, conversations=made.conversations)
    client, headers = TestClient(public_app(services)), {"X-Conversation-Secret": new_secret()}
    sent = {"conversation_id": "kiosk-left-1", "channel": "kiosk", "text": "xin chào"}
    client.post("/api/v1/chat", json=sent, headers=headers)
    path = "/api/v1/chat/kiosk-left-1/data?channel=kiosk"
    assert client.get(path, headers=headers).status_code == 200
    conversations = services.gateway.conversations
    patience, conversations.kiosk_idle = conversations.kiosk_idle, timedelta(seconds=-1)
    try:
        assert client.get(path, headers=headers).status_code == 403
    finally:
        conversations.kiosk_idle = patience


def test_a_conversation_past_its_time_leaves_nothing_but_a_wish(citizen: Citizen) -> None:
    services = citizen.services
    Notices(services.sessions).stop(citizen.key)
    assert services.conversations.forget_idle(days=-1) >= 1
    left = {name for name, table in TABLES.items() if _rows_of(citizen, table)}
    assert left <= {"inbox"}


def _leave_traces(citizen: Citizen, turn_id: str) -> None:
    services, key, said = citizen.services, citizen.key, citizen.said
    number = HandOvers(services.sessions).ask(key, "asked", f"Đã hỏi: {said}", f"{said} xin gap can bo")
    assert number
    services.feedbacks.give(key, Feedback(turn_id, "down", "other", said))
    with writing(services.sessions) as session:
        session.merge(_dossier())
    assert Notices(services.sessions).wish(key, Known(CODE, _dossier().status, None))
    cipher = services.deliveries.outbox.cipher
    queued: dict[str, Any] = {"lane": key, "channel": "telegram", "state": "waiting", "not_before": NOW}
    queued |= {"tries": 0, "lease": "", "reason": "", "envelope": cipher.encrypt(said)}
    with writing(services.sessions) as session:
        session.execute(
            insert(RecipientRow).values(conversation_key=key, channel="telegram", address=cipher.encrypt(said))
        )
        session.execute(insert(InboxRow).values(**queued, update_key=key, place=0, accepted_at=NOW))
        outgoing = {"key": key, "kind": "reply", "conversation_key": key, "put_at": NOW, "reference": ""}
        session.execute(insert(OutboxRow).values(**queued, **outgoing))


def _dossier() -> DossierRow:
    told = {"procedure_code": "1.001193", "procedure_name": "x", "field_name": "x", "source": "x", "digest": bytes(32)}
    status = next(key for key, status in statuses().statuses.items() if status.ends is None)
    return DossierRow(dossier_code=CODE, status=status, as_of=NOW, **told)


def _rows_of(citizen: Citizen, table: Table) -> int:
    """Return how many rows of a table hold the conversation's key, or anything that was said in it."""
    owned = {row[0] for row in _select(citizen, TABLES["hand_overs"], "number", "conversation_key")}
    numbers = {name for name in ("hand_over",) if name in table.c}
    with reading(citizen.services.sessions) as session:
        rows = session.execute(select(table)).mappings().all()
    return sum(
        1
        for row in rows
        if any(citizen.key in str(value) or citizen.said in str(value) for value in row.values())
        or any(row[name] in owned for name in numbers)
    )


def _select(citizen: Citizen, table: Table, column: str, key: str) -> list[tuple[int]]:
    with reading(citizen.services.sessions) as session:
        return [tuple(row) for row in session.execute(select(table.c[column]).where(table.c[key] == citizen.key))]


def _goes_with(table: Table, owner: str) -> bool:
    """Return whether a row must go when its owner goes: through foreign keys that are not null and cascade."""
    owned = [key.column.table for key in table.foreign_keys if key.ondelete == "CASCADE" and not key.parent.nullable]
    return any(above.name == owner or _goes_with(above, owner) for above in owned)
