"""The topics of a kiosk's first page, each with the procedures of this release that it leads to."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path

from pydantic import BaseModel, ConfigDict, TypeAdapter

from bot.answers.topics import Library
from knowledge.content import read_yaml
from knowledge.vietnamese.folding import fold

FILE = Path(__file__).with_name("topics.yml")


class _Written(BaseModel):
    """One tile as `topics.yml` has it."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str
    icon: str
    name: dict[str, str]
    fields: tuple[str, ...]
    first: tuple[str, ...] = ()


class TopicProcedure(BaseModel):
    """One procedure of a topic, by its plain name."""

    procedure_code: str
    name: str


class KioskTopic(BaseModel):
    """A tile: its name by language, its icon, and the procedures behind it, those most asked for first."""

    id: str
    icon: str
    name: dict[str, str]
    procedures: list[TopicProcedure]


class LifeEventTile(BaseModel):
    """Something that happens to a person. `say`: the words that lead the chat to it."""

    id: str
    name: str
    intro: str
    say: str


def kiosk_topics(library: Library) -> list[KioskTopic]:
    """Return the tiles that lead anywhere in this release, in the file's order.

    Only procedures with a guide are offered: for them a list can be reached by tapping alone.
    """
    found = [_topic(library, written) for written in _written()]
    return [topic for topic in found if topic.procedures]


def life_event_tiles(library: Library) -> list[LifeEventTile]:
    """Return the life events of which this release knows a procedure."""
    known = library.retriever.names
    return [
        LifeEventTile(id=event.id, name=event.name, intro=event.intro, say=event.words[0])
        for event in library.life_events.values()
        if any(step.procedure_code in known for step in event.steps)
    ]


def _topic(library: Library, written: _Written) -> KioskTopic:
    place = {code: number for number, code in enumerate(written.first)}
    procedures = sorted(
        _procedures(library, written), key=lambda one: (place.get(one.procedure_code, len(place)), fold(one.name))
    )
    return KioskTopic(id=written.id, icon=written.icon, name=written.name, procedures=procedures)


def _procedures(library: Library, written: _Written) -> Iterator[TopicProcedure]:
    elsewhere = {field for one in _written() for field in one.fields}
    for code in library.guides:
        if code in library.retriever.names:
            topic = library.topic(code)
            here = topic.field_name in written.fields if written.fields else topic.field_name not in elsewhere
            if here and topic.guide:
                yield TopicProcedure(procedure_code=code, name=topic.name)


@cache
def _written() -> list[_Written]:
    return TypeAdapter(list[_Written]).validate_python(read_yaml(FILE))
