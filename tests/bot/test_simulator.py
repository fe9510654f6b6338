"""Two hundred simulated citizens: every guide played with answers, digressions and corrections drawn by chance.

What must hold does not come from the rules engine: see `simulating/invariants.py`. More of them: `tests/prove_simulator.py`.
"""

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from channels.services import Services, put_together
from knowledge.settings import Settings
from tests.bot.simulating.cases import Deck
from tests.bot.simulating.desks import Beside, Desk
from tests.bot.simulating.runs import Told, Violation, close, result, run, served, share_missed
from tests.bot.talking import Reply

SEED = 20261122
BESIDE, SERVED = 185, 15
MOST_QUESTIONS = 3
MOST_MISSED = 0.03
FEWEST_COMPARED = 25
MOST_BROKEN, MOST_BROKEN_SERVED = 0.02, 1


@pytest.fixture(scope="module")
def services(guides_settings: Settings, tmp_path_factory: pytest.TempPathFactory) -> Services:
    """The application's parts on a day when every guide holds."""
    database = tmp_path_factory.mktemp("simulator") / "motcua.sqlite"
    return put_together(
        guides_settings.model_copy(update={"database_url": f"sqlite:///{database}", "today": "2026-11-22"})
    )


@pytest.fixture(scope="module")
def deck(services: Services) -> Deck:
    return Deck(services.library.guides)


@pytest.fixture(scope="module")
def told(services: Services, deck: Deck) -> Told:
    """What 185 conversations with the assistant itself brought."""
    return result(run(BESIDE, SEED, deck, lambda: Beside(services.gateway.assistant)))


def test_hardly_any_conversation_breaks_a_promise(told: Told) -> None:
    """What is left: an answer that implies another one which the citizen did not mean (docs/dialogue.md)."""
    assert told.conversations == BESIDE
    assert len(told.violations) <= MOST_BROKEN * BESIDE, written(told.violations)


def test_lists_of_different_conversations_do_not_contradict_each_other(told: Told) -> None:
    assert close(told) == []


def test_every_guide_is_played(told: Told, deck: Deck) -> None:
    assert len(told.guides) == len(deck.guides)


def test_half_of_the_lists_take_three_questions_or_fewer(told: Told) -> None:
    assert told.median_questions <= MOST_QUESTIONS


def test_what_the_guides_say_people_say_is_understood(told: Told) -> None:
    assert share_missed(told) <= MOST_MISSED


def test_lists_are_compared_with_papers_read_off_the_official_record(told: Told) -> None:
    assert told.compared >= FEWEST_COMPARED


def test_citizens_at_the_running_application_are_served_alike(live_url: str, deck: Deck) -> None:
    with served(live_url) as desk:
        heard = result(run(SERVED, SEED, deck, desk, first=BESIDE))
    assert heard.conversations == SERVED
    assert len(heard.violations) <= MOST_BROKEN_SERVED, written(heard.violations)


class Tampering:
    """A desk whose replies are changed before the citizen reads them."""

    def __init__(self, desk: Desk, change: Callable[[Reply], None]) -> None:
        self.desk, self.change = desk, change

    def say(self, text: str, act: str) -> Reply:
        return self._changed(self.desk.say(text, act))

    def tap(self, choice_id: str) -> Reply:
        return self._changed(self.desk.tap(choice_id))

    def _changed(self, reply: Reply) -> Reply:
        self.change(reply)
        return reply


def lists_in(reply: Reply) -> Iterator[dict[str, Any]]:
    return (message for message in reply["messages"] if message["type"] == "checklist")


def without_words(reply: Reply) -> None:
    reply["messages"] = []


def without_sources(reply: Reply) -> None:
    for shown in lists_in(reply):
        shown["source"]["title"] = ""


def without_a_paper(reply: Reply) -> None:
    for shown in lists_in(reply):
        del shown["needed"][:1]


def with_a_paper_of_another_case(reply: Reply) -> None:
    for shown in lists_in(reply):
        shown["needed"] += shown["not_needed"]
        shown["not_needed"] = []


def with_doubt_forgotten(reply: Reply) -> None:
    for shown in lists_in(reply):
        shown["not_needed"] += shown["undecided"]
        shown["undecided"] = []
        shown["complete"] = True


def with_one_receipt(reply: Reply) -> None:
    for shown in lists_in(reply):
        shown["receipt"] = "0123456789"


def with_the_other_answer(reply: Reply) -> None:
    for shown in lists_in(reply):
        for fact in shown["facts"]:
            fact["answer"] = "Gì đó khác"


def with_long_ids(reply: Reply) -> None:
    for message in reply["messages"]:
        for choice in message.get("choices", ()):
            choice["hint"], choice["id"] = "", f"{choice['id']}{'x' * 40}"


def with_erasure(reply: Reply) -> None:
    reply["erased"] = True


@pytest.mark.parametrize(
    ("change", "kind", "citizens"),
    [
        (without_words, "no_words", 8),
        (without_sources, "no_source", 8),
        (without_a_paper, "papers_lost", 8),
        (without_a_paper, "paper_missing", 40),
        (with_a_paper_of_another_case, "paper_of_another_case", 40),
        (with_doubt_forgotten, "doubt_dropped", 150),
        (with_one_receipt, "receipt_shared", 8),
        (with_the_other_answer, "heard_otherwise", 8),
        (with_long_ids, "bad_choice", 3),
        (with_erasure, "typed_text_acts", 3),
    ],
)
def test_a_citizen_notices(
    change: Callable[[Reply], None], kind: str, citizens: int, services: Services, deck: Deck
) -> None:
    told = result(run(citizens, SEED, deck, lambda: Tampering(Beside(services.gateway.assistant), change)))
    close(told)
    assert kind in {violation.kind for violation in told.violations}


class Forgetful(Beside):
    """An assistant that forgets every answer."""

    def say(self, text: str, act: str) -> Reply:
        return self._forgets(super().say(text, act))

    def tap(self, choice_id: str) -> Reply:
        return self._forgets(super().tap(choice_id))

    def _forgets(self, reply: Reply) -> Reply:
        if self.state.checklist:
            self.state.checklist.facts, self.state.checklist.order = {}, []
        return reply


def test_a_citizen_notices_questions_that_come_again_and_lists_that_never_come(services: Services, deck: Deck) -> None:
    told = result(run(6, SEED, deck, lambda: Forgetful(services.gateway.assistant)))
    assert {"asked_again", "endless"} <= {violation.kind for violation in told.violations}


def test_the_same_seed_plays_the_same_conversations(services: Services, deck: Deck) -> None:
    first, second = (result(run(10, SEED, deck, lambda: Beside(services.gateway.assistant))) for _ in range(2))
    assert (first.turns, first.deeds, first.questions) == (second.turns, second.deeds, second.questions)


def written(violations: list[Violation]) -> str:
    """Violations in words, the first ones with their conversations."""
    lines = [f"{len(violations)} violations"] if violations else []
    for item in violations[:5]:
        lines += ["", f"{item.number}: {item.kind}: {item.what}", *item.transcript]
    return "\n".join(lines)
