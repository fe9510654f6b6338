"""References within one record: labels that a note points at, papers that a waiver names."""

import pytest

from knowledge.procedures.references import is_named, points_at_labels, replaced_by_data
from tests.knowledge.procedures.samples import a_record, group


@pytest.mark.parametrize(
    ("note", "points"),
    [
        ("Trường hợp chưa có chứng từ tại điểm b mục 2.1 thì được nợ.", True),
        ("Việc ủy quyền thực hiện theo quy định tại mục (ii).", True),
        ("Theo quy định tại điểm b khoản 1 Điều 5 Nghị định số 1/2026/NĐ-CP.", False),
        ("Nộp chứng từ tại điểm g nêu trên.", False),
        ("Hồ sơ bao gồm giấy tờ tại điểm b Điều này.", True),
    ],
)
def test_only_labels_of_the_record_itself_are_pointed_at(note: str, points: bool) -> None:
    rows = (("2.1. Hồ sơ gồm:", 0, 0), ("b) Hóa đơn;", 1, 0), ("(ii) Giấy ủy quyền;", 1, 0), (note, 0, 0))
    assert points_at_labels(a_record(component_groups=(group("", *rows),))) is points


def test_papers_that_data_replace_are_named_without_the_word_copy() -> None:
    papers = replaced_by_data(["Thay thế thành phần hồ sơ Bản sao giấy đăng ký doanh nghiệp. Trường hợp không ..."])
    assert papers == ("giay dang ky doanh nghiep",)
    assert is_named("Bản sao Giấy đăng ký doanh nghiệp hoặc giấy tương đương", papers)
    assert not is_named("Đơn kèm giấy đăng ký doanh nghiệp", papers)


def test_a_name_too_short_to_be_sure_of_names_nothing() -> None:
    assert replaced_by_data(["thay thế thành phần hồ sơ giấy phép này."]) in ((), ("giay phep nay",))
    assert not is_named("Hộ chiếu", ())
