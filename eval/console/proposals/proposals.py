"""The store of proposals: each is settled once, by one editor, and what was approved can be withdrawn."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Literal, get_args

from sqlalchemy import Select, func, select

from bot.conversations.masking import masked
from eval.console.accounts import Account
from eval.console.errors import ConsoleError
from eval.console.proposals.guides import Patch
from eval.console.proposals.tables import ProposalRow
from eval.console.roles import Role
from knowledge.database import Sessions, reading, writing

Kind = Literal["phrasing", "guide"]
State = Literal["proposed", "approved", "refused", "withdrawn"]
STATES: tuple[State, ...] = get_args(State)
_FROM: dict[State, State] = {"approved": "proposed", "refused": "proposed", "withdrawn": "approved"}
"""From which state one comes to another."""
LONGEST_NOTE = 1000


class ProposalUnknownError(ConsoleError):
    """There is no proposal of this number."""

    key = "proposals.unknown"


class SettledError(ConsoleError):
    """Another editor has settled it meanwhile."""

    key = "proposals.settled"


class FourEyesError(ConsoleError):
    """Who proposed it may not approve it while there is another editor."""

    key = "proposals.four_eyes"


@dataclass(frozen=True)
class Proposal:
    """One proposal; `text` is a question or a diff. `judgement`: the number of the one it comes from, None for none."""

    kind: Kind
    procedure_code: str
    aspect: str
    text: str
    note: str
    proposed_by: str
    judgement: int | None = None
    path: str = ""
    base: str = ""
    state: State = "proposed"
    number: int = 0
    proposed_at: datetime | None = None
    settled_by: str = ""
    settled_at: datetime | None = None
    reason: str = ""


def of_guide(procedure_code: str, change: Patch, note: str, proposed_by: str, judgement: int | None) -> Proposal:
    """Return a proposed change of a guide."""
    return Proposal(
        "guide", procedure_code, "", change.diff, note, proposed_by, judgement, path=change.path, base=change.base
    )


def may_approve(proposal: Proposal, name: str, accounts: list[Account]) -> bool:
    """Return whether an editor may approve: not one's own proposal while somebody else could."""
    others = [one for one in accounts if one.role.allows(Role.EDITOR) and not one.disabled and one.name != name]
    return proposal.proposed_by != name or not others


class Proposals:
    """The store. All methods may raise `DatabaseUnavailableError`, those with a number `ProposalUnknownError`."""

    def __init__(self, sessions: Sessions) -> None:
        self.sessions = sessions

    def propose(self, proposal: Proposal) -> int:
        """Keep a proposal, with dots for personal numbers in its note; return its number."""
        fields = ("kind", "judgement", "procedure_code", "aspect", "text", "path", "base", "proposed_by")
        with writing(self.sessions) as session:
            row = ProposalRow(**{field: getattr(proposal, field) for field in fields})
            row.note, row.settled_by, row.reason = masked(proposal.note), "", ""
            row.state, row.proposed_at = "proposed", datetime.now(UTC)
            session.add(row)
            session.flush()
            return row.number

    def settle(self, number: int, state: State, name: str, reason: str = "") -> None:
        """Approve, refuse or withdraw. Raises `SettledError` where it is no more what the editor saw."""
        with writing(self.sessions) as session:
            row = session.get(ProposalRow, number, with_for_update=True)
            if row is None:
                raise ProposalUnknownError
            if row.state != _FROM.get(state):
                raise SettledError(f"{number} is {row.state} by {row.settled_by}")
            row.state, row.settled_by, row.settled_at, row.reason = state, name, datetime.now(UTC), masked(reason)

    def get(self, number: int) -> Proposal:
        """Return one."""
        with reading(self.sessions) as session:
            row = session.get(ProposalRow, number)
            if row is None:
                raise ProposalUnknownError
            return _proposal(row)

    def count(self, state: str = "") -> int:
        """Return how many there are, in one state where it is named."""
        with reading(self.sessions) as session:
            return session.scalar(select(func.count()).select_from(_of(state).subquery())) or 0

    def read(self, state: str, first: int, count: int) -> list[Proposal]:
        """Return `count` proposals from the place `first` on, newest first, in one state where it is named."""
        query = _of(state).order_by(ProposalRow.number.desc()).offset(first).limit(count)
        with reading(self.sessions) as session:
            return [_proposal(row) for row in session.scalars(query)]

    def from_judgement(self, number: int) -> list[Proposal]:
        """Return what was proposed because of a judgement, oldest first."""
        query = select(ProposalRow).where(ProposalRow.judgement == number).order_by(ProposalRow.number)
        with reading(self.sessions) as session:
            return [_proposal(row) for row in session.scalars(query)]


def _of(state: str) -> Select[ProposalRow]:
    query = select(ProposalRow)
    return query.where(ProposalRow.state == state) if state else query


def _proposal(row: ProposalRow) -> Proposal:
    return Proposal(
        "guide" if row.kind == "guide" else "phrasing",
        row.procedure_code,
        row.aspect,
        row.text,
        row.note,
        row.proposed_by,
        row.judgement,
        row.path,
        row.base,
        next(state for state in STATES if state == row.state),
        row.number,
        row.proposed_at,
        row.settled_by,
        row.settled_at,
        row.reason,
    )
