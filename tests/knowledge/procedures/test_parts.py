"""Merging what several sources say of one procedure."""

from datetime import date
from itertools import permutations

from knowledge.procedures.models import Scope
from knowledge.procedures.parts import Part, merge

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
