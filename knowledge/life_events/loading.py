"""Reading life events from YAML, and finding the one that a message speaks of."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from pydantic import ValidationError

from knowledge.content import read_yaml
from knowledge.life_events.models import LifeEvent
from knowledge.vietnamese.everyday import standardise
from knowledge.vietnamese.folding import syllables

FOLDER = Path(__file__).parent


class BadLifeEventError(Exception):
    """A life event is malformed."""


@dataclass(frozen=True)
class LifeEvents(Mapping[str, LifeEvent]):
    """Life events by id."""

    by_id: dict[str, LifeEvent] = field(default_factory=dict)

    def __getitem__(self, event_id: str) -> LifeEvent:
        return self.by_id[event_id]

    def __iter__(self) -> Iterator[str]:
        return iter(self.by_id)

    def __len__(self) -> int:
        return len(self.by_id)

    def told(self, text: str) -> LifeEvent | None:
        """Return the event whose longest saying stands in `text`, in any spelling."""
        said = f" {' '.join(syllables(standardise(text)))} "
        found = [(len(words), event) for words, event in self._sayings if f" {words} " in said]
        return max(found, key=lambda pair: pair[0])[1] if found else None

    def named(self, text: str) -> LifeEvent | None:
        """Return the event of which `text` is nothing but a saying or the name, in any spelling."""
        said = " ".join(syllables(standardise(text)))
        return next((event for words, event in (*self._sayings, *self._names) if words == said), None)

    def with_procedure(self, code: str) -> list[LifeEvent]:
        """Return the events among whose first two steps or required steps `code` is."""
        return [
            event
            for event in self.values()
            if any(
                step.procedure_code == code and (place < 2 or not step.optional)
                for place, step in enumerate(event.steps)
            )
        ]

    @cached_property
    def _names(self) -> tuple[tuple[str, LifeEvent], ...]:
        return tuple((" ".join(syllables(standardise(event.name))), event) for event in self.values())

    @cached_property
    def _sayings(self) -> tuple[tuple[str, LifeEvent], ...]:
        return tuple(
            (" ".join(syllables(standardise(words))), event) for event in self.by_id.values() for words in event.words
        )


def load(folder: Path = FOLDER) -> LifeEvents:
    """Load every event in `folder`. Raises `BadLifeEventError` with file, field and reason."""
    by_id: dict[str, LifeEvent] = {}
    for path in sorted(folder.glob("*.yml")):
        try:
            event = LifeEvent.model_validate(read_yaml(path))
        except ValidationError as error:
            first = error.errors()[0]
            place = ".".join(map(str, first["loc"])) or "life event"
            raise BadLifeEventError(f"{path}: {place}: {first['msg']}") from error
        except ValueError as error:
            raise BadLifeEventError(f"{path}: {error}") from error
        if event.id in by_id:
            raise BadLifeEventError(f"{path}: id: {event.id} stands twice")
        by_id[event.id] = event
    return LifeEvents(by_id)
