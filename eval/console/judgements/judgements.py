"""The store of judgements: what members of staff think of replies that were tried."""

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Literal, get_args

from pydantic import BaseModel
from sqlalchemy import func, select

from bot.conversations.masking import masked
from eval.console.errors import ConsoleError
from eval.console.judgements.tables import JudgementRow
from eval.console.trials.rules import Verdict as Outcome
from knowledge.database import Sessions, reading, writing

Verdict = Literal["right", "partly", "wrong", "decline"]
VERDICTS: tuple[Verdict, ...] = get_args(Verdict)
"""Right; right but for papers or details; wrong; it should have declined."""
LONGEST_PAPER = 200
LONGEST_NOTE = 1000


Should = Literal["", "needed", "not_needed"]
SHOULD: tuple[Should, ...] = get_args(Should)
"""What should become of the paper that a verdict is about."""


class JudgementUnknownError(ConsoleError):
    """There is no judgement of this number."""

    key = "judgements.unknown"


class Listed(BaseModel):
    """The papers list of a reply: by the guide of which procedure, for which facts, and what became of each paper.

    `shown`: whether the reply showed the papers; else it asked a question, and the list is as far as it had come.
    `papers`: verdicts of `eval.console.trials.rules` by the paper's id; `codes`: ids by component code.
    """

    procedure: str
    facts: dict[str, str]
    papers: dict[str, Outcome]
    codes: dict[str, str]
    shown: bool


@dataclass(frozen=True)
class Judged:
    """The reply that is judged, as it was given. `place`: of its turn in the trial, from 0; `context`: the procedure
    that was talked about before, or ""; `question`: with dots for personal numbers; `listed`: its papers list.
    """

    turn_id: str
    trial: int
    place: int
    question: str
    context: str
    decision: str
    procedures: tuple[str, ...]
    release: str
    listed: Listed | None = None


@dataclass(frozen=True)
class Judgement:
    """One verdict. `expected`: the right procedure's code, or ""; `paper` and `component_code`: what it is about;
    `should`: what should become of that paper.
    """

    of: Judged
    verdict: Verdict
    expected: str
    component_code: str
    paper: str
    note: str
    made_by: str
    number: int = 0
    made_at: datetime | None = None
    should: Should = ""


class Judgements:
    """The store. All methods may raise `DatabaseUnavailableError`."""

    def __init__(self, sessions: Sessions) -> None:
        self.sessions = sessions

    def give(self, given: Judgement) -> int:
        """Keep a verdict, the last one of this account on this reply, with dots for numbers; return its number."""
        of, now = given.of, datetime.now(UTC)
        with writing(self.sessions) as session:
            known = select(JudgementRow).where(
                JudgementRow.turn_id == of.turn_id, JudgementRow.made_by == given.made_by
            )
            row = session.scalar(known) or JudgementRow(turn_id=of.turn_id, made_by=given.made_by)
            row.trial, row.place, row.question, row.context = of.trial, of.place, masked(of.question), of.context
            row.decision, row.procedures, row.release = of.decision, json.dumps(of.procedures), of.release
            row.verdict, row.expected, row.component_code = given.verdict, given.expected, given.component_code
            row.paper, row.note, row.made_at = masked(given.paper)[:LONGEST_PAPER], masked(given.note), now
            row.should, row.listed = given.should, of.listed.model_dump_json() if of.listed else ""
            session.add(row)
            session.flush()
            return row.number

    def get(self, number: int) -> Judgement:
        """Return one. Raises `JudgementUnknownError`."""
        with reading(self.sessions) as session:
            row = session.get(JudgementRow, number)
            if row is None:
                raise JudgementUnknownError
            return _judgement(row)

    def of_trial(self, number: int) -> list[Judgement]:
        """Return what was thought of the replies of one trial, oldest first."""
        query = select(JudgementRow).where(JudgementRow.trial == number).order_by(JudgementRow.number)
        with reading(self.sessions) as session:
            return [_judgement(row) for row in session.scalars(query)]

    def count(self, verdict: str = "") -> int:
        """Return how many there are, of one verdict where it is named."""
        query = select(func.count()).select_from(JudgementRow)
        with reading(self.sessions) as session:
            return session.scalar(query.where(JudgementRow.verdict == verdict) if verdict else query) or 0

    def read(self, verdict: str, first: int, count: int) -> list[Judgement]:
        """Return `count` judgements from the place `first` on, newest first, of one verdict where it is named."""
        query = select(JudgementRow).order_by(JudgementRow.made_at.desc(), JudgementRow.number.desc())
        query = query.where(JudgementRow.verdict == verdict) if verdict else query
        with reading(self.sessions) as session:
            return [_judgement(row) for row in session.scalars(query.offset(first).limit(count))]

    def all(self) -> list[Judgement]:
        """Return every judgement, oldest first."""
        with reading(self.sessions) as session:
            rows = session.scalars(select(JudgementRow).order_by(JudgementRow.made_at, JudgementRow.number))
            return [_judgement(row) for row in rows]


def _judgement(row: JudgementRow) -> Judgement:
    procedures = tuple(json.loads(row.procedures))
    listed = Listed.model_validate_json(row.listed) if row.listed else None
    told = (row.question, row.context, row.decision, procedures, row.release, listed)
    of, should = Judged(row.turn_id, row.trial, row.place, *told), next(one for one in SHOULD if one == row.should)
    verdict = next(verdict for verdict in VERDICTS if verdict == row.verdict)
    return Judgement(
        of, verdict, row.expected, row.component_code, row.paper, row.note, row.made_by, row.number, row.made_at, should
    )
