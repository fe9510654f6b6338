"""Papers claimed to be needed or not, held against a guide and against a record without one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.answers.paper_claims import fitting, is_of, judge, needs
from bot.answers.premises import Premise, heard
from bot.answers.topics import Library
from bot.answers.wording import say

BIRTH, MARRIAGE, COPY = "1.001193", "1.000894", "2.000635"
NAMES = {"form": "Tờ khai đăng ký kết hôn", "paper": "Giấy chứng sinh", "proof": "Giấy tờ chứng minh nơi cư trú"}


def claim(text: str) -> Premise:
    premise = heard(text)
    assert premise is not None
    return premise


@pytest.mark.parametrize(
    ("paper", "key"),
    [("giay chung sinh", "paper"), ("chung sinh", "paper"), ("to khai", "form"), ("giay to noi cu tru", "proof")],
)
def test_a_paper_is_found_by_what_it_is_called(paper: str, key: str) -> None:
    assert fitting(paper, NAMES)[:1] == [key]


@pytest.mark.parametrize("paper", ["so ho khau", "giay kham suc khoe", "giay", "", "hop dong thue nha"])
def test_a_paper_that_is_not_there_is_not_found(paper: str) -> None:
    assert fitting(paper, NAMES) == []


@pytest.mark.parametrize(
    ("paper", "other"),
    [
        ("giay chung nhan ket hon", "Giấy chứng nhận sức khỏe"),
        ("don dang ky ket hon", "Đơn đăng ký khai sinh"),
        ("giay xac nhan doc than", "Xác nhận của UBND cấp xã về diện tích bình quân"),
    ],
)
def test_a_kind_of_paper_is_no_paper(paper: str, other: str) -> None:
    """Nobody is told that a paper is needed because another of its kind is."""
    assert fitting(paper, {"other": other}) == []


def test_what_is_only_told_is_not_said_to_be_handed_in(library: Library) -> None:
    """The guide: the desk looks the marriage up, and wants no certificate."""
    verdict = judge(library.topic(BIRTH), claim("nghe nói khai sinh khỏi cần giấy chứng nhận kết hôn"))
    assert verdict is not None
    key, values, lines = verdict
    assert key == "premise_paper_told"
    assert "vẫn cần" not in say(key, name="…", **values)
    assert any("khỏi nộp" in line.text for line in lines)


def test_a_paper_said_not_to_be_needed_is_told_to_be_with_its_cases(library: Library) -> None:
    verdict = judge(library.topic(BIRTH), claim("nghe nói bỏ giấy chứng sinh rồi, khỏi cần giấy chứng sinh"))
    assert verdict is not None
    key, values, lines = verdict
    assert (key, values["paper"]) == ("premise_paper_case", "Giấy chứng sinh")
    assert all(line.source.seen_in for line in lines)
    assert {line.label for line in lines} == {"", "Khỏi cần khi", "Thay được"}


def test_a_paper_that_the_record_does_not_name_is_said_to_be_absent_and_those_named_are_listed(
    library: Library,
) -> None:
    verdict = judge(library.topic(MARRIAGE), claim("kết hôn bắt buộc phải có giấy khám sức khỏe đúng không"))
    assert verdict is not None
    key, _, lines = verdict
    assert key == "premise_paper_absent"
    assert "Tờ khai đăng ký kết hôn" in [line.text for line in lines]
    assert all(line.source.seen_in for line in lines)


def test_what_is_no_paper_is_not_judged(library: Library) -> None:
    premise = Premise("khoi can chong ky", "", paper="chong ky", denied=True)
    assert judge(library.topic(MARRIAGE), premise) is None
    assert judge(library.topic(MARRIAGE), Premise("x", "", free=True)) is None


def test_a_procedure_needs_a_paper_unless_it_is_where_one_gets_it(library: Library) -> None:
    assert needs(library.topic(BIRTH), "chung sinh")
    assert not needs(library.topic(MARRIAGE), "chung sinh")
    assert is_of(library.topic(COPY), "ban sao trich luc")


@given(st.text(max_size=80))
def test_any_words_are_compared_without_an_error(paper: str) -> None:
    assert set(fitting(paper, NAMES)) <= set(NAMES)
