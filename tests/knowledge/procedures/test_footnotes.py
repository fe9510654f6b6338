"""Footnotes leave the name of a paper; those that the portal cut off are dropped."""

import pytest

from knowledge.procedures.footnotes import tells_counts_of_others, without_footnote


def test_a_footnote_is_told_apart_from_its_paper() -> None:
    told = without_footnote("Ảnh 4x6. * Trường hợp cấp lại do mất thì không phải nộp ảnh.")
    assert told == ("Ảnh 4x6", "Trường hợp cấp lại do mất thì không phải nộp ảnh.")


def test_a_footnote_that_is_cut_off_is_dropped() -> None:
    assert without_footnote("Báo cáo. * Trường hợp nộp bản điện tử nếu các loại giấy tờ") == ("Báo cáo", "")


@pytest.mark.parametrize("text", ["Vật tư, bao gồm: * Danh mục vật tư", "Đơn đề nghị. * Giấy phép đã cấp"])
def test_a_star_before_a_paper_is_no_footnote(text: str) -> None:
    assert without_footnote(text) == (text, "")


def test_a_sentence_on_other_rows_is_a_footnote() -> None:
    text = "Thư giới thiệu. Giấy tờ quy định tại các khoản c.2, c.3 là 01 bản sao và xuất trình bản chính."
    assert without_footnote(text)[0] == "Thư giới thiệu"
    assert tells_counts_of_others(text)
    assert not tells_counts_of_others("Thư giới thiệu. Giấy tờ quy định tại khoản 2 phải rõ nét.")


def test_what_another_paper_must_state_is_a_footnote() -> None:
    told = "Trường hợp chưa có quyết định thì trong văn bản xác nhận phải ghi rõ lý do."
    assert without_footnote(f"Quyết định công bố. {told}") == ("Quyết định công bố.".rstrip("."), told)
