"""Conditions with three values: Kleene's tables, and no answer that a later fact could overturn."""

from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.guides.conditions import UNSURE, facts_in, holds

VALUES = {True: {"t": "x"}, False: {"f": "x"}, None: {"u": "x"}}
FACTS = {"t": "x", "f": "y"}
FACT_IDS, CHOICES = ("a", "b", "c"), ("x", "y", "z")

terms = st.dictionaries(
    st.sampled_from(FACT_IDS),
    st.one_of(st.sampled_from(CHOICES), st.lists(st.sampled_from(CHOICES), min_size=1)),
    max_size=2,
)
conditions = st.recursive(
    terms,
    lambda inner: st.one_of(
        st.builds(lambda parts: {"any": parts}, st.lists(inner, max_size=3)),
        st.builds(lambda parts: {"all": parts}, st.lists(inner, max_size=3)),
        st.builds(lambda part: {"not": part}, inner),
    ),
    max_leaves=8,
)
answers = st.fixed_dictionaries({fact: st.sampled_from(CHOICES) for fact in FACT_IDS})
known = st.sets(st.sampled_from(FACT_IDS))


@pytest.mark.parametrize(
    ("left", "right", "both", "either"),
    [
        (True, True, True, True),
        (True, False, False, True),
        (True, None, None, True),
        (False, False, False, False),
        (False, None, False, None),
        (None, None, None, None),
    ],
)
def test_kleenes_tables(left: bool | None, right: bool | None, both: bool | None, either: bool | None) -> None:
    for first, second in ((left, right), (right, left)):
        pair = [VALUES[first], VALUES[second]]
        assert holds({"all": pair}, FACTS) is both
        assert holds({"any": pair}, FACTS) is either


@pytest.mark.parametrize(("value", "negated"), [(True, False), (False, True), (None, None)])
def test_not_turns_what_is_known_and_leaves_the_unknown(value: bool | None, negated: bool | None) -> None:
    assert holds({"not": VALUES[value]}, FACTS) is negated


@pytest.mark.parametrize("condition", [None, {}])
def test_an_absent_condition_always_holds(condition: dict[str, Any] | None) -> None:
    assert holds(condition, {}) is True


def test_several_choices_are_any_of_them() -> None:
    condition = {"a": ["x", "y"]}
    assert [holds(condition, {"a": choice}) for choice in CHOICES] == [True, True, False]


def test_several_facts_must_all_agree() -> None:
    condition = {"a": "x", "b": "y"}
    assert holds(condition, {"a": "x"}) is None
    assert holds(condition, {"a": "x", "b": "y"}) is True
    assert holds(condition, {"b": "z"}) is False


@given(conditions)
def test_unsure_is_as_unknown_as_untold(condition: dict[str, Any]) -> None:
    assert holds(condition, dict.fromkeys(FACT_IDS, UNSURE)) is holds(condition, {})


@given(conditions, answers)
def test_with_every_fact_known_everything_is_decided(condition: dict[str, Any], facts: Mapping[str, str]) -> None:
    assert holds(condition, facts) is not None


@given(conditions, answers, known)
def test_what_is_decided_early_is_never_overturned(
    condition: dict[str, Any], facts: dict[str, str], told: set[str]
) -> None:
    early = holds(condition, {fact: facts[fact] for fact in told})
    assert early is None or early is holds(condition, facts)


@given(conditions, conditions, answers, known)
def test_de_morgan(left: dict[str, Any], right: dict[str, Any], facts: dict[str, str], told: set[str]) -> None:
    some = {fact: facts[fact] for fact in told}
    assert holds({"not": {"any": [left, right]}}, some) is holds({"all": [{"not": left}, {"not": right}]}, some)


@given(conditions, answers)
def test_only_the_facts_that_a_condition_names_decide_it(condition: dict[str, Any], facts: dict[str, str]) -> None:
    named = {fact for fact, _ in facts_in(condition)}
    assert holds(condition, {fact: choice for fact, choice in facts.items() if fact in named}) is holds(
        condition, facts
    )


def test_the_facts_of_a_condition_are_found_at_any_depth() -> None:
    condition = {"any": [{"a": ["x", "y"]}, {"not": {"all": [{"b": "z"}]}}]}
    assert list(facts_in(condition)) == [("a", "x"), ("a", "y"), ("b", "z")]
    assert list(facts_in(None)) == []
