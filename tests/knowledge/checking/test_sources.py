"""Every reference and every figure of a guide stands in the record."""

import pytest

from knowledge.checking.official import Official
from knowledge.checking.sources import check, references
from tests.knowledge.checking.conftest import FORM, NOTE, OTHER, at, guide, told
from tests.knowledge.guides.samples import component


def statement(text: str, seen: str) -> dict[str, object]:
    return {"text": text, "seen_in": [at(seen)]}


def test_a_faithful_guide_has_no_findings(official: Official) -> None:
    assert list(check(guide(), official)) == []


def test_every_reference_is_found_with_its_place() -> None:
    places = dict(references(guide()))
    assert places["summary"] == at(NOTE)
    assert places["components.form"] == at(FORM)


@pytest.mark.parametrize("reference", ["1.000001#0000000000", "9.999999#name", "1.000001", "#", "1.000001#fees.online"])
def test_a_reference_that_points_at_nothing_is_an_error(official: Official, reference: str) -> None:
    made = guide(conditions=[{"text": "Có điều kiện", "seen_in": [reference]}])
    assert told(check(made, official)) == [f"conditions.0: {reference} is no official line"]


@pytest.mark.parametrize(
    ("text", "figure"),
    [
        ("Nộp trong 90 ngày", "90 ngày"),
        ("Đóng 35.000 đồng", "35.000 đồng"),
        ("Từ đủ 18 tuổi", "18 tuổi"),
        ("Theo Điều 7", "Điều/khoản 7"),
        ("Theo 99/2020/NĐ-CP", "99/2020/NĐ-CP"),
        ("Giảm 50%", "50%"),
    ],
)
def test_a_figure_that_the_lines_do_not_print_is_an_error(official: Official, text: str, figure: str) -> None:
    assert told(check(guide(conditions=[statement(text, NOTE)]), official)) == [
        f"conditions.0.text: {figure} does not stand in the lines it points at"
    ]


@pytest.mark.parametrize(
    "text", ["Nộp trong 60 ngày", "Theo Điều 5", "Trong vòng sáu mươi ngày", "Hơn nửa năm", "Luật 60/2014/QH13"]
)
def test_a_figure_that_the_lines_print_is_none(official: Official, text: str) -> None:
    assert told(check(guide(conditions=[statement(text, NOTE)]), official)) == []


def test_a_figure_elsewhere_in_the_record_does_not_help_a_statement(official: Official) -> None:
    made = guide(conditions=[statement("Nộp trong 60 ngày", FORM)])
    assert len(told(check(made, official))) == 1


def test_the_reason_of_a_paper_is_held_to_the_lines_of_that_paper(official: Official) -> None:
    late = component("late", seen_in=[at(FORM)], why="Vì quá 60 ngày")
    assert told(check(guide(components=[late]), official)) == [
        "components.late.why: 60 ngày does not stand in the lines it points at"
    ]


def test_texts_without_lines_of_their_own_are_held_to_the_whole_record(official: Official) -> None:
    assert told(check(guide(plain_name="Thử trong 60 ngày"), official)) == []
    assert told(check(guide(plain_name="Thử trong 61 ngày"), official)) == [
        "plain_name: 61 ngày does not stand in the records it points at"
    ]


def test_lines_of_another_record_count_where_they_are_pointed_at(official: Official) -> None:
    made = guide(conditions=[{"text": "Nộp trong 60 ngày", "seen_in": [at(NOTE, OTHER)]}])
    assert told(check(made, official)) == []


def test_what_people_say_is_no_fact(official: Official) -> None:
    facts = guide().model_dump()["facts"]
    facts[0]["choices"][0]["words"] = ["đẻ ở nhà 99 ngày rồi"]
    assert told(check(guide(facts=facts), official)) == []
