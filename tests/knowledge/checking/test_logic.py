"""A guide's own logic is checked without any catalogue."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from knowledge.checking.logic import MOST_QUESTIONS, check
from tests.knowledge.checking.conftest import FORM, at, guide, told
from tests.knowledge.guides.samples import component, fact


def spoken(made: dict[str, Any]) -> dict[str, Any]:
    """Give every choice of a fact its own words."""
    for choice in made["choices"]:
        choice["words"] = [f"{made['id']} {choice['id']}"]
    return made


def paper(component_id: str, needed_if: dict[str, Any]) -> dict[str, Any]:
    return component(component_id, needed_if, not_needed_because="khỏi", seen_in=[at(FORM)])


def test_a_sound_guide_has_no_findings() -> None:
    assert list(check(guide())) == []


def test_a_question_that_decides_nothing_is_an_error() -> None:
    made = guide(facts=[*guide().facts, spoken(fact("weather", "sun", "rain"))])
    assert told(check(made)) == ["facts.weather: the answer changes nothing: ask no question without need"]


def test_a_question_that_only_opens_an_idle_question_is_an_error_too() -> None:
    gate, idle = spoken(fact("a", "x", "y")), spoken(fact("b", "x", "y", ask_if={"a": "x"}))
    errors = told(check(guide(facts=[*guide().facts, gate, idle])))
    assert [text.split(":")[0] for text in errors] == ["facts.a", "facts.b"]


def test_a_question_that_ends_the_procedure_decides() -> None:
    ends = spoken(fact("age", "child", "adult"))
    ends["choices"][0]["refusal"] = {"because": "chưa đủ tuổi", "seen_in": [at(FORM)]}
    assert told(check(guide(facts=[*guide().facts, ends]))) == []


def test_a_question_that_only_decides_a_fee_is_never_asked_and_an_error() -> None:
    fee = {"text": "20.000 đồng", "amount": 20000, "applies_if": {"haste": "yes"}, "seen_in": [at("fees.direct")]}
    made = guide(facts=[*guide().facts, spoken(fact("haste", "yes", "no"))], fees=[fee])
    assert told(check(made)) == ["facts.haste: the answer changes nothing: ask no question without need"]


def test_a_contradictory_condition_is_an_error() -> None:
    never = paper("never", {"all": [{"birth_place": "home"}, {"birth_place": "hospital"}]})
    assert told(check(guide(components=[*guide().components, never]))) == [
        "components.never.needed_if: the condition can never hold"
    ]


def test_a_case_behind_a_question_that_is_never_asked_is_dead() -> None:
    gate = spoken(fact("a", "x", "y"))
    asked = spoken(fact("b", "x", "y", ask_if={"all": [{"a": "x"}, {"not": {"a": "x"}}]}))
    made = guide(facts=[*guide().facts, gate, asked], components=[*guide().components, paper("late", {"b": "x"})])
    errors = told(check(made))
    assert "facts.b.ask_if: the condition can never hold" in errors
    assert "components.late.needed_if: the condition can never hold" in errors


def test_a_condition_that_always_holds_is_a_warning() -> None:
    always = paper("always", {"birth_place": ["home", "hospital"]})
    warnings = told(check(guide(components=[*guide().components, always])), "warning")
    assert warnings == ["components.always.needed_if: the condition always holds: leave it out"]


def test_a_choice_without_words_and_words_of_two_choices_are_errors() -> None:
    dumb = fact("birth_place", "home", "hospital")
    assert len(told(check(guide(facts=[dumb])))) == 2
    twins = spoken(fact("birth_place", "home", "hospital"))
    twins["choices"][0]["words"] = ["bệnh viện"]
    twins["choices"][1]["words"] = ["Benh vien"]
    assert told(check(guide(facts=[twins]))) == [
        "facts.birth_place.hospital: the words 'Benh vien' stand for two choices"
    ]


def test_a_paper_with_a_condition_says_why_it_is_not_needed() -> None:
    silent = component("silent", {"birth_place": "home"}, seen_in=[at(FORM)])
    assert told(check(guide(components=[*guide().components, silent]))) == [
        "components.silent: says to nobody why it is not needed (not_needed_because)"
    ]


def test_a_path_without_any_paper_is_an_error() -> None:
    only = [paper("witness", {"birth_place": "home"})]
    assert told(check(guide(components=only))) == ["facts: a path ends without any paper"]


def test_too_many_questions_are_an_error() -> None:
    facts = [spoken(fact(f"f{number}", "x", "y")) for number in range(MOST_QUESTIONS + 1)]
    papers = [paper(f"p{number}", {f"f{number}": "x"}) for number in range(MOST_QUESTIONS + 1)]
    made = guide(facts=facts, components=[component("form", seen_in=[at(FORM)]), *papers])
    assert told(check(made)) == [f"facts: a path asks more than {MOST_QUESTIONS} questions"]


def test_many_facts_in_one_condition_are_sampled_in_bounded_time() -> None:
    facts = [spoken(fact(f"f{number}", "a", "b", "c", "d")) for number in range(12)]
    condition = {"any": [{f"f{number}": "a"} for number in range(12)]}
    made = guide(facts=facts, components=[component("form", seen_in=[at(FORM)]), paper("p", condition)])
    assert not [text for text in told(check(made)) if "never hold" in text]


@given(st.dictionaries(st.sampled_from(["birth_place"]), st.sampled_from(["home", "hospital"]), min_size=1))
def test_a_condition_on_one_choice_is_neither_dead_nor_idle(condition: dict[str, Any]) -> None:
    made = guide(components=[*guide().components, paper("extra", condition)])
    assert list(check(made)) == []
