"""Many simulated conversations, one after another, and what is told of them: counts, questions per list, violations."""

import random
import statistics
import time
import traceback
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx

from tests.bot.simulating.after_list import AFTER
from tests.bot.simulating.cases import Deck
from tests.bot.simulating.citizens import MOST_TURNS, Citizen, sentences
from tests.bot.simulating.desks import Desk, Served
from tests.bot.simulating.invariants import Fault, Ledger, compared, faults_of, shown_characters
from tests.bot.simulating.wandering import OPEN, Deed, come_back, correct_by_choice
from tests.bot.talking import question

WANDERING = (0.4, 0.25)
"""Share of citizens who wander at all, and how likely they do so before an answer."""
MOST_DEVIATIONS = 4
MOST_AFTER = 3
IN_WORDS = ("label", "words", "number", "two_facts", "correct")
"""Deeds that give an answer in words."""


@dataclass(frozen=True)
class Violation:
    """Something that must not happen, with the conversation it happened in."""

    number: int
    kind: str
    what: str
    transcript: tuple[str, ...]


@dataclass
class Told:
    """What came of many conversations."""

    conversations: int = 0
    turns: list[int] = field(default_factory=list)
    questions: list[int] = field(default_factory=list)
    questions_unhindered: list[int] = field(default_factory=list)
    guides: set[str] = field(default_factory=set)
    characters: list[int] = field(default_factory=list)
    deeds: Counter[str] = field(default_factory=Counter)
    ends: Counter[str] = field(default_factory=Counter)
    lists: int = 0
    compared: int = 0
    violations: list[Violation] = field(default_factory=list)
    ledger: Ledger = field(default_factory=Ledger)
    seconds: float = 0.0

    @property
    def median_questions(self) -> float:
        """The median of questions before the first list."""
        return statistics.median(self.questions)


def play(citizen: Citizen) -> None:
    """Play one conversation from the opening to its end."""
    chance = citizen.chance
    wanders = chance.random() < WANDERING[0]
    left = MOST_DEVIATIONS if wanders else 0
    after = chance.randint(1, MOST_AFTER) if wanders or chance.random() < 0.5 else 0
    citizen.deviations = left
    if not citizen.begin():
        return
    while len(citizen.turns) < MOST_TURNS:
        if citizen.ended in ("lost", "stopped", "misheard"):
            return
        if citizen.open and citizen.on_screen:
            if left and chance.random() < WANDERING[1]:
                left -= 1
                _drawn(OPEN, chance)(citizen)
            else:
                citizen.answer()
        elif citizen.open:
            come_back(citizen)
        elif citizen.ended and not (citizen.ended == "refused" and _think_again(citizen)):
            return
        elif after and citizen.lists:
            after -= 1
            _drawn(AFTER, chance)(citizen)
        else:
            return
    citizen.fault("endless", f"{MOST_TURNS} turns")


def _think_again(citizen: Citizen) -> bool:
    """After a refusal, sometimes give another answer; return whether that leads on."""
    if citizen.chance.random() < 0.5:
        return False
    citizen.ended = ""
    correct_by_choice(citizen)
    return citizen.open is not None or bool(citizen.lists)


def _drawn(deeds: dict[str, tuple[int, Deed]], chance: random.Random) -> Deed:
    names = list(deeds)
    return deeds[chance.choices(names, [deeds[name][0] for name in names])[0]][1]


def run(
    count: int, seed: int, deck: Deck, desk: Callable[[], Desk], told: Told | None = None, first: int = 0
) -> Iterator[Told]:
    """Play `count` conversations and yield what came of them so far, after each; the last one is the result."""
    told = told or Told()
    started = time.monotonic()
    for number in range(first, first + count):
        chance = random.Random(f"{seed}/{number}")
        citizen = Citizen(desk(), deck, deck.case(deck.guide(number), chance), chance)
        try:
            play(citizen)
        except Exception as error:
            citizen.fault("raised", f"{error!r} at {_place(error)}")
        _enter(told, number, citizen)
        told.seconds = round(time.monotonic() - started, 1)
        yield told


def result(told: Iterable[Told]) -> Told:
    """Play to the end and return what came of it."""
    *_, last = told
    return last


@contextmanager
def served(url: str) -> Iterator[Callable[[], Served]]:
    """Yield what gives each citizen a conversation of its own with the application at `url`."""
    with ExitStack() as stack:
        yield lambda: Served(stack.enter_context(httpx.Client(base_url=url, timeout=30)))


def share_missed(told: Told) -> float:
    """Return the share of answers in words that were not understood."""
    missed = sum(count for deed, count in told.deeds.items() if deed.endswith("_missed"))
    return missed / max(1, sum(told.deeds[deed] for deed in IN_WORDS))


def _place(error: BaseException) -> str:
    frames = traceback.extract_tb(error.__traceback__)[-3:]
    return " < ".join(f"{Path(frame.filename).name}:{frame.lineno}" for frame in reversed(frames))


def _enter(told: Told, number: int, citizen: Citizen) -> None:
    told.conversations += 1
    told.guides |= {guide.procedure_code for guide in citizen.played[:1]}
    told.turns.append(len(citizen.turns))
    told.deeds.update(citizen.counts)
    told.ends[citizen.ended or ("list" if citizen.lists else "none")] += 1
    told.characters += [shown_characters(turn.reply) for turn in citizen.turns]
    if citizen.lists:
        asked = len(citizen.first_asked)
        told.questions.append(asked)
        if not citizen.deviations and len(citizen.played) == 1:
            told.questions_unhindered.append(asked)
    faults = faults_of(citizen)
    for shown in citizen.lists:
        told.lists += 1
        told.compared += compared(shown, citizen.deck.situations[shown.guide.procedure_code])
        faults += told.ledger.enter(shown)
    told.violations += [Violation(number, kind, what, transcript(citizen)) for kind, what in dict.fromkeys(faults)]


def close(told: Told) -> list[Fault]:
    """Compare the lists of all conversations with each other; return what does not fit together."""
    found = list(told.ledger.doubts())
    told.violations += [Violation(-1, kind, what, ()) for kind, what in found]
    return found


def transcript(citizen: Citizen) -> tuple[str, ...]:
    """Return a conversation in lines a person can read."""
    lines = [f"{citizen.played[0].procedure_code} {citizen.played[0].plain_name}" if citizen.played else ""]
    for turn in citizen.turns:
        heard = " / ".join(text[:120] for text in sentences(turn.reply))
        shown = [message["type"] for message in turn.reply["messages"] if message["type"] not in ("text", "choices")]
        asks = f" ?{question(turn.reply)}" if question(turn.reply) else ""
        lines += [f"> ({turn.deed}) {turn.said}", f"  {heard} {shown or ''}{asks}"]
    return tuple(lines)


def percentile(values: list[int], share: float) -> int:
    """Return the least value that at least `share` of the values do not exceed."""
    ordered = sorted(values)
    return ordered[max(0, min(len(ordered) - 1, -(-len(ordered) * int(share * 1000) // 1000) - 1))] if ordered else 0


def spread(values: list[int]) -> dict[str, float]:
    """Return count, median, 95th and 99th percentile and maximum."""
    if not values:
        return {"count": 0}
    return {
        "count": len(values),
        "median": statistics.median(values),
        "mean": round(statistics.mean(values), 2),
        "p95": percentile(values, 0.95),
        "p99": percentile(values, 0.99),
        "max": max(values),
    }


def as_json(told: Told, most_transcripts: int = 40) -> dict[str, Any]:
    """Return the result as it is kept; of many violations the first ones with their transcripts."""
    kinds = Counter(violation.kind for violation in told.violations)
    return {
        "conversations": told.conversations,
        "seconds": told.seconds,
        "ends": dict(told.ends.most_common()),
        "turns": spread(told.turns),
        "lists": told.lists,
        "lists_compared_with_a_situation": told.compared,
        "questions_per_list": spread(told.questions),
        "questions_per_list_without_deviation": spread(told.questions_unhindered),
        "characters_per_reply": spread(told.characters),
        "deeds": dict(told.deeds.most_common()),
        "violations": sum(kinds.values()),
        "violations_by_kind": dict(kinds.most_common()),
        "first_violations": [
            {"number": item.number, "kind": item.kind, "what": item.what, "transcript": item.transcript}
            for item in told.violations[:most_transcripts]
        ],
    }
