"""Merging what several sources say of one procedure."""

from datetime import date
from itertools import permutations

import pytest

from knowledge.procedures.models import Scope
from knowledge.procedures.parts import WITHDRAWN, Part, is_withdrawn, merge

LISTED = Part(
    "1.000001", "listed", date(2026, 7, 20), {"name": "Tên trong danh sách", "scope": "SPECIFIC", "field": "A"}
)
TEXT = Part(
    "1.000001", "text", date(2026, 7, 19), {"name": "Tên", "field": "", "results": ["Giấy"], "authority": ["Sở"]}
)
DETAIL = Part("1.000001", "detail", date(2026, 7, 18), {"name": "Tên đầy đủ", "authority": [], "portal_id": "0198"})


def test_a_procedure_that_only_the_list_knows_has_no_record() -> None:
    assert merge([LISTED]) is None
    assert merge([]) is None


def test_the_richest_source_wins_and_the_others_fill_in() -> None:
    procedure = merge([LISTED, TEXT, DETAIL])
    assert procedure is not None
    assert (procedure.name, procedure.field, procedure.portal_id) == ("Tên đầy đủ", "A", "0198")
    assert (procedure.results, procedure.authority, procedure.scope) == (("Giấy",), ("Sở",), Scope.SPECIFIC)


def test_a_record_is_as_fresh_as_its_freshest_telling_source() -> None:
    procedure = merge([LISTED, TEXT, DETAIL])
    assert procedure is not None
    assert procedure.as_of == date(2026, 7, 19)


def test_the_order_of_parts_does_not_matter() -> None:
    assert len({merge(order) for order in permutations([LISTED, TEXT, DETAIL])}) == 1


def test_an_unlisted_record_is_not_offered_whatever_else_is_known() -> None:
    alone, together = merge([TEXT]), merge([TEXT, LISTED])
    assert alone is not None
    assert together is not None
    assert (alone.offered, together.offered) == (False, False)


def test_a_withdrawn_record_keeps_everything_but_its_scope() -> None:
    listed = Part("1.000001", "listed", date(2026, 7, 20), {"name": "Tên", "scope": "STANDARD"})
    before, after = merge([DETAIL, listed]), merge([DETAIL, listed, Part("1.000001", WITHDRAWN, date(2026, 8, 1), {})])
    assert before is not None
    assert before.offered
    assert after == before.model_copy(update={"scope": Scope.UNKNOWN})


@pytest.mark.parametrize(("listed_on", "expected"), [(31, True), (1, True), (2, False)])
def test_a_list_of_a_later_day_takes_the_mark_away(listed_on: int, expected: bool) -> None:
    listed = Part("1.000001", "listed", date(2026, 7 if listed_on == 31 else 8, listed_on), {})
    assert is_withdrawn([listed, Part("1.000001", WITHDRAWN, date(2026, 8, 1), {})]) is expected


def test_a_mark_alone_is_enough_and_no_mark_is_none() -> None:
    assert is_withdrawn([TEXT, Part("1.000001", WITHDRAWN, date(2026, 8, 1), {})])
    assert not is_withdrawn([TEXT, LISTED])


def test_lists_and_marks_tell_nothing_to_answer_from() -> None:
    sheet = Part("1.000001", "sheet", date(2026, 7, 20), {"name": "Tên"})
    assert merge([LISTED, sheet, Part("1.000001", WITHDRAWN, date(2026, 8, 1), {})]) is None


def test_a_sum_that_its_words_contradict_is_not_known_after_merging() -> None:
    fees = [{"amount": 300000, "text": "Mức phí: 150.000 đồng đến hết ngày 31/12/2026"}]
    part = Part("1.000001", "text", date(2026, 7, 19), {"name": "Tên", "methods": [{"method": "direct", "fees": fees}]})
    record = merge([part])
    assert record
    assert record.methods[0].fees[0].amount is None
