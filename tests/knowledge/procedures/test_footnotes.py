"""Footnotes leave the name of a paper; those that the portal cut off are dropped."""

import pytest

from knowledge.procedures.footnotes import without_footnote


def test_a_footnote_is_told_apart_from_its_paper() -> None:
    told = without_footnote("Ảnh 4x6. * Trường hợp cấp lại do mất thì không phải nộp ảnh.")
    assert told == ("Ảnh 4x6", "Trường hợp cấp lại do mất thì không phải nộp ảnh.")


def test_a_footnote_that_is_cut_off_is_dropped() -> None:
    assert without_footnote("Báo cáo. * Trường hợp nộp bản điện tử nếu các loại giấy tờ") == ("Báo cáo", "")


@pytest.mark.parametrize("text", ["Vật tư, bao gồm: * Danh mục vật tư", "Đơn đề nghị. * Giấy phép đã cấp"])
def test_a_star_before_a_paper_is_no_footnote(text: str) -> None:
    assert without_footnote(text) == (text, "")
