"""Documents: what is searched of a record with its guide, of a record alone, and of a guide alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.phrasings.loading import Phrasing
from knowledge.procedures.models import Level
from retriever.documents import from_guide, from_record
from tests.knowledge.procedures.samples import a_record
from tests.retriever.samples import CAT, FORM, VACCINE, a_document, cat_guide, passages, records

ASKED = [Phrasing("làm giấy nuôi mèo", CAT, "general"), Phrasing("phí nuôi mèo", CAT, "fee")]


def test_a_record_is_called_by_its_official_name() -> None:
    made = from_record(records()[CAT], None, ASKED)
    assert (made.procedure_code, made.name, made.names) == (CAT, "Đăng ký nuôi mèo", ("Đăng ký nuôi mèo",))
    assert (made.field, made.has_guide) == ("Vật nuôi", False)


def test_a_guide_adds_its_everyday_names() -> None:
    made = from_record(records()[CAT], cat_guide(aliases=["Xin nuôi mèo"]), ())
    assert made.names == ("Đăng ký nuôi mèo", "Khai báo nuôi mèo", "Xin nuôi mèo")
    assert made.has_guide


def test_the_official_text_holds_papers_and_prose() -> None:
    made = from_record(records()[CAT], None, ())
    assert all(part in made.text for part in ("Đăng ký nuôi mèo", FORM, VACCINE, "nộp tờ khai tại quầy"))


def test_phrasings_keep_their_order() -> None:
    assert from_record(records()[CAT], None, ASKED).phrasings == ("làm giấy nuôi mèo", "phí nuôi mèo")


def test_a_record_of_endless_prose_is_cut() -> None:
    endless = a_record(keywords=tuple(f"từ khóa {place}" for place in range(99)), passages=passages("step", "x" * 9999))
    made = from_record(endless, None, ())
    assert len(made.context) == 600
    assert len(made.text) < 10_000


def test_a_guide_without_its_record_is_searched_by_itself() -> None:
    made = from_guide(cat_guide(), ASKED)
    assert (made.procedure_code, made.level, made.has_guide) == (CAT, Level.COMMUNE, True)
    assert made.names == ("Thủ tục thử", "Khai báo nuôi mèo")
    assert all(part in made.text for part in ("Giấy tiêm phòng", "Có mèo thì phải khai báo", "Bé mèo phải bấm chip"))


def test_said_is_every_name_and_phrasing() -> None:
    assert a_document("Nuôi mèo", "xin nuôi mèo", "mèo").said == "Nuôi mèo xin nuôi mèo mèo"


def test_some_phrasings_may_be_left_out() -> None:
    made = a_document("Nuôi mèo", "một", "hai", "ba")
    left = made.without({"hai", "không có"})
    assert (left.phrasings, made.phrasings) == (("một", "ba"), ("một", "hai", "ba"))
    assert left.without({"một", "ba"}) == a_document("Nuôi mèo")


@given(st.lists(st.text(max_size=20), max_size=8), st.sets(st.text(max_size=20), max_size=8))
def test_leaving_out_changes_nothing_else(phrasings: list[str], left_out: set[str]) -> None:
    made = a_document("Nuôi mèo", *phrasings)
    left = made.without(left_out)
    assert not left_out & set(left.phrasings)
    assert left.without(set()) == left
    assert a_document("Nuôi mèo", *left.phrasings) == left


def test_a_document_does_not_change() -> None:
    with pytest.raises(AttributeError):
        a_document("Nuôi mèo").name = "khác"  # type: ignore[misc]
