"""Why a reply was given: what the search decided, which rules fired, how long it took; from the real release."""

from dataclasses import replace

import pytest

from bot.answers.topics import Library
from bot.conversations.masking import DOTS
from bot.conversations.state import ConversationState, OpenChecklist
from channels.services import Services
from eval.console.trials.why import CANDIDATES, Turned, Why, why
from tests.bot.conversations.samples import reply

BIRTH = "1.001193"


@pytest.fixture
def library(services: Services) -> Library:
    return services.library


def turned(said: str, before: ConversationState | None = None, after: ConversationState | None = None) -> Turned:
    states = (before or ConversationState(), after or ConversationState())
    return Turned(said, True, *states, reply(), "ask", 0.9, composed_ms=30, total_ms=100)


def test_the_search_decides_as_it_did_for_the_citizen(library: Library) -> None:
    told = why(library, turned("làm khai sinh cho con"))
    found = library.retriever.search("làm khai sinh cho con")
    assert told.search
    assert (told.search.decision, told.search.about) == (found.decision, found.about)
    assert [one.code for one in told.search.candidates] == [one.procedure_code for one in found.results][:CANDIDATES]


def test_the_procedure_talked_about_is_the_context(library: Library) -> None:
    told = why(library, turned("phí bao nhiêu", ConversationState(topics=[BIRTH])))
    assert told.aspects == ["fee"]
    assert told.search
    assert told.search.context
    assert (told.search.context.code, told.search.context.kept) == (BIRTH, True)


def test_what_was_read_with_an_unclear_message_before_is_said(library: Library) -> None:
    unclear = ConversationState(offered=[BIRTH, "1.000656"], unclear="làm giấy tờ")
    assert why(library, turned("cho con", unclear)).joined
    assert not why(library, turned("cho con")).joined


def test_a_tap_and_dots_alone_are_not_looked_up(library: Library) -> None:
    assert why(library, replace(turned("Ở nhà"), typed=False)).search is None
    assert why(library, turned(DOTS)).search is None


def test_facts_and_rules_are_those_after_the_reply(library: Library) -> None:
    guide = library.guides[BIRTH]
    fact = guide.facts[0]
    state = ConversationState(checklist=OpenChecklist(procedure_code=BIRTH, facts={fact.id: fact.choices[0].id}))
    form = why(library, turned("dạ", after=state)).form
    assert form
    assert [(told.question, told.answer) for told in form.facts] == [(fact.question, fact.choices[0].label)]
    assert [rule.name for rule in form.rules] == [component.name for component in guide.components]


@pytest.mark.parametrize(
    "checklist",
    [OpenChecklist(procedure_code="9.999999"), OpenChecklist(procedure_code=BIRTH, facts={"weather": "rain"})],
    ids=["no such procedure", "no such fact"],
)
def test_a_list_that_the_release_knows_no_more_is_left_out(library: Library, checklist: OpenChecklist) -> None:
    assert why(library, turned("dạ", after=ConversationState(checklist=checklist))).form is None


def test_steps_add_up_to_the_whole(library: Library) -> None:
    steps = {step.name: step.milliseconds for step in why(library, turned("làm khai sinh cho con")).steps}
    assert steps["total"] == steps["understand"] + steps["compose"] == 100
    quick = why(library, replace(turned("dạ"), composed_ms=120)).steps
    assert min(step.milliseconds for step in quick) >= 0


def test_reasons_are_kept_whole(library: Library) -> None:
    told = why(library, turned("làm khai sinh cho con"))
    assert Why.model_validate_json(told.model_dump_json()) == told
