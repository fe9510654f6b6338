"""A simulated citizen: plays one guide from the opening to the list, and remembers what was said.

It reads replies as a citizen does, by what is shown; of the guide it uses what people say and what there is to choose.
"""

import random
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from knowledge.guides.conditions import UNSURE
from knowledge.guides.models import Choice, Fact, Guide
from knowledge.vietnamese.everyday import standardise
from knowledge.vietnamese.folding import fold, syllables
from tests.bot.simulating.cases import Case, Deck
from tests.bot.simulating.desks import Desk
from tests.bot.talking import Reply, of_type

Asked = tuple[str, str]
"""A question: procedure code and fact."""

MOST_TURNS = 90
WAYS = {"tap": 36, "label": 14, "words": 20, "number": 3, "unsure_tap": 3, "unsure": 4, "two_facts": 6, "other_fact": 4}
"""How questions are answered, in a hundred, besides `say yes or no` where that is an answer."""
VOLUNTEERED = 3
"""Least length in syllables of what is told unasked."""
YES_OR_NO = frozenset({"co", "khong", "chua", "dung", "da", "roi", "phai", "hong"})
ENDINGS = ("Trường hợp này không làm được", "Trường hợp này thuộc thủ tục khác")
NOTED = "Tôi hiểu: "
CONTINUE = "Làm tiếp"
STALE = "Lựa chọn này đã cũ"


@dataclass(frozen=True)
class Turn:
    """One deed and its reply. `waiting`: the question open before; `known`: questions answered when the reply came;
    `again`: questions that the reply may put once more."""

    deed: str
    said: str
    typed: bool
    reply: Reply
    waiting: Asked | None
    known: frozenset[Asked]
    again: frozenset[Asked]


@dataclass(frozen=True)
class ListShown:
    """A final list, and what the citizen had told when it came: {fact: choice}; `truth`: the whole case."""

    message: dict[str, Any]
    guide: Guide
    told: dict[str, str]
    truth: dict[str, str]
    trusted: frozenset[str]


@cache
def sayings() -> dict[str, dict[str, Any]]:
    told: dict[str, dict[str, Any]] = yaml.safe_load(
        Path(__file__).with_name("sayings.yml").read_text(encoding="utf-8")
    )
    return told


def questions(reply: Reply) -> list[Asked]:
    """Return the questions that a reply puts."""
    return [(item["procedure_code"], item["fact"]) for item in of_type(reply, "choices") if item["fact"]]


def options(reply: Reply) -> list[dict[str, Any]]:
    """Return every tappable choice of a reply."""
    return [choice for item in of_type(reply, "choices") for choice in item["choices"]]


def sentences(reply: Reply) -> list[str]:
    """Return the plain texts of a reply."""
    return [item["text"] for item in reply["messages"] if item.get("text")]


@dataclass
class Citizen:
    """One conversation. `faults`: what the citizen noticed itself, as (kind, words)."""

    desk: Desk
    deck: Deck
    case: Case
    chance: random.Random
    deviations: int = 0
    turns: list[Turn] = field(default_factory=list)
    told: dict[str, dict[str, str]] = field(default_factory=dict)
    open: Asked | None = None
    on_screen: bool = False
    ended: str = ""
    lists: list[ListShown] = field(default_factory=list)
    faults: list[tuple[str, str]] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)
    first_asked: set[Asked] = field(default_factory=set)
    trusted: set[str] = field(default_factory=set)
    seen: list[tuple[str, str, str, str]] = field(default_factory=list)
    played: list[Guide] = field(default_factory=list)

    @property
    def code(self) -> str:
        """The procedure that the citizen is at."""
        return self.case.guide.procedure_code

    @property
    def answers(self) -> dict[str, str]:
        """What was told in the present guide."""
        return self.told.setdefault(self.code, {})

    @property
    def last(self) -> Reply:
        """The newest reply."""
        return self.turns[-1].reply

    def fault(self, kind: str, words: str = "") -> None:
        """Note something that must not happen."""
        self.faults.append((kind, f"turn {len(self.turns)}: {words}"))

    def say(self, deed: str, again: Sequence[Asked] = (), text: str = "", act: str = "", **names: str) -> Reply:
        """Type something; without `text`, one of the sayings of this deed."""
        saying = sayings().get(deed, {"act": act, "texts": [text]})
        words = text or self.chance.choice(saying["texts"]).format(**names)
        return self._did(deed, words, True, again, act or saying["act"])

    def tap(self, deed: str, choice: dict[str, Any], again: Sequence[Asked] = ()) -> Reply:
        """Tap a choice."""
        return self._did(deed, f"[{choice['label']}]", False, again, choice["id"])

    def tap_value(self, deed: str, fact: Fact, choice_id: str, again: Sequence[Asked] = ()) -> Reply:
        """Tap the newest choice that stands for this answer."""
        wanted = (self.code, fact.id, choice_id)
        newest = next(item for item in reversed(self.seen) if item[1:] == wanted)
        return self._did(deed, f"[{label(fact, choice_id)}]", False, again, newest[0])

    def _did(self, deed: str, said: str, typed: bool, again: Sequence[Asked], how: str) -> Reply:
        waiting = self.open
        reply = self.desk.say(said, how) if typed else self.desk.tap(how)
        known = frozenset((code, fact) for code, facts in self.told.items() for fact in facts)
        self.turns.append(Turn(deed, said, typed, reply, waiting, known, frozenset(again)))
        self.counts[deed] += 1
        self._read(reply)
        return reply

    def _read(self, reply: Reply) -> None:
        put = questions(reply)
        shown = [item for item in of_type(reply, "checklist") if not item["official"]]
        at = put[-1][0] if put else shown[-1]["procedure_code"] if shown else self.code
        self._note(reply)
        if at != self.code and at in self.deck.guides:
            self._move(at)
        self.on_screen = bool(put)
        if put:
            self.open = put[-1]
            self._see(reply)
        elif shown:
            self.open = None
            told = dict(self.answers)
            self.lists.append(
                ListShown(shown[-1], self.case.guide, told, dict(self.case.answers), frozenset(self.trusted))
            )
        elif any(text.startswith(ENDINGS) for text in sentences(reply)):
            self.open, self.ended = None, "refused" if "không làm được" in " ".join(sentences(reply)) else "sent on"

    def _see(self, reply: Reply) -> None:
        message = of_type(reply, "choices")[-1]
        fact = self.case.guide.fact(message["fact"])
        if fact is None:
            self.fault("unknown_question", message["fact"])
            return
        if not self.lists:
            self.first_asked.add((self.code, fact.id))
        for choice in message["choices"]:
            value = next((item.id for item in fact.choices if item.label == choice["label"]), UNSURE)
            self.seen.append((choice["id"], self.code, fact.id, value))

    def _move(self, code: str) -> None:
        """Go on in another guide: where the assistant sends there, answers that fit there too stay true and told."""
        guide, before = self.deck.guides[code], self.told.pop(self.code, {})
        sent_on = any(text.startswith(ENDINGS) for text in sentences(self.last))
        same = {fact: told for fact, told in before.items() if sent_on and stands(guide, fact, told)}
        self.case = self.deck.case(guide, self.chance, same)
        self.told[code] = same
        self.played.append(guide)

    def _note(self, reply: Reply) -> None:
        """Let stand what the assistant says to have understood beyond the question; what was meant otherwise is counted."""
        texts = [text.removeprefix(NOTED).rstrip(".") for text in sentences(reply) if text.startswith(NOTED)]
        heard = {label for text in texts for label in text.split("; ")}
        for fact in self.case.guide.facts:
            choice = next((item for item in fact.choices if item.label in heard and self._once(item.label)), None)
            if choice is None:
                continue
            opening = self.turns[-1].deed in ("opening", "by_code")
            self.counts["noted_otherwise"] += self.case.answers[fact.id] != choice.id and not opening
            self.case.answers[fact.id] = self.answers[fact.id] = choice.id
        self.trusted |= heard

    def _once(self, words: str) -> bool:
        return sum(choice.label == words for fact in self.case.guide.facts for choice in fact.choices) == 1

    def begin(self) -> bool:
        """Ask for the papers until the first question or the list is there."""
        self.played.append(self.case.guide)
        wanted = self.code
        self.say("opening", text=self.deck.opening(self.case.guide, self.chance), act="ask")
        for _ in range(4):
            at = self.open[0] if self.open else self.lists[-1].guide.procedure_code if self.lists else ""
            if at == wanted or self.ended:
                return True
            fitting = [choice for choice in options(self.last) if choice["procedure_code"] == wanted]
            lists = [choice for choice in fitting if choice["label"].startswith("Lập danh sách")]
            self._forget(wanted)
            if lists or fitting:
                self.tap("choose", (lists or fitting)[0])
            else:
                self.say("by_code", code=wanted)
        self.fault("not_reached", wanted)
        return False

    def _forget(self, wanted: str) -> None:
        """What was said to a list of another procedure counts for nothing."""
        self.told, self.lists, self.open, self.first_asked, self.seen = {}, [], None, set(), []
        self.played = [self.deck.guides[wanted]]
        if self.code != wanted:
            self.case = self.deck.case(self.deck.guides[wanted], self.chance)

    def answer(self, way: str = "") -> None:
        """Answer the question on the screen truly, in one of the ways."""
        assert self.open
        fact = self.case.guide.fact(self.open[1])
        assert fact
        truth = self.case.answer(fact.id)
        way = way or self.chance.choices(list(WAYS), list(WAYS.values()))[0]
        if way.startswith("unsure"):
            self._unsure(fact, way)
        elif way == "tap":
            self.answers[fact.id] = truth.id
            self.tap_value("tap", fact, truth.id)
        elif way in ("two_facts", "other_fact"):
            self._volunteer(fact, truth, way)
        else:
            self._in_words(fact, truth, way)
        self._check_end(fact.id)

    def _unsure(self, fact: Fact, way: str) -> None:
        self.answers[fact.id] = UNSURE
        if way == "unsure":
            self.say("unsure")
        else:
            self.tap_value(way, fact, UNSURE)

    def _in_words(self, fact: Fact, truth: Choice, way: str) -> None:
        number = str(fact.choices.index(truth) + 1)
        text = {"label": truth.label, "number": number}.get(way) or self._saying(fact, truth)
        self._typed(fact, truth, way, number if way == "number" else self.spoken(text))

    def _typed(self, fact: Fact, truth: Choice, way: str, text: str) -> None:
        """Type an answer; where its question comes again, it was not understood and is tapped."""
        question = (self.code, fact.id)
        self.answers[fact.id] = truth.id
        again = (question,) if way in ("label", "words", "two_facts") else ()
        self.say(way, again, text=text, act="ask")
        if self.open == question:
            self.counts[f"{way}_missed"] += 1
            self.answers.pop(fact.id, None)
            self.answer("tap")

    def _volunteer(self, fact: Fact, truth: Choice, way: str) -> None:
        """Tell a fact that was not asked yet, with or without the answer."""
        others = [
            other for other in self.case.guide.facts
            if other.id not in self.answers and other.id != fact.id and self.case.is_asked(other)
            and self._telling(other)
        ]  # fmt: skip
        if not others:
            self.answer("words")
            return
        other = self.chance.choice(others)
        more = self.chance.choice(self._telling(other))
        if way == "two_facts":
            text = f"{self._saying(fact, truth)}, {more}"
            self._typed(fact, truth, way, self.spoken(text))
        else:
            self.say(way, (self.open,) if self.open else (), text=self.spoken(more), act="ask")
        self.counts["volunteered"] += 1
        self.counts[f"volunteered_heard_{way}"] += other.id in self.answers

    def _telling(self, fact: Fact) -> list[str]:
        """Return ways to tell a fact unasked that nobody would take for a yes or a no, or for another fact."""
        words = [text for text in self.case.answer(fact.id).words if fold(text).split()[0] not in YES_OR_NO]
        return [text for text in words if len(text.split()) >= VOLUNTEERED and self.clear(fact, text)]

    def clear(self, fact: Fact, text: str) -> bool:
        """Whether `text` is said for no other fact of the guide than truly, alone or within something longer."""
        said = f" {' '.join(syllables(standardise(text)))} "
        others = [
            f" {' '.join(syllables(standardise(saying)))} "
            for other in self.case.guide.facts if other.id != fact.id
            for choice in other.choices if choice.id != self.case.answers[other.id]
            for saying in (choice.label, *choice.words)
        ]  # fmt: skip
        return not any(other in said or said in other for other in others)

    def _saying(self, fact: Fact, choice: Choice) -> str:
        """Return what somebody in this case says for an answer: nothing that would be untrue of another fact."""
        doubts = {fold(text) for text in sayings()["unsure"]["texts"]}
        fitting = [text for text in choice.words if self.clear(fact, text) and fold(text) not in doubts]
        return self.chance.choice(fitting or [choice.label])

    def _check_end(self, fact_id: str) -> None:
        """An answer that leads elsewhere leads there at once; any other one brings the next question or the list."""
        before = self.turns[-1]
        told = self.told.get(before.waiting[0], {}).get(fact_id) if before.waiting else None
        guide = self.deck.guides[before.waiting[0]] if before.waiting else self.case.guide
        fact = guide.fact(fact_id)
        choice = fact.choice(told) if fact and told else None
        if choice and choice.go_to and choice.go_to.procedure_code not in (*self.last["procedures"], self.code):
            named = any(choice.go_to.because in text for text in sentences(self.last))
            if not named:
                self.fault("not_sent_on", f"{fact_id}={choice.id} leads to {choice.go_to.procedure_code}")
        if choice and choice.refusal and not any(choice.refusal.because in text for text in sentences(self.last)):
            self.fault("not_refused", f"{fact_id}={choice.id}")
        ways_on = any(choice["label"].startswith(CONTINUE) for choice in options(self.last))
        if not (self.on_screen or self.ended or of_type(self.last, "checklist") or ways_on):
            self.fault("dead_end", "an answer brought neither a question nor a list")

    def typed(self, text: str) -> str:
        """Return the words as people type them: mostly in lower case, with or without tone marks."""
        said = text.lower() if self.chance.random() < 0.8 else text
        return fold(said) if self.chance.random() < 0.3 else said

    def spoken(self, text: str) -> str:
        """Return a whole answer as people type it, politely or not."""
        said = self.typed(text)
        opening, closing = (
            self.chance.choices(["", "dạ "], [4, 1])[0],
            self.chance.choices(["", " ạ", " nha"], [6, 1, 1])[0],
        )
        return f"{opening}{said}{closing}"


def label(fact: Fact, choice_id: str) -> str:
    """Return what the button of an answer says."""
    choice = fact.choice(choice_id)
    return choice.label if choice else "Không biết"


def stands(guide: Guide, fact_id: str, choice_id: str) -> bool:
    """Whether the guide has this question with this answer."""
    fact = guide.fact(fact_id)
    return fact is not None and (choice_id == UNSURE or fact.choice(choice_id) is not None)
