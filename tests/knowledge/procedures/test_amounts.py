"""Fees in words: one sum is a fee, a plain no is free, everything else is unknown with its reason."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.procedures.amounts import (
    Unknown,
    amount_in_words,
    council_decides,
    is_free_online,
    names_ministry_rule,
    says_nothing_is_due,
    why_unknown,
)
from knowledge.procedures.models import Fee, Level


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("20.000 đồng/tờ khai", 20_000), ("Lệ phí: 135.000đ", 135_000), ("5.000.000đồng/lần", 5_000_000),
        ("50.000 VNĐ (Thông tư số 25/2021/TT-BTC ngày 07/4/2021)", 50_000), ("20.000/tờ", 20_000),
    ],
)  # fmt: skip
def test_the_only_sum_is_the_fee(text: str, amount: int) -> None:
    assert amount_in_words(text) == amount


@pytest.mark.parametrize(
    "text",
    [
        "", "10 USD/bản", "0,5% giá trị", "từ 20.000 đồng", "Cấp mới 40.000 đồng; cấp lại 20.000 đồng", "tối đa 500.000 đồng",
        "Hội đồng nhân dân quy định, khoảng 8.000 đồng", "Miễn lệ phí; phí công bố 100.000 đồng",
        "40.000 đồng (áp dụng đến hết ngày 31/12)", "2 triệu đồng", "100 đồng", "Thông tư 25/2021",
    ],
)  # fmt: skip
def test_a_range_a_rate_foreign_money_and_several_sums_stay_words(text: str) -> None:
    assert amount_in_words(text) is None


@pytest.mark.parametrize("text", ["Không", "không thu phí", "Miễn phí", "Lệ phí: Không", "- Không thu lệ phí."])
def test_a_plain_no_is_free(text: str) -> None:
    assert says_nothing_is_due(text)


@pytest.mark.parametrize(
    "text", ["", "Không quy định", "Chưa quy định", "Miễn phí cho người nghèo", "Không có thông tin"]
)
def test_what_nobody_prescribes_is_not_free(text: str) -> None:
    assert not says_nothing_is_due(text)


@pytest.mark.parametrize(
    ("text", "level", "reason"),
    [
        ("", Level.COMMUNE, Unknown.LOCAL_COUNCIL),
        ("", Level.MINISTRY, Unknown.SILENT),
        ("Mức thu do HĐND cấp tỉnh quy định", Level.MINISTRY, Unknown.LOCAL_COUNCIL),
        ("Theo quy định của Bộ Tài chính", Level.COMMUNE, Unknown.ELSEWHERE),
        ("10 USD/bản", Level.MINISTRY, Unknown.FOREIGN_CURRENCY),
        ("Thị thực nhiều lần: 90USD/thị thực", Level.MINISTRY, Unknown.FOREIGN_CURRENCY),
        ("Xe con 40.000 đồng; xe tải 90.000 đồng", Level.PROVINCE, Unknown.SEVERAL),
        ("Cấp mới", Level.PROVINCE, Unknown.SILENT),
    ],
)
def test_an_unknown_fee_has_its_reason(text: str, level: Level, reason: Unknown) -> None:
    assert why_unknown(Fee(text=text), level) is reason


def test_a_known_fee_needs_no_reason() -> None:
    assert why_unknown(Fee(amount=0, text="Không"), Level.COMMUNE) is None


@given(st.text(max_size=80))
def test_reading_a_fee_in_words_never_raises(text: str) -> None:
    amount = amount_in_words(text)
    assert amount is None or amount >= 500


def test_a_silent_zero_of_a_national_office_is_silence_and_not_the_council() -> None:
    fee = Fee(text="")
    assert why_unknown(fee, Level.COMMUNE, ("Chi cục Hải quan khu vực",)) is Unknown.SILENT
    assert why_unknown(fee, Level.COMMUNE, ("Ủy ban nhân dân cấp xã",)) is Unknown.LOCAL_COUNCIL
    assert why_unknown(fee, Level.PROVINCE, ("Thuế cơ sở", "Sở Tài chính")) is Unknown.SILENT
    assert why_unknown(Fee(text="Không quy định."), Level.PROVINCE) is Unknown.SILENT


def test_the_council_decides_over_a_sum_that_its_words_do_not_name() -> None:
    words = "Mức lệ phí cụ thể do Hội đồng nhân dân tỉnh quyết định"
    assert council_decides(words, 150000)
    assert not council_decides(f"{words}: 150.000 đồng", 150000)
    assert not council_decides("Lệ phí: 150.000 đồng", 150000)


def test_silence_of_social_insurance_is_no_word_of_the_council() -> None:
    fee = Fee(amount=None, text="")
    for office in ("Công đoàn cơ quan BHXH Việt Nam", "Bảo hiểm xã hội cơ sở"):
        assert why_unknown(fee, Level.COMMUNE, [office]) is Unknown.SILENT


def test_an_exemption_for_whoever_files_online_is_known_by_its_words() -> None:
    assert is_free_online("Miễn lệ phí đối với trường hợp đăng ký qua mạng điện tử")
    assert not is_free_online("Miễn lệ phí qua mạng điện tử; phí công bố: 100.000 đồng")
    assert not is_free_online("Miễn phí cho người có công")
    assert not is_free_online("Hội đồng nhân dân tỉnh miễn lệ phí khi nộp trực tuyến")


def test_where_the_record_names_a_ministry_the_council_does_not_decide() -> None:
    assert names_ministry_rule("Theo Thông tư số 1/2020/TT-BTC")
    assert not names_ministry_rule("Theo nghị quyết của Hội đồng nhân dân, căn cứ Thông tư số 1/2020/TT-BTC")
    assert why_unknown(Fee(ruled_elsewhere=True), Level.COMMUNE) is Unknown.ELSEWHERE
