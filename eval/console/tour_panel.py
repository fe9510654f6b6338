"""What the tour shows above a page: the step that takes place there, or on the start that it can be begun or resumed."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from sqlalchemy import select

from eval.console.judgements.tables import JudgementRow
from eval.console.page import Page
from eval.console.parts import Parts
from eval.console.tour import EXERCISE, START, Tour, is_at, path, steps
from knowledge.database import reading


@dataclass(frozen=True)
class Practice:
    """Whether somebody has done the exercise: tried something, and judged a reply."""

    tried: bool
    judged: bool


@dataclass(frozen=True)
class Panel:
    """`kind`: "invite" before the tour, "step" on the step's own page, "resume" on the start while it waits elsewhere.

    `place`: of the step, from 1; `before` and `after`: the steps beside it, "" at the ends.
    """

    kind: Literal["invite", "step", "resume"]
    step: str
    place: int
    total: int
    before: str
    after: str
    practice: Practice | None = None

    @property
    def path(self) -> str:
        """Where the step takes place."""
        return path(self.step)


def panel(here: Parts, account: str, pages: Sequence[Page], address: str) -> Panel | None:
    """Return what the tour shows an account on a page, None where it shows nothing. `pages`: those it may see."""
    tour = here.tours.of(account)
    if tour is None:
        return _panel("invite", START, steps(pages)) if is_at(START, address) else None
    if tour.state != "open":
        return None
    names = steps(pages)
    step = here_or_first(tour, names)
    if is_at(step, address):
        return _panel("step", step, names, practice(here, account) if step == EXERCISE else None)
    return _panel("resume", step, names) if is_at(START, address) else None


def here_or_first(tour: Tour, names: Sequence[str]) -> str:
    """Return the step that somebody is at; the first where that one is not for them any more."""
    return tour.step if tour.step in names else names[0]


def practice(here: Parts, account: str) -> Practice:
    """Return what an account has done of the exercise."""
    own = select(JudgementRow.number).where(JudgementRow.made_by == account).limit(1)
    with reading(here.services.sessions) as session:
        judged = session.scalar(own) is not None
    return Practice(bool(here.trials.of(account, 1)), judged)


def _panel(
    kind: Literal["invite", "step", "resume"], step: str, names: Sequence[str], practised: Practice | None = None
) -> Panel:
    place = names.index(step)
    before = names[place - 1] if place else ""
    after = names[place + 1] if place + 1 < len(names) else ""
    return Panel(kind, step, place + 1, len(names), before, after, practised)
