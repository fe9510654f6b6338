"""What the retriever knows of one procedure: its names, its phrasings and its official text."""

from collections.abc import Iterable
from dataclasses import dataclass

from knowledge.guides.models import Guide
from knowledge.phrasings.loading import Phrasing
from knowledge.procedures.models import Level, Procedure


@dataclass(frozen=True)
class Document:
    """One procedure as searched: `names` are titles, `phrasings` everyday questions, `text` the official prose."""

    procedure_code: str
    name: str
    level: Level
    field: str
    names: tuple[str, ...]
    phrasings: tuple[str, ...]
    context: str
    text: str
    has_guide: bool

    @property
    def said(self) -> str:
        """What it is called and how it is asked for, as one text."""
        return " ".join((*self.names, *self.phrasings))

    def without(self, phrasings: set[str]) -> "Document":
        """Return the same procedure without some of its phrasings."""
        kept = tuple(text for text in self.phrasings if text not in phrasings)
        return Document(**{**self.__dict__, "phrasings": kept})


def from_record(procedure: Procedure, guide: Guide | None, phrasings: Iterable[Phrasing]) -> Document:
    """Make the document of a catalogue record with its guide and phrasings."""
    names = (procedure.name, *((guide.plain_name, *guide.aliases) if guide else ()))
    context = " ".join((procedure.field, *procedure.results, *procedure.keywords, *procedure.targets))
    components = " ".join(component.text for component in procedure.components)
    prose = " ".join(passage.text for passage in procedure.passages)
    return Document(
        procedure.procedure_code,
        procedure.name,
        procedure.level,
        procedure.field,
        names,
        tuple(phrasing.text for phrasing in phrasings),
        context[:600],
        f"{procedure.name} {context} {components[:4000]} {prose[:4000]}",
        guide is not None,
    )


def from_guide(guide: Guide, phrasings: Iterable[Phrasing]) -> Document:
    """Make the document of a guide whose catalogue record is not loaded."""
    said = [guide.summary, *guide.conditions, *guide.who_may_apply, *guide.results]
    papers = " ".join(component.name for component in guide.components)
    return Document(
        guide.procedure_code,
        guide.official_name,
        Level(guide.level),
        guide.field,
        (guide.official_name, guide.plain_name, *guide.aliases),
        tuple(phrasing.text for phrasing in phrasings),
        " ".join((guide.field, *(result.text for result in guide.results)))[:600],
        " ".join((guide.official_name, papers, *(statement.text for statement in said))),
        True,
    )
