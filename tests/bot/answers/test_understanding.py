"""Which words answer an open question."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.answers.understanding import Heard, answer_in, volunteered
from knowledge.guides.loading import load
from knowledge.guides.models import Fact

GUIDES = load()
BIRTH = GUIDES["1.001193"]
WITNESS = Fact.model_validate(
    {
        "id": "witness",
        "question": "Có ai làm chứng không?",
        "choices": [
            {"id": "yes", "label": "Có người làm chứng", "words": ["có người làm chứng", "hàng xóm làm chứng"]},
            {"id": "no", "label": "Không có ai", "words": ["không có người làm chứng", "chẳng ai thấy"]},
        ],
    }
)


@pytest.mark.parametrize(
    ("text", "choice"),
    [
        ("có người làm chứng", "yes"),
        ("dạ có hàng xóm làm chứng đó em", "yes"),
        ("co nguoi lam chung", "yes"),
        ("không có người làm chứng", "no"),
        ("hông có người làm chứng", "no"),
        ("1", "yes"),
        ("2", "no"),
        ("3", None),
        ("0", None),
        ("", None),
        ("!!!", None),
        ("mưa quá", None),
    ],
)
def test_the_guides_own_words_answer_and_the_longest_saying_wins(text: str, choice: str | None) -> None:
    assert answer_in(text, WITNESS) == choice


def test_a_denied_saying_does_not_answer() -> None:
    assert answer_in("chẳng có hàng xóm làm chứng đâu", WITNESS) != "yes"


@pytest.mark.parametrize(("act", "choice"), [("affirm", "yes"), ("deny", "no"), ("ask", None), ("unsure", None)])
def test_a_bare_yes_or_no_answers_where_one_choice_begins_with_it(act: str, choice: str | None) -> None:
    assert answer_in("ừa", WITNESS, act) == choice


def test_a_bare_yes_answers_nothing_where_two_choices_begin_with_it() -> None:
    both = WITNESS.model_copy(
        update={"choices": (WITNESS.choices[0], WITNESS.choices[0].model_copy(update={"id": "b"}))}
    )
    assert answer_in("ừa", both, "affirm") is None


@pytest.mark.parametrize("guide", GUIDES.values(), ids=lambda guide: guide.procedure_code)
def test_every_label_and_word_of_every_guide_answers_its_own_question(guide: object) -> None:
    wrong = [
        (fact.id, choice.id, said, answer_in(said, fact))
        for fact in guide.facts  # type: ignore[attr-defined]
        for choice in fact.choices
        for said in (choice.label, *choice.words)
        if answer_in(said, fact) != choice.id
    ]
    assert wrong == []


def test_facts_told_with_the_first_question_are_not_asked_again() -> None:
    told = volunteered("vợ chồng có giấy kết hôn, sanh ở bệnh viện, làm khai sinh cho con cần gì", BIRTH)
    assert told == {"parents": "married", "birth_proof": "paper"}


@pytest.mark.parametrize(
    "question", ["làm giấy khai sinh cho con cần gì", "lam khai sinh", "khai sinh cho bé", "cần gì"]
)
def test_a_bare_question_tells_no_facts(question: str) -> None:
    assert volunteered(question, BIRTH) == {}


@settings(deadline=None)
@given(st.text(max_size=120))
def test_no_text_can_break_the_reading_of_answers(text: str) -> None:
    for fact in BIRTH.facts:
        choice = answer_in(text, fact, "affirm")
        assert choice is None or fact.choice(choice)
    assert set(volunteered(text, BIRTH)) <= {fact.id for fact in BIRTH.facts}


def test_the_first_sealed_part_of_a_kind_is_taken() -> None:
    heard = Heard(sealed=(("proof", "so1"), ("code", "hoso1"), ("proof", "so2")))
    assert (heard.token("proof"), heard.token("code"), heard.token("else")) == ("so1", "hoso1", None)


@pytest.mark.parametrize(("said", "act"), [("ra xa nop", "look_up_dossier"), ("ra xã nộp", "complain")])
def test_a_short_answer_in_the_guides_words_stands_whatever_it_sounds_like(said: str, act: str) -> None:
    fact = BIRTH.fact("filing_method")
    assert fact
    assert answer_in(said, fact, act) == answer_in("ra xã", fact)
    assert answer_in(f"{said} được không?", fact, act) is None
