"""Figures for the centre: how many dossiers came in, and how they stand; without codes and personal data."""

import csv
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Literal, TextIO, get_args

from sqlalchemy import select

from knowledge.database import Sessions, reading
from knowledge.dossiers.codes import unit
from knowledge.dossiers.statuses import statuses
from knowledge.dossiers.tables import DossierRow
from knowledge.dossiers.times import VIET_NAM
from knowledge.dossiers.timing import timing

Grouping = Literal["ward", "field", "month"]
Standing = Literal["early", "on_time", "late", "waiting_for_citizen", "running", "running_late", "closed", "unclear"]
GROUPINGS: tuple[Grouping, ...] = get_args(Grouping)
STANDINGS: tuple[Standing, ...] = get_args(Standing)
_AT_ONCE = 5000


@dataclass(frozen=True)
class Figure:
    """One line. `group`: the values of the groupings, empty where the source told none.

    `received`: all dossiers of the group; `standings`: how many of them stand how, which adds up to `received`.
    """

    group: tuple[str, ...]
    received: int
    standings: dict[Standing, int]


def figures(sessions: Sessions, by: Sequence[Grouping], now: datetime) -> list[Figure]:
    """Count all dossiers by `by`: ward = unit part of the code, field, month of receipt in Viet Nam.

    Finished ones are early, on time or late; others wait for the citizen (papers or money), run, run late, or
    were closed without a result; unclear: no day appointed, or none known of finishing. Raises
    `DatabaseUnavailableError`.
    """
    counts: Counter[tuple[tuple[str, ...], Standing]] = Counter()
    row = DossierRow
    columns = select(row.dossier_code, row.field_name, row.received_at, row.status, row.due_at, row.finished_at)
    with reading(sessions) as session:
        for found in session.execute(columns.execution_options(yield_per=_AT_ONCE)):
            code, field, received_at, status, due_at, finished_at = found
            group = {"ward": unit(code), "field": field, "month": _month(received_at)}
            standing = _standing(status, _noon(due_at), _noon(finished_at), _noon(now))
            counts[tuple(group[name] for name in by), standing] += 1
    groups = sorted({group for group, _ in counts})
    return [_figure(group, {standing: counts[group, standing] for standing in STANDINGS}) for group in groups]


def write_csv(file: TextIO, by: Sequence[Grouping], lines: Iterable[Figure]) -> None:
    """Write the figures as CSV with a header, for a spreadsheet."""
    writer = csv.writer(file)
    writer.writerow([*by, "received", *STANDINGS])
    for line in lines:
        cells = map(_no_formula, line.group)
        writer.writerow([*cells, line.received, *(line.standings[standing] for standing in STANDINGS)])


def _figure(group: tuple[str, ...], standings: dict[Standing, int]) -> Figure:
    return Figure(group, sum(standings.values()), standings)


@lru_cache(maxsize=100_000)
def _standing(status: str, due_at: datetime | None, finished_at: datetime | None, now: datetime) -> Standing:
    known = statuses()[status]
    if known.waits_for_citizen:
        return "waiting_for_citizen"
    if known.ends == "closed":
        return "closed"
    state = timing(known, due_at, finished_at, now).state
    return "unclear" if state == "unknown" or state == "paused" else state


def _noon(moment: datetime | None) -> datetime | None:
    # Only the day counts; equal days are reckoned once.
    return moment and moment.astimezone(VIET_NAM).replace(hour=12, minute=0, second=0, microsecond=0)


def _month(received_at: datetime | None) -> str:
    return f"{received_at.astimezone(VIET_NAM):%Y-%m}" if received_at else ""


def _no_formula(text: str) -> str:
    # A field's name comes from files; a spreadsheet would run it where it begins like a formula.
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t", "\r")) else text
