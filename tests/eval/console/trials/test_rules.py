"""Rules in words, and what facts made of each paper."""

import pytest

from eval.console.texts import t
from eval.console.trials.rules import in_words, rules
from knowledge.guides.errors import UnknownFactError
from knowledge.guides.loading import load
from knowledge.guides.models import Guide

AND, OR = t("try.rule_and"), t("try.rule_or")


def guide() -> Guide:
    """A guide that asks two facts and decides four papers."""
    facts = [
        {"id": "place", "question": "Sanh ở đâu?", "choices": [choice("home", "Ở nhà"), choice("ward", "Trạm y tế")]},
        {"id": "who", "question": "Ai nộp?", "choices": [choice("self", "Cha mẹ"), choice("other", "Người khác")]},
    ]
    papers = [
        paper("form", None),
        paper("witness", {"place": "home", "who": ["self", "other"]}),
        paper("letter", {"any": [{"who": "other"}, {"not": {"place": "ward"}}]}),
        paper("birth_note", {"place": "ward"}),
    ]
    return Guide.model_validate({
        "procedure_code": "1.001193", "official_name": "Khai sinh", "plain_name": "Khai sinh", "field": "Hộ tịch",
        "level": "commune", "decision_number": "1", "catalogue_as_of": "2026-07-01", "checked_on": "2026-07-02",
        "review_by": "2027-07-02", "summary": {"text": "Ghi sổ.", "seen_in": ["1.001193#a"]},
        "facts": facts, "components": papers,
    })  # fmt: skip


def choice(name: str, label: str) -> dict[str, str]:
    return {"id": name, "label": label}


def paper(name: str, condition: object) -> dict[str, object]:
    told = {"why": f"vì {name}", "not_needed_because": f"khỏi {name}", "seen_in": ["1.001193#a"]}
    return {"id": name, "component_code": f"c-{name}", "name": name, "needed_if": condition, **told}


def test_a_condition_is_told_with_the_guides_own_questions_and_answers() -> None:
    told = [in_words(guide(), component.needed_if) for component in guide().components]
    assert told == [
        t("try.rule_always"),
        f"Sanh ở đâu? → Ở nhà {AND} Ai nộp? → Cha mẹ {OR} Người khác",
        f"(Ai nộp? → Người khác {OR} {t('try.rule_not', condition='Sanh ở đâu? → Trạm y tế')})",
        "Sanh ở đâu? → Trạm y tế",
    ]


def test_all_of_several_conditions_are_joined_by_and() -> None:
    both = {"all": [{"place": "home"}, {"who": "self"}]}
    assert in_words(guide(), both) == f"(Sanh ở đâu? → Ở nhà {AND} Ai nộp? → Cha mẹ)"


@pytest.mark.parametrize(
    ("facts", "verdicts"),
    [
        ({}, ["needed", "undecided", "undecided", "undecided"]),
        ({"place": "home"}, ["needed", "undecided", "needed", "not_needed"]),
        ({"place": "ward", "who": "self"}, ["needed", "not_needed", "not_needed", "needed"]),
    ],
)
def test_each_paper_is_decided_as_far_as_the_facts_reach(facts: dict[str, str], verdicts: list[str]) -> None:
    assert [rule.verdict for rule in rules(guide(), facts)] == verdicts


def test_the_reason_is_the_one_that_the_citizen_is_told() -> None:
    fired = {rule.name: rule for rule in rules(guide(), {"place": "ward", "who": "self"})}
    assert fired["witness"].because == "khỏi witness"
    assert fired["birth_note"].because == "vì birth_note"
    assert fired["form"].component_code == "c-form"


def test_a_fact_that_the_guide_does_not_know_is_refused() -> None:
    with pytest.raises(UnknownFactError):
        rules(guide(), {"weather": "rain"})


def test_every_condition_of_every_guide_can_be_told() -> None:
    for known in load().values():
        assert all(rule.condition for rule in rules(known, {}))
