"""What a simulated citizen is: one guide, one true case, and words to begin with."""

import random
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from knowledge.guides.loading import Guides
from knowledge.guides.models import Choice, Fact, Guide
from knowledge.phrasings import loading as phrasings

SITUATIONS = Path(__file__).parents[2] / "knowledge" / "guides" / "situations"
_ENDS = 0.25
"""How often a choice that ends the procedure is drawn, against 1 for another one."""
_PAPERS_FIRST = 0.6
"""Share of citizens who begin by asking for the papers."""


@dataclass
class Case:
    """The truth about one citizen in one guide: an answer to every question, asked or not."""

    guide: Guide
    answers: dict[str, str]

    def answer(self, fact_id: str) -> Choice:
        """Return the true answer."""
        fact = self.guide.fact(fact_id)
        choice = fact.choice(self.answers[fact_id]) if fact else None
        assert choice, f"{self.guide.procedure_code} has no {fact_id}"
        return choice

    def is_asked(self, fact: Fact) -> bool:
        """Whether a question concerns this case at all; conditions other than plain ones count as not."""
        gates = fact.ask_if or {}
        return all(
            self.answers.get(gate) in (wanted if isinstance(wanted, list) else [wanted])
            for gate, wanted in gates.items()
        )


@dataclass(frozen=True)
class Situation:
    """Papers that people read off the official record for one case, before any guide was opened."""

    id: str
    procedure_code: str
    facts: dict[str, str]
    papers: frozenset[str]
    others: frozenset[str]
    go_to: str | None


class Deck:
    """Deals citizens: every guide in turn, half of its cases from the situations where there are any."""

    def __init__(self, guides: Guides) -> None:
        self.guides = guides
        self.situations: dict[str, list[Situation]] = defaultdict(list)
        for told in _situations():
            if told.procedure_code in guides:
                self.situations[told.procedure_code].append(told)
        self.phrasings: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
        for item in phrasings.load(guides).asked:
            self.phrasings[item.procedure_code][item.aspect].append(item.text)

    def guide(self, number: int) -> Guide:
        """Return the guide that the citizen with this number needs."""
        codes = sorted(self.guides)
        return self.guides[codes[number % len(codes)]]

    def case(self, guide: Guide, chance: random.Random, known: dict[str, str] | None = None) -> Case:
        """Draw a case. `known`: answers of another guide's questions that may be the same ones here."""
        drawn = {fact.id: _draw(fact, chance).id for fact in guide.facts}
        told = self.situations[guide.procedure_code]
        if told and chance.random() < 0.5:
            drawn |= chance.choice(told).facts
        same = {
            fact: choice for fact, choice in (known or {}).items() if (one := guide.fact(fact)) and one.choice(choice)
        }
        return Case(guide, {fact: choice for fact, choice in (drawn | same).items() if guide.fact(fact)})

    def opening(self, guide: Guide, chance: random.Random) -> str:
        """Return a way to ask for this procedure."""
        asked = self.phrasings[guide.procedure_code]
        texts = (
            asked["components"]
            if chance.random() < _PAPERS_FIRST
            else [text for some in asked.values() for text in some]
        )
        return chance.choice(texts or [f"{guide.plain_name.lower()} cần giấy gì"])


def _draw(fact: Fact, chance: random.Random) -> Choice:
    weights = [_ENDS if choice.go_to or choice.refusal else 1.0 for choice in fact.choices]
    return chance.choices(fact.choices, weights)[0]


def _situations() -> list[Situation]:
    told: list[dict[str, Any]] = [
        item for file in sorted(SITUATIONS.glob("*.yml")) for item in yaml.safe_load(file.read_text(encoding="utf-8"))
    ]
    return [
        Situation(
            item["id"],
            item["procedure_code"],
            item["facts"],
            frozenset(paper["component"] for paper in item["papers"]),
            frozenset(paper["component"] for paper in item["not_papers"] if paper["component"]),
            item.get("go_to"),
        )
        for item in told
    ]
