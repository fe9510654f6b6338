"""What must hold of every reply and every list, whatever the rules engine decides; see `faults_of` and `Ledger`."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from bot.answers.wording import say
from knowledge.guides.conditions import UNSURE
from knowledge.guides.models import Guide
from tests.bot.simulating.cases import Situation
from tests.bot.simulating.citizens import Citizen, ListShown, Turn, label, questions
from tests.bot.talking import Reply, words

Fault = tuple[str, str]
"""Kind, and what it was, in words."""

LONGEST = 6500
"""Characters shown in one reply, at most. Measured on 20,000 replies: median 270, 99th percentile 3,900; the longest is
the list of 1.004222 with all that is not needed, 6,200."""
LONGEST_ID = 32
SPARE_TURNS = 4
_UNSHOWN = frozenset(
    {"type", "id", "component_code", "procedure_code", "fact", "action", "url", "form_url", "source", "as_of", "aspect",
     "level", "status", "tone", "unit", "methods", "unit_code", "receipt", "legal_bases", "field", "official_name"}
)  # fmt: skip
_STEERING = frozenset({"opening", "by_code", "choose", "switch"})
ANSWERING = frozenset({"tap", "label", "words", "number", "unsure_tap", "unsure", "two_facts"})


def faults_of(citizen: Citizen) -> list[Fault]:
    """Return everything that went wrong in one conversation."""
    found = [*citizen.faults]
    for number, turn in enumerate(citizen.turns, start=1):
        found += [(kind, f"turn {number}: {text}") for kind, text in _of_turn(turn)]
    for shown in citizen.lists:
        found += _of_list(shown)
        found += _by_situations(shown, citizen.deck.situations[shown.guide.procedure_code])
    return [*found, *_of_length(citizen)]


def shown_characters(reply: Reply) -> int:
    """Return how many characters of a reply a citizen can read, sources left out."""

    def count(value: Any) -> int:
        if isinstance(value, dict):
            return sum(count(inner) for key, inner in value.items() if key not in _UNSHOWN)
        if isinstance(value, list):
            return sum(map(count, value))
        return len(value) if isinstance(value, str) else 0

    return count(reply["messages"])


def _of_turn(turn: Turn) -> Iterator[Fault]:
    put = questions(turn.reply)
    said = words(turn.reply)
    if not any(
        message.get("text") or message.get("title") or message.get("name") for message in turn.reply["messages"]
    ):
        yield "no_words", turn.said
    if len(put) > 1:
        yield "two_questions", str(put)
    for question in put:
        if question in turn.known - turn.again - {turn.waiting if turn.deed == "other_fact" else None}:
            yield "asked_again", f"{question[1]} was answered"
    if turn.reply.get("limited"):
        yield "limited", turn.said
    if turn.typed and (turn.reply.get("erased") or say("erased") in said or say("handoff_waiting") in said):
        yield "typed_text_acts", turn.said
    if (length := shown_characters(turn.reply)) > LONGEST:
        yield "too_long", f"{length} characters"
    yield from _of_parts(turn.reply["messages"])


def _of_parts(value: Any) -> Iterator[Fault]:
    """Every choice has a short id and a label; whatever has a place for its source names one, and a day."""
    if isinstance(value, list):
        for inner in value:
            yield from _of_parts(inner)
    elif isinstance(value, dict):
        if "hint" in value and not (0 < len(value["id"]) <= LONGEST_ID and value["label"].strip()):
            yield "bad_choice", str(value)
        if "as_of" in value and not (value["source"] and value["source"]["title"] and value["as_of"] > "2000"):
            yield "no_source", str(value)[:200]
        if "known" in value and not ({"source", "as_of"} <= set(value) and value["text"].strip()):
            yield "no_source", str(value)[:200]
        for inner in value.values():
            yield from _of_parts(inner)


def _of_list(shown: ListShown) -> Iterator[Fault]:
    """The list says what was told, holds every paper of the guide once, and leaves open only what is unsure."""
    message, guide = shown.message, shown.guide
    groups = [[item["id"] for item in message[group]] for group in ("needed", "not_needed", "undecided")]
    every = [paper for group in groups for paper in group]
    if sorted(every) != sorted(component.id for component in guide.components):
        yield "papers_lost", str(set(every) ^ {component.id for component in guide.components})
    unsure = any(not item["sure"] for item in message["facts"])
    if bool(message["undecided"]) and not unsure:
        yield "undecided_without_doubt", str(groups[2])
    if message["complete"] is bool(message["undecided"]):
        yield "complete_wrong", str(message["complete"])
    if not message["receipt"]:
        yield "no_receipt", message["title"]
    told = {item["fact"]: item["answer"] for item in message["facts"]}
    for fact in guide.facts:
        if fact.id not in told or told[fact.id] in shown.trusted:
            continue
        wanted = label(fact, shown.told.get(fact.id, shown.truth[fact.id]))
        if told[fact.id] != wanted:
            yield "heard_otherwise", f"{fact.id}: {told[fact.id]!r} instead of {wanted!r}"


def facts_of(message: dict[str, Any], guide: Guide) -> dict[str, str]:
    """Return the facts of a list as {fact: choice}."""
    told = {}
    for item in message["facts"]:
        fact = guide.fact(item["fact"])
        choices = fact.choices if fact else ()
        told[item["fact"]] = next((choice.id for choice in choices if choice.label == item["answer"]), UNSURE)
    return told


def _by_situations(shown: ListShown, situations: list[Situation]) -> Iterator[Fault]:
    """Where a situation has these answers, its papers are the list; where some are unsure, none of them is missing."""
    told = facts_of(shown.message, shown.guide)
    sure = {fact: choice for fact, choice in told.items() if choice != UNSURE}
    needed, open_ones = ({item["id"] for item in shown.message[group]} for group in ("needed", "undecided"))
    for situation in situations:
        if situation.go_to or set(told) - set(situation.facts) or not sure.items() <= situation.facts.items():
            continue
        if len(told) == len(sure) and len(told) < len(situation.facts):
            continue
        if missing := situation.papers - needed - open_ones:
            yield "paper_missing", f"{situation.id} names {sorted(missing)}"
        if other := needed - situation.papers:
            yield "paper_of_another_case", f"{situation.id} does not name {sorted(other)}"


def compared(shown: ListShown, situations: list[Situation]) -> bool:
    """Whether the list has exactly the answers of some situation."""
    told = facts_of(shown.message, shown.guide)
    return any(told == situation.facts for situation in situations)


def _of_length(citizen: Citizen) -> Iterator[Fault]:
    """The first list comes within the questions of the guides played, and the turns spent on other things."""
    to_list = len(citizen.turns) if not citizen.lists else next(
        number for number, turn in enumerate(citizen.turns, start=1)
        if any(message["type"] == "checklist" and message is citizen.lists[0].message for message in turn.reply["messages"])
    )  # fmt: skip
    answered = sum(turn.deed in ANSWERING for turn in citizen.turns[:to_list])
    aside = to_list - answered
    most = sum(len(guide.facts) for guide in citizen.played) + _again(citizen, to_list) + SPARE_TURNS
    if answered > most:
        yield "endless", f"{answered} answers and {aside} other turns, where {most} are enough"


def _again(citizen: Citizen, to_list: int) -> int:
    """Return how many questions were answered twice for the citizen's own doing: taken back, begun anew, unheard."""
    deeds = [turn.deed for turn in citizen.turns[:to_list]]
    most = max((len(guide.facts) for guide in citizen.played), default=0)
    unheard = sum(count for name, count in citizen.counts.items() if name.endswith("_missed"))
    changes = sum(deed in ("correct", "revised", "old_choice", "back", "other_fact") for deed in deeds)
    return unheard + 2 * changes + most * sum(deed in ("restart", *_STEERING) for deed in deeds[1:])


@dataclass
class Ledger:
    """What must hold between the lists of many conversations: receipts and the doubt that unsure answers leave."""

    receipts: dict[str, tuple[str, str]] = field(default_factory=dict)
    numbers: dict[tuple[str, str], str] = field(default_factory=dict)
    lists: dict[str, dict[str, tuple[dict[str, str], frozenset[str], frozenset[str]]]] = field(
        default_factory=lambda: defaultdict(dict)
    )

    def enter(self, shown: ListShown) -> Iterator[Fault]:
        """Enter a list; yield where its receipt number is another case's, or not that of the same case."""
        told = facts_of(shown.message, shown.guide)
        case = (shown.guide.procedure_code, str(sorted(told.items())))
        number = shown.message["receipt"]
        if self.receipts.setdefault(number, case) != case:
            yield "receipt_shared", f"{number}: {case} and {self.receipts[number]}"
        if self.numbers.setdefault(case, number) != number:
            yield "receipt_changes", f"{case}: {number} and {self.numbers[case]}"
        needed, open_ones = (
            frozenset(item["id"] for item in shown.message[group]) for group in ("needed", "undecided")
        )
        self.lists[case[0]][case[1]] = (told, needed, open_ones)

    def doubts(self) -> Iterator[Fault]:
        """Yield where an unsure list needs a paper that a sure one with the same answers does not, or lacks one."""
        for code, lists in self.lists.items():
            sure = [entry for entry in lists.values() if UNSURE not in entry[0].values()]
            for told, needed, open_ones in lists.values():
                known = {fact: choice for fact, choice in told.items() if choice != UNSURE}
                if len(known) == len(told):
                    continue
                for facts, papers, _ in sure:
                    if known.items() <= facts.items() and not needed <= papers <= needed | open_ones:
                        yield "doubt_dropped", f"{code}: {told} against {facts}: {sorted(needed ^ papers)}"
