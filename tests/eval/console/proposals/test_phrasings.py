"""Whether a phrasing may be taught."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eval.console.proposals.phrasings import ALL_ASPECTS, Known, digest, known, problem, tidy
from knowledge.phrasings.loading import load

BIRTH, DEATH = "1.001193", "1.000656"
OURS = "bà con xóm tui mới có cháu nội, giờ lo cho nó cái tờ ghi ngày sanh tháng đẻ"
NOTHING_KNOWN = Known({BIRTH, DEATH}, {})


def test_ones_own_words_may_be_taught_under_every_aspect() -> None:
    assert {problem(OURS, BIRTH, aspect, NOTHING_KNOWN) for aspect in ALL_ASPECTS} == {""}


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "too_short"),
        ("?!", "too_short"),
        ("giấy", "too_short"),
        ("chữ " * 200, "too_long"),
        ("khai sinh cho số 0912345678", "personal"),
        ("khai sinh cho số •••• nghen", "personal"),
    ],
)
def test_what_is_no_phrasing_is_refused(text: str, told: str) -> None:
    assert problem(text, BIRTH, "general", NOTHING_KNOWN) == f"proposals.{told}"


def test_procedure_and_aspect_must_be_known() -> None:
    assert problem(OURS, "9.999999", "general", NOTHING_KNOWN) == "proposals.no_procedure"
    assert problem(OURS, BIRTH, "price", NOTHING_KNOWN) == "proposals.no_aspect"


def test_what_was_approved_is_known_under_its_procedure_and_contradicts_any_other() -> None:
    taught = known({BIRTH, DEATH}, {BIRTH: {"general": [OURS]}})
    assert problem(OURS.upper(), BIRTH, "fee", taught) == "proposals.known"
    assert problem(OURS, DEATH, "general", taught) == "proposals.contradicts"


def test_what_the_files_teach_is_known_and_what_nothing_answers_contradicts() -> None:
    taught, files = known({BIRTH, DEATH}, {}), load({BIRTH})
    assert problem(files.asked[0].text, BIRTH, "general", taught) == "proposals.known"
    assert problem(files.asked[0].text, DEATH, "general", taught) == "proposals.contradicts"
    assert problem(files.nothing[0], BIRTH, "general", taught) == "proposals.contradicts"


@given(st.text())
def test_a_tidy_phrasing_is_one_line_and_stays_as_it_is(text: str) -> None:
    once = tidy(text)
    assert tidy(once) == once
    assert len(once.splitlines()) <= 1
    assert digest(once) == digest(text)
