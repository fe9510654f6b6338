"""Invented dossiers for trying the look-up: codes of unit H13.99, which no office has, and nobody's numbers."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from random import Random

import yaml
from pydantic import BaseModel, ConfigDict, TypeAdapter
from sqlalchemy import delete

from knowledge.database import Sessions, writing
from knowledge.dossiers.records import DossierRecord
from knowledge.dossiers.statuses import statuses
from knowledge.dossiers.storing import store, told
from knowledge.dossiers.tables import DossierRow
from knowledge.dossiers.times import VIET_NAM

SOURCE = "demo"
UNIT = "H13.99"
FIELD = "Hộ tịch"
MOST = 9999
_FILE = Path(__file__).with_name("demo.yml")


class Case(BaseModel):
    """A line of `demo.yml`; times in days, `due`, `finished` and `asked` counted from the receipt."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    status: str
    procedure: tuple[str, str]
    days: int
    due: int | None = None
    finished: int | None = None
    asked: int | None = None
    supplement: str = ""


@dataclass(frozen=True)
class DemoDossier:
    """An invented dossier with the numbers that prove it."""

    record: DossierRecord
    identity_number: str
    phone: str


def invent(count: int, seed: int, now: datetime) -> list[DemoDossier]:
    """Return `count` dossiers, the same for the same seed and day; every status comes before one comes twice.

    Identity numbers begin with 099, a province code that was never given, phone numbers with 0100.
    """
    random = Random(seed)
    cases = TypeAdapter(list[Case]).validate_python(yaml.safe_load(_FILE.read_text(encoding="utf-8")))
    order = sorted(cases, key=lambda case: [other.status for other in cases[: cases.index(case)]].count(case.status))
    return [_dossier(order[number % len(order)], number, random, now) for number in range(count)]


def replace(sessions: Sessions, secret: bytes, dossiers: list[DemoDossier], now: datetime) -> None:
    """Store `dossiers` in place of all earlier demo dossiers. Raises `DatabaseUnavailableError`."""
    with writing(sessions) as session:
        session.execute(delete(DossierRow).where(DossierRow.source == SOURCE))
        store(session, secret, [told(secret, dossier.record, SOURCE, now) for dossier in dossiers])


def _dossier(case: Case, number: int, random: Random, now: datetime) -> DemoDossier:
    identity, phone = f"099{random.randrange(10**9):09}", f"0100{random.randrange(10**6):06}"
    start = now.astimezone(VIET_NAM).replace(minute=0, second=0, microsecond=0)
    received = min(start, (start - timedelta(days=case.days)).replace(hour=random.randrange(7, 11)))

    def after(days: int | None) -> datetime | None:
        return None if days is None else (received + timedelta(days=days)).replace(hour=16)

    supplement = {"asked": case.supplement, "asked_at": after(case.asked)}
    record = DossierRecord.model_validate(
        {
            "dossier_code": f"{UNIT}-{received:%y%m%d}-{number + 1:04}",
            "procedure_code": case.procedure[0],
            "procedure_name": case.procedure[1],
            "field_name": FIELD,
            "status": statuses()[case.status].name,
            "received_at": received,
            "due_at": after(case.due),
            "finished_at": after(case.finished),
            "identity_number": identity,
            "phone": phone,
            "supplements": [supplement] if case.supplement else [],
        }
    )
    return DemoDossier(record, identity, phone)
