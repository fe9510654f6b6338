"""Receipts: the list behind the number on a citizen's paper, so that an officer sees exactly what was told.

A number stands for a guide, its date, the facts told and the release; two citizens in the same case have the same
one. Nothing in it says who asked.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

from bot.answers.messages import ChecklistMessage, Message
from bot.conversations.errors import ReceiptNotFoundError
from bot.conversations.tables import ReceiptRow
from knowledge.database import Sessions, reading, writing


@dataclass(frozen=True)
class Receipt:
    """What was told under one number, by which release of the knowledge, and when first."""

    number: str
    release: str
    told_at: datetime
    told: ChecklistMessage


def keep(sessions: Sessions, messages: Iterable[Message], release: str) -> None:
    """Keep every finished list among `messages` under its number. Raises `DatabaseUnavailableError`."""
    lists = [message for message in messages if isinstance(message, ChecklistMessage) and message.receipt]
    if not lists:
        return
    with writing(sessions) as session:
        for told in lists:
            if session.get(ReceiptRow, told.receipt) is None:
                row = ReceiptRow(
                    number=told.receipt,
                    procedure_code=told.procedure_code,
                    release=release,
                    told=told.model_dump_json(),
                    told_at=datetime.now(UTC),
                )
                session.add(row)


def read(sessions: Sessions, number: str) -> Receipt:
    """Return what was told under `number`, in any spelling. Raises `ReceiptNotFoundError`."""
    with reading(sessions) as session:
        row = session.get(ReceiptRow, plain(number))
        if row is None:
            raise ReceiptNotFoundError
        return Receipt(row.number, row.release, row.told_at, ChecklistMessage.model_validate_json(row.told))


def plain(number: str) -> str:
    """Return a number as it is stored, from any spelling: without spaces and hyphens, in capitals."""
    return "".join(number.split()).replace("-", "").upper()
