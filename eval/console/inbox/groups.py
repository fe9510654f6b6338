"""Groups of mishaps: messages that say nearly the same, and reports about the same paper of the same procedure."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Literal, get_args

from eval.console.grouping import Grouping
from eval.console.inbox.mishaps import Kind, Mishap
from eval.console.inbox.settling import Entry, Settlement, entry_of

Standing = Literal["open", "reopened", "settled"]
STANDINGS: tuple[Standing, ...] = get_args(Standing)
"""Nobody has settled it; somebody has, and something came since; all of it is settled."""


@dataclass(frozen=True)
class Group:
    """Mishaps alike, newest first, at least one. `title`: what most of the others are like."""

    title: str
    mishaps: Sequence[Mishap]
    settlements: Mapping[Entry, Settlement]

    @property
    def entry(self) -> str:
        """Which group this is: the entry of its oldest mishap, for others come."""
        return self.mishaps[-1].entry

    @property
    def count(self) -> int:
        """How many mishaps there are."""
        return len(self.mishaps)

    @property
    def first(self) -> datetime:
        """When the oldest one happened."""
        return self.mishaps[-1].at

    @property
    def last(self) -> datetime:
        """When the newest one happened."""
        return self.mishaps[0].at

    @cached_property
    def kinds(self) -> Counter[Kind]:
        """How often what went wrong."""
        return Counter(one.kind for one in self.mishaps)

    @cached_property
    def channels(self) -> list[str]:
        """Over which channels, the busiest first."""
        return _most(one.channel for one in self.mishaps)

    @cached_property
    def procedures(self) -> list[str]:
        """Codes of the procedures that the replies were about, most often first."""
        return _most(one.procedure_code for one in self.mishaps)

    @cached_property
    def sayings(self) -> list[tuple[str, int]]:
        """In which words, and how often, most often first."""
        return Counter(one.said for one in self.mishaps).most_common()

    @cached_property
    def open(self) -> list[Mishap]:
        """What nobody has settled yet."""
        return [one for one in self.mishaps if entry_of(one) not in self.settlements]

    @property
    def standing(self) -> Standing:
        """How the group stands."""
        if not self.open:
            return "settled"
        return "open" if len(self.open) == self.count else "reopened"

    @property
    def settlement(self) -> Settlement | None:
        """What was decided last, None where nothing was."""
        made = [self.settlements[entry] for one in self.mishaps if (entry := entry_of(one)) in self.settlements]
        return max(made, key=lambda one: one.settled_at, default=None)

    @property
    def is_paper(self) -> bool:
        """Whether it is about a paper that desks asked for."""
        return self.mishaps[0].kind == "asked_paper"


@dataclass(frozen=True)
class Wanted:
    """Which groups. `kind` "": all; `since`: those in which something happened from then on."""

    kind: str = ""
    since: datetime | None = None
    standings: Sequence[Standing] = STANDINGS

    def takes(self, group: Group) -> bool:
        """Return whether a group is wanted."""
        recent = self.since is None or group.last >= self.since
        return recent and group.standing in self.standings and (not self.kind or self.kind in group.kinds)


def groups(mishaps: Sequence[Mishap], settled: Mapping[Entry, Settlement], grouping: Grouping) -> list[Group]:
    """Return all groups, the largest first, then the newest. `mishaps`: newest first."""
    messages = [one for one in mishaps if one.kind != "asked_paper"]
    papers = [one for one in mishaps if one.kind == "asked_paper"]
    alike = grouping.leaders([one.said for one in messages])
    named = _names_of_papers(papers, grouping)
    found = [
        *_gathered(messages, settled, lambda place: alike[place], lambda place: messages[alike[place]].said),
        *_gathered(papers, settled, lambda place: named[place], lambda place: papers[place].said),
    ]
    return sorted(found, key=lambda group: (group.count, group.last), reverse=True)


def _names_of_papers(papers: Sequence[Mishap], grouping: Grouping) -> list[tuple[str, str]]:
    """Return for each report its procedure and paper: by the component of the list, else by how the paper is called."""
    alike = grouping.leaders([one.said for one in papers])
    return [(one.procedure_code, one.about or f"alike {alike[place]}") for place, one in enumerate(papers)]


def _gathered(
    mishaps: Sequence[Mishap],
    settled: Mapping[Entry, Settlement],
    key: Callable[[int], object],
    title: Callable[[int], str],
) -> Iterable[Group]:
    places: dict[object, list[int]] = {}
    for place in range(len(mishaps)):
        places.setdefault(key(place), []).append(place)
    for found in places.values():
        members = [mishaps[place] for place in found]
        own = {entry: settled[entry] for one in members if (entry := entry_of(one)) in settled}
        yield Group(title(found[0]), members, own)


def _most(values: Iterable[str]) -> list[str]:
    return [value for value, _ in Counter(filter(None, values)).most_common()]
