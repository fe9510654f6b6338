"""The checklist: which papers this citizen needs, and the one question worth asking next."""

from collections.abc import Mapping
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.guides.checklist import decide
from knowledge.guides.conditions import UNSURE
from knowledge.guides.errors import UnknownFactError
from knowledge.guides.models import Guide, GuideComponent
from tests.knowledge.guides.samples import component, fact, guide

BIRTH = Guide.model_validate(guide())
TOLD = st.fixed_dictionaries(
    {},
    optional={fact.id: st.sampled_from([*(choice.id for choice in fact.choices), UNSURE]) for fact in BIRTH.facts},
)
HERE = {"nationality": "vietnamese"}


def ids(components: tuple[GuideComponent, ...]) -> list[str]:
    return [item.id for item in components]


def asks(guide: Guide, facts: Mapping[str, str]) -> str | None:
    question = decide(guide, facts).next_fact
    return question.id if question else None


def test_a_home_birth_with_a_witness_needs_a_witness_statement() -> None:
    checklist = decide(BIRTH, {**HERE, "birth_place": "home", "witness": "yes"})
    assert ids(checklist.needed) == ["form", "witness_statement"]
    assert ids(checklist.not_needed) == ["birth_certificate", "affidavit"]
    assert (checklist.undecided, checklist.next_fact, checklist.complete) == ((), None, True)


def test_a_hospital_birth_is_not_asked_for_a_witness() -> None:
    checklist = decide(BIRTH, {**HERE, "birth_place": "hospital"})
    assert ids(checklist.needed) == ["form", "birth_certificate"]
    assert checklist.complete


def test_nothing_told_leaves_open_what_depends_on_it() -> None:
    checklist = decide(BIRTH, {})
    assert ids(checklist.needed) == ["form"]
    assert ids(checklist.undecided) == ["birth_certificate", "witness_statement", "affidavit"]


def test_what_may_lead_to_another_procedure_is_asked_first() -> None:
    assert asks(BIRTH, {}) == "nationality"
    assert asks(BIRTH, HERE) == "birth_place"


def test_a_question_is_asked_only_where_its_condition_holds() -> None:
    assert asks(BIRTH, {**HERE, "birth_place": "home"}) == "witness"
    assert asks(BIRTH, {**HERE, "birth_place": UNSURE}) is None


def test_a_question_that_changes_nothing_any_more_is_not_asked() -> None:
    papers = [component("form", {"a": "x"}), component("copy", {"any": [{"a": "x"}, {"b": "x"}]})]
    made = Guide.model_validate(guide(facts=[fact("a", "x", "y"), fact("b", "x", "y")], components=papers))
    assert asks(made, {"a": "x"}) is None
    assert asks(made, {"a": "y"}) == "b"


def test_a_question_that_no_paper_depends_on_is_never_asked() -> None:
    made = Guide.model_validate(guide(facts=[fact("colour", "red", "blue")], components=[component("form")]))
    assert asks(made, {}) is None


def test_the_question_that_decides_most_papers_is_asked_first() -> None:
    papers = [component("p", {"a": "x"}), component("q", {"b": "x"}), component("r", {"b": "y"})]
    made = Guide.model_validate(guide(facts=[fact("a", "x", "y"), fact("b", "x", "y")], components=papers))
    assert asks(made, {}) == "b"


def test_unsure_keeps_both_branches_and_is_not_asked_again() -> None:
    checklist = decide(BIRTH, {**HERE, "birth_place": "home", "witness": UNSURE})
    assert ids(checklist.undecided) == ["witness_statement", "affidavit"]
    assert checklist.complete


def test_facts_that_lead_elsewhere_end_the_questions() -> None:
    checklist = decide(BIRTH, {"nationality": "foreign"})
    assert checklist.go_to is not None
    assert checklist.go_to.procedure_code == "2.000528"
    assert checklist.next_fact is None


def test_an_answer_that_another_answer_made_irrelevant_is_dropped() -> None:
    checklist = decide(BIRTH, {**HERE, "birth_place": "hospital", "witness": "yes"})
    assert dict(checklist.facts) == {**HERE, "birth_place": "hospital"}


def test_answers_are_dropped_through_a_chain_of_questions() -> None:
    facts = [fact("a", "x", "y"), fact("b", "x", "y", ask_if={"a": "x"}), fact("c", "x", "y", ask_if={"b": "x"})]
    made = Guide.model_validate(guide(facts=facts, components=[component("p", {"c": "x"})]))
    checklist = decide(made, {"a": "y", "b": "x", "c": "x"})
    assert dict(checklist.facts) == {"a": "y"}
    assert checklist.complete


def test_a_dropped_answer_leads_nowhere() -> None:
    away = fact("b", "x", "y", ask_if={"a": "x"})
    away["choices"][0]["go_to"] = {"procedure_code": "2.000528", "because": "vì", "seen_in": ["1.000001#name"]}
    made = Guide.model_validate(guide(facts=[fact("a", "x", "y"), away], components=[component("p", {"a": "x"})]))
    assert decide(made, {"a": "y", "b": "x"}).go_to is None


def test_a_paper_of_an_irrelevant_question_is_not_needed_rather_than_undecided() -> None:
    facts = [fact("a", "x", "y"), fact("b", "x", "y", ask_if={"a": "x"})]
    made = Guide.model_validate(guide(facts=facts, components=[component("p", {"b": "x"})]))
    checklist = decide(made, {"a": "y"})
    assert (ids(checklist.not_needed), checklist.undecided) == (["p"], ())


def test_an_unknown_fact_is_refused_with_the_facts_that_are_asked() -> None:
    with pytest.raises(
        UnknownFactError, match=r"1\.000001 asks no fact 'colour'; it asks: witness, birth_place, nationality"
    ):
        decide(BIRTH, {"colour": "red"})


def test_an_unknown_choice_is_refused_with_the_choices_there_are() -> None:
    with pytest.raises(UnknownFactError, match=r"birth_place has no choice 'car'; it has: home, hospital, unsure"):
        decide(BIRTH, {"birth_place": "car"})


@given(TOLD)
def test_every_paper_stands_in_exactly_one_list(facts: dict[str, str]) -> None:
    checklist = decide(BIRTH, facts)
    listed = [*ids(checklist.needed), *ids(checklist.not_needed), *ids(checklist.undecided)]
    assert sorted(listed) == sorted(ids(BIRTH.components))


@given(TOLD)
def test_the_next_question_is_open_and_one_of_its_answers_changes_the_outcome(facts: dict[str, str]) -> None:
    checklist = decide(BIRTH, facts)
    if checklist.next_fact is None:
        return
    assert checklist.next_fact.id not in checklist.facts
    after = [
        decide(BIRTH, {**checklist.facts, checklist.next_fact.id: item.id}) for item in checklist.next_fact.choices
    ]
    assert len({(ids_of(item.needed), ids_of(item.undecided), item.go_to is None) for item in after}) > 1


def ids_of(components: tuple[GuideComponent, ...]) -> tuple[str, ...]:
    return tuple(item.id for item in components)


def test_the_order_of_answers_does_not_matter() -> None:
    for place, seen in product(("home", "hospital"), ("yes", "no", UNSURE)):
        told = {"witness": seen, "birth_place": place, **HERE}
        assert decide(BIRTH, told) == decide(BIRTH, dict(reversed(told.items())))
