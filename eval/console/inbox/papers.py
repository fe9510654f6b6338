"""What stands behind a paper that desks asked for: the guide's rule that decided it, and what the lists had told."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from bot.answers.messages import ChecklistMessage
from bot.answers.topics import Library
from bot.conversations import receipts
from bot.conversations.errors import ReceiptNotFoundError
from eval.console.inbox.groups import Group
from eval.console.trials.rules import in_words
from knowledge.database import Sessions
from knowledge.guides.models import Guide, GuideComponent

Told = Literal["needed", "undecided", "not_needed", "absent"]
_MOST_LISTS = 100


@dataclass(frozen=True)
class Rule:
    """One paper of the guide, when it is needed in words, and what is said to those who do not need it."""

    paper: str
    words: str
    otherwise: str


@dataclass(frozen=True)
class AskedFor:
    """`rules`: those of today's guide, none where it has no such paper; `told`: how the newest lists had put it.

    `reporters`: how many officers have reported it; `numbers`: of the lists, newest first.
    """

    has_guide: bool
    rules: list[Rule]
    told: Counter[Told]
    reporters: int
    numbers: list[str]


def asked_for(group: Group, library: Library, sessions: Sessions) -> AskedFor:
    """Return what stands behind a group of reports about a paper. Raises `DatabaseUnavailableError`."""
    newest = group.mishaps[0]
    guide = library.guides.get(newest.procedure_code)
    numbers = list(dict.fromkeys(one.receipt for one in group.mishaps))
    lists = _lists(sessions, numbers[:_MOST_LISTS])
    return AskedFor(
        guide is not None,
        _rules(guide, newest.about, {one.said for one in group.mishaps}) if guide else [],
        Counter(_told(told, newest.about) for told in lists),
        len({one.reported_by for one in group.mishaps}),
        numbers,
    )


def _rules(guide: Guide, component_code: str, names: Iterable[str]) -> list[Rule]:
    """Return the rules of the papers of one official line; of those named alone, where any is."""
    of_line = [component for component in guide.components if component.component_code == component_code]
    named = [component for component in of_line if component.name in names]
    return [_rule(guide, component) for component in named or of_line]


def _rule(guide: Guide, component: GuideComponent) -> Rule:
    return Rule(component.name, in_words(guide, component.needed_if), component.not_needed_because)


def _lists(sessions: Sessions, numbers: Iterable[str]) -> list[ChecklistMessage]:
    found = []
    for number in numbers:
        try:
            found.append(receipts.read(sessions, number).told)
        except ReceiptNotFoundError:
            continue
    return found


def _told(told: ChecklistMessage, component_code: str) -> Told:
    if component_code in [item.component_code for item in told.needed]:
        return "needed"
    if component_code in [item.component_code for item in told.undecided]:
        return "undecided"
    return "not_needed" if component_code in [item.component_code for item in told.not_needed] else "absent"
