"""The tour that trains new staff: one page of the console after the other, and how far each account is."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Literal, get_args

from sqlalchemy import Connection, ForeignKey, Insert, String
from sqlalchemy.dialects.postgresql import insert as insert_postgresql
from sqlalchemy.dialects.sqlite import insert as insert_sqlite
from sqlalchemy.orm import Mapped, mapped_column

from eval.console.page import PREFIX, Page
from knowledge.database import Base, Moment, Sessions, reading, writing

State = Literal["open", "skipped", "finished"]
START, OWN = "start", "password"
STEPS = (
    START, "live", "receipts", "try", "inbox", "coverage", "proposals", "runs", "usage", "switches", "accounts", "audit",
    OWN,
)  # fmt: skip
"""Names of pages in the tour's order; who may not see a page is not shown it. `start` and `password` are for all."""
EXERCISE = "try"
"""The step at which something is to be done."""


class TourRow(Base):
    """How far one account is. `step`: the step it is at."""

    __tablename__ = "staff_tours"

    account: Mapped[str] = mapped_column(ForeignKey("staff_accounts.name", ondelete="CASCADE"), primary_key=True)
    step: Mapped[str] = mapped_column(String(40))
    state: Mapped[str] = mapped_column(String(10))
    changed_at: Mapped[datetime] = mapped_column(Moment)


@dataclass(frozen=True)
class Tour:
    """How far somebody is."""

    step: str
    state: State


class Tours:
    """The store. All methods may raise `DatabaseUnavailableError`."""

    def __init__(self, sessions: Sessions) -> None:
        self.sessions = sessions

    def of(self, account: str) -> Tour | None:
        """Return how far an account is, None before it has begun."""
        with reading(self.sessions) as session:
            row = session.get(TourRow, account)
            return _tour(row) if row else None

    def put(self, account: str, tour: Tour) -> None:
        """Keep how far an account is, from whichever of its windows."""
        values = {"step": tour.step, "state": tour.state, "changed_at": datetime.now(UTC)}
        with writing(self.sessions) as session:
            connection = session.connection()
            connection.execute(_kept(connection, account, values))


def steps(pages: Sequence[Page]) -> list[str]:
    """Return the names of the steps of who may see these pages."""
    seen = {START, OWN, *(page.name for page in pages)}
    return [name for name in STEPS if name in seen]


def path(step: str) -> str:
    """Return where a step takes place."""
    return f"{PREFIX}/" if step == START else f"{PREFIX}/{step}"


def is_at(step: str, address: str) -> bool:
    """Return whether a page, or a page below it, is where a step takes place."""
    return address == path(step) or (step != START and address.startswith(f"{path(step)}/"))


def _kept(connection: Connection, account: str, values: dict[str, object]) -> Insert:
    insert = insert_postgresql if connection.dialect.name == "postgresql" else insert_sqlite
    added = insert(TourRow).values(account=account, **values)
    return added.on_conflict_do_update(index_elements=["account"], set_=values)


def _tour(row: TourRow) -> Tour:
    return Tour(row.step, next(state for state in get_args(State) if state == row.state))
