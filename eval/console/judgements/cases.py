"""Judgements as test cases, in the form of the eval's questions and dialogues; never among the frozen sets."""

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.answers.messages import Decision
from eval.console.errors import ConsoleError
from eval.console.judgements.judgements import Judgement
from knowledge.settings import ROOT

FROZEN = ROOT / "eval" / "questions"


class FrozenFolderError(ConsoleError):
    """The folder holds the frozen sets: judgements are never mixed into them; name a file elsewhere."""

    key = "judgements.frozen"


@dataclass(frozen=True)
class Case:
    """What a judged reply should have been. `expect`: groups of codes, as in the eval's questions."""

    judgement: Judgement
    behaviour: Decision
    expect: tuple[tuple[str, ...], ...]


def case(judgement: Judgement) -> Case | None:
    """Return what the reply should have been; None where the judgement does not say it: wrong, but not what is right."""
    of, decision = judgement.of, Decision(judgement.of.decision)
    if judgement.verdict == "decline":
        return Case(judgement, Decision.DECLINE, ())
    if judgement.expected:
        return Case(judgement, Decision.ANSWER, ((judgement.expected,),))
    if judgement.verdict == "wrong":
        return None
    if decision is Decision.CLARIFY:
        return Case(judgement, decision, (of.procedures,)) if of.procedures else None
    if decision is Decision.ANSWER:
        return Case(judgement, decision, tuple((code,) for code in of.procedures)) if of.procedures else None
    return Case(judgement, decision, ())


def newest(judgements: Iterable[Judgement]) -> list[Judgement]:
    """Return the last judgement of each reply; of two members of staff the later one is right."""
    return list({judgement.of.turn_id: judgement for judgement in judgements}.values())


def questions(
    judgements: Iterable[Judgement], is_taught: Callable[[str], bool] = lambda _: False
) -> list[dict[str, Any]]:
    """Return the replies to a first message as questions of the eval; `is_taught`: whether one is a phrasing by now.

    Left out are replies that need what was said before, that are no decision about a procedure, and taught questions:
    on what was taught itself everybody is right.
    """
    found = [case(judgement) for judgement in newest(judgements) if not judgement.of.place]
    return [
        {"id": f"judged-{one.judgement.number}", **_turn(one)}
        for one in found
        if one and one.behaviour is not Decision.DIALOGUE and not is_taught(one.judgement.of.question)
    ]


def dialogues(judgements: Iterable[Judgement]) -> list[dict[str, Any]]:
    """Return trials of several messages as dialogues of the eval, up to the first reply that nobody judged."""
    trials = defaultdict[int, dict[int, Judgement]](dict)
    for judgement in newest(judgements):
        trials[judgement.of.trial][judgement.of.place] = judgement
    made = ((trial, list(_judged_turns(places))) for trial, places in sorted(trials.items()))
    return [{"id": f"judged-trial-{trial}", "turns": turns} for trial, turns in made if len(turns) > 1]


def lines(entries: Iterable[dict[str, Any]]) -> Iterator[str]:
    """Yield entries as JSON Lines."""
    return (json.dumps(entry, ensure_ascii=False) + "\n" for entry in entries)


def write(path: Path, entries: Iterable[dict[str, Any]]) -> int:
    """Write entries into a file; return how many. Raises `FrozenFolderError` and `OSError`."""
    if path.resolve().is_relative_to(FROZEN.resolve()):
        raise FrozenFolderError
    told = list(lines(entries))
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(told), encoding="utf-8")
    return len(told)


def _judged_turns(places: dict[int, Judgement]) -> Iterator[dict[str, Any]]:
    for place in range(len(places)):
        judgement = places.get(place)
        found = case(judgement) if judgement else None
        if found is None:
            return
        yield _turn(found)


def _turn(found: Case) -> dict[str, Any]:
    of, made_at = found.judgement.of, found.judgement.made_at
    return {
        "question": of.question,
        "expect": [list(group) for group in found.expect],
        "behaviour": str(found.behaviour),
        "judged": {"release": of.release, "on": made_at.date().isoformat() if made_at else ""},
    }
