"""One list of papers for all procedures of a life event: each paper once, with every ground on which it is asked."""

from collections.abc import Mapping
from dataclasses import dataclass

from knowledge.guides.checklist import decide
from knowledge.guides.models import Guide, GuideComponent, LawReference
from knowledge.life_events.models import LifeEvent
from knowledge.vietnamese.folding import fold


@dataclass(frozen=True)
class Need:
    """One procedure's wish for a paper; `sure`: needed whatever is still to be asked, of a step that all take."""

    procedure_code: str
    component: GuideComponent
    sure: bool


@dataclass(frozen=True)
class MergedPaper:
    """A paper that several procedures may want."""

    name: str
    needs: tuple[Need, ...]

    @property
    def sure(self) -> bool:
        """Whether some procedure needs it whatever is still to be asked."""
        return any(need.sure for need in self.needs)

    @property
    def legal_bases(self) -> tuple[LawReference, ...]:
        """Every legal ground, each once."""
        return tuple(dict.fromkeys(law for need in self.needs for law in need.component.legal_bases))


@dataclass(frozen=True)
class MergedList:
    """The papers in the order of the steps; `without_guide`: steps whose papers only the official record tells."""

    papers: tuple[MergedPaper, ...]
    without_guide: tuple[str, ...]


def merge(event: LifeEvent, guides: Mapping[str, Guide]) -> MergedList:
    """Merge the papers of all steps. Two papers are one where the event says so, or their names are the same."""
    names = {reference: paper.name for paper in event.same_papers for reference in paper.components}
    found: dict[str, tuple[str, list[Need]]] = {}
    for step in event.steps:
        guide = guides.get(step.procedure_code)
        if guide is None:
            continue
        told = {
            reference.partition("#")[2]: choice
            for reference, choice in event.facts.items()
            if reference.partition("#")[0] == step.procedure_code
        }
        decided = decide(guide, told)
        sure = {component.id for component in decided.needed}
        for component in guide.components:
            if component in decided.needed or component in decided.undecided:
                name = names.get(f"{step.procedure_code}#{component.id}", component.name)
                need = Need(step.procedure_code, component, component.id in sure and not step.optional)
                found.setdefault(fold(name), (name, []))[1].append(need)
    missing = tuple(step.procedure_code for step in event.steps if step.procedure_code not in guides)
    return MergedList(tuple(MergedPaper(name, tuple(needs)) for name, needs in found.values()), missing)
