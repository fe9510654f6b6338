"""Dossiers that move, and citizens who wished to hear of them."""

from datetime import datetime, timedelta

from sqlalchemy import delete, update

from bot.conversations.notices import Known, Notices
from channels.delivery.inbox import lane
from channels.delivery.outbox import To
from channels.delivery.tables import RecipientRow
from knowledge.database import Sessions, writing
from knowledge.dossiers.tables import DossierRow
from tests.channels.delivery.conftest import NOON, Office

CODE = "H13.12-250701-0001"
DUE = NOON + timedelta(days=3)


def dossier(database: Sessions, code: str = CODE, status: str = "received", due_at: datetime | None = DUE) -> None:
    """Store a dossier."""
    row = DossierRow(
        dossier_code=code, procedure_code="1.001193", procedure_name="Khai sinh", field_name="", status=status,
        received_at=NOON, due_at=due_at, source="thử", as_of=NOON, digest=b"d",
    )  # fmt: skip
    with writing(database) as session:
        session.add(row)


def move(database: Sessions, code: str = CODE, **to: object) -> None:
    """Change a dossier: `status`, `due_at`."""
    with writing(database) as session:
        session.execute(update(DossierRow).where(DossierRow.dossier_code == code).values(**to))


def remove(database: Sessions, code: str = CODE) -> None:
    with writing(database) as session:
        session.execute(delete(DossierRow).where(DossierRow.dossier_code == code))


def subscribed(office: Office, who: str = "an", code: str = CODE) -> int:
    """Let `who`, whose conversation is stored, wish for notices of a stored dossier; return the wish's number."""
    database, conversations = office.deliveries.inbox.sessions, office.app.conversations
    key = lane(conversations, "telegram", who)
    with writing(database) as session:
        known = session.get(DossierRow, code), session.get(RecipientRow, key)
    if known[0] is None:
        dossier(database, code)
    if known[1] is None:
        talked(office, who)
    notices = Notices(database, office.clock)
    assert notices.wish(key, Known(code, "received", DUE))
    return notices.wishes(key)[-1].number


def talked(office: Office, who: str) -> None:
    """Store a conversation with `who` without sending anything."""
    inbox = office.deliveries.inbox
    inbox.accept("telegram", f"hello {who}", who, {"text": "hello"})
    (taken,) = inbox.take(("telegram",), 1)
    office.app._taken(taken.arrived)
    to = To(taken.lane, "telegram", who)
    with writing(inbox.sessions) as session:
        office.deliveries.outbox.contact(session, to)
    office.deliveries.handling._store(taken, [], "done", "")
