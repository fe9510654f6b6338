"""How one source's statuses become ours: its own names, everybody's names, its own numbers, everybody's numbers."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from knowledge.dossiers.errors import UnknownStatusError
from knowledge.dossiers.statuses import statuses
from knowledge.vietnamese.folding import syllables

Spelling = tuple[str, ...]


@dataclass(frozen=True)
class StatusMap:
    """`system`: a key of `sources` in status.yml, empty for none. `own`: keys by the source's own names and numbers."""

    system: str = ""
    own: Mapping[Spelling, str] = field(default_factory=dict)

    @classmethod
    def of(cls, system: str, told: Mapping[str, str]) -> "StatusMap":
        """Make the map of a configured source. Raises `UnknownStatusError` for a key that is no status."""
        for key in told.values():
            statuses()[key]
        return cls(system, {tuple(syllables(name)): key for name, key in told.items()})

    def key_of(self, told: str) -> str:
        """Return the key of a status, whose name counts more than its number. Raises `UnknownStatusError`."""
        spelling = tuple(syllables(told))
        if not spelling:
            raise UnknownStatusError
        if found := self.own.get(spelling):
            return found
        return statuses().key_of(told, self.system)
