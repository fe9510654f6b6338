"""What a citizen does with the list: tells which papers are there, asks what is missing, has them checked."""

from tests.bot.simulating.citizens import Citizen, options, sentences
from tests.bot.simulating.wandering import (
    CHECK,
    CHECKED,
    MISSING,
    MISSING_ENDS,
    NOTHING_MISSING,
    TICK,
    Deed,
    correct_by_choice,
    correct_in_words,
    tap_an_old_choice,
)


def papers(citizen: Citizen) -> dict[str, str]:
    """Return the names of all papers on the newest list, by id."""
    shown = citizen.lists[-1].message
    return {item["id"]: item["name"] for item in (*shown["needed"], *shown["undecided"])}


def say_what_is_there(citizen: Citizen) -> None:
    """Name a paper; it is not missing any more."""
    names = [*papers(citizen).values()]
    if not names:
        return
    name = citizen.chance.choice(names)
    citizen.say("have", paper=citizen.typed(name.split("(")[0].strip()))
    offered = [choice for choice in options(citizen.last) if choice["label"] == f"{TICK}{name}"]
    told = " ".join(sentences(citizen.last))
    if MISSING not in told and NOTHING_MISSING not in told and offered:
        citizen.tap("which_paper", offered[0])
    if _missing(citizen) is None:
        citizen.fault("paper_not_noted", name)
    elif name in (_missing(citizen) or []):
        citizen.fault("paper_still_missing", name)


def tap_what_is_there(citizen: Citizen) -> None:
    """Ask what is missing, then tap papers until nothing is: each tap takes one away."""
    citizen.say("missing")
    left = _missing(citizen)
    if left is None:
        citizen.fault("missing_untold")
    for _ in range(len(papers(citizen))):
        ticks = [choice for choice in options(citizen.last) if choice["label"].startswith(TICK)]
        if not ticks:
            break
        before = len(_missing(citizen) or [])
        citizen.tap("have_tap", citizen.chance.choice(ticks))
        if len(_missing(citizen) or []) >= before and _all_apart(citizen):
            citizen.fault("paper_still_missing", citizen.turns[-1].said)


def _all_apart(citizen: Citizen) -> bool:
    names = [*papers(citizen).values()]
    return len(names) == len(set(names))


def _missing(citizen: Citizen) -> list[str] | None:
    for text in sentences(citizen.last):
        if text.startswith(MISSING):
            named = text.removeprefix(MISSING).rsplit(MISSING_ENDS, 1)[0]
            return [name for name in papers(citizen).values() if f"; {name}; " in f"; {named}; "]
        if NOTHING_MISSING in text:
            return []
    return None


def have_them_checked(citizen: Citizen) -> None:
    """Open the check where it is offered; it asks about each paper at most once and then ends."""
    ways = [choice for choice in options(citizen.last) if choice["label"].startswith(CHECK)]
    if not ways:
        return
    citizen.tap("check", ways[0])
    for _ in papers(citizen):
        answers = [choice for choice in options(citizen.last) if choice["label"] in CHECKED]
        if not answers:
            return
        citizen.tap("checked", citizen.chance.choice(answers))
    if any(choice["label"] in CHECKED for choice in options(citizen.last)):
        citizen.fault("endless_check")


def ask_to_be_erased_in_words(citizen: Citizen) -> None:
    """Words alone erase nothing and hand nothing over: a bare yes does not either."""
    citizen.say(citizen.chance.choice(["erase", "human"]))
    citizen.say("agree")


def _say(deed: str) -> Deed:
    def do(citizen: Citizen) -> None:
        citizen.say(deed)

    return do


AFTER: dict[str, tuple[int, Deed]] = {
    "have": (4, say_what_is_there),
    "have_tap": (3, tap_what_is_there),
    "check": (3, have_them_checked),
    "correct": (5, correct_in_words),
    "by_choice": (4, correct_by_choice),
    "old_choice": (2, tap_an_old_choice),
    "erase": (2, ask_to_be_erased_in_words),
    "fee": (2, _say("fee")),
    "thanks": (3, _say("thanks")),
}
"""Deeds when the list is there: how often each is drawn, and the deed."""
