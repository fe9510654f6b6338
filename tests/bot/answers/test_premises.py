"""Premises: what is claimed and on which point; what asks openly or claims nothing is none."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.answers import premises
from bot.answers.premises import Premise, heard
from knowledge.vietnamese.folding import fold

PREMISES = Path(premises.__file__).with_name("premises.yml")


def claimed(text: str) -> Premise:
    premise = heard(text)
    assert premise is not None, text
    return premise


@pytest.mark.parametrize(
    ("text", "dong"),
    [
        ("Nghe đồn làm thẻ căn cước tốn 300 ngàn", 300_000),
        ("nghe kêu chứng thực một bản 50k", 50_000),
        ("đăng ký tạm trú đóng hai trăm ngàn phải không em", 200_000),
        ("hàng xóm nói làm hộ chiếu hết 1,5 triệu. Có đúng không?", 1_500_000),
        ("dk tam tru het 1tr2 pk ad", 1_200_000),
    ],
)
def test_an_amount_is_claimed_by_hearsay_or_by_asking_whether_it_is_so(text: str, dong: int) -> None:
    for spelt in (text, fold(text)):
        premise = claimed(spelt)
        assert premise.money is not None
        assert premise.money.value == dong


@pytest.mark.parametrize(
    ("text", "days"),
    [("làm giấy độc thân phải đợi hai tuần đúng không", 14), ("nghe nói cấp đổi căn cước 45 ngày mới có", 45)],
)
def test_the_time_an_office_takes_is_claimed(text: str, days: float) -> None:
    for spelt in (text, fold(text)):
        premise = claimed(spelt)
        assert premise.time is not None
        assert premise.time.value == days


@pytest.mark.parametrize(
    "text", ["con tui ba tháng rưỡi rồi nghen, làm khai sinh được ha", "trễ 90 ngày làm khai sinh được phải không"]
)
def test_an_age_or_a_deadline_is_no_time_that_an_office_takes(text: str) -> None:
    premise = heard(text)
    assert premise is None or premise.time is None


@pytest.mark.parametrize(
    ("text", "paper", "denied"),
    [
        ("nghe nói giờ khỏi cần tờ khai", "to khai", True),
        ("người ta bảo không cần giấy chứng sinh nữa", "giay chung sinh", True),
        ("sổ hộ khẩu bỏ rồi phải không", "so ho khau", True),
        ("kết hôn phải có giấy khám sức khỏe đúng không", "giay kham suc khoe", False),
    ],
)
def test_a_paper_is_claimed_to_be_needed_or_not(text: str, paper: str, denied: bool) -> None:
    for spelt in (text, fold(text)):
        premise = claimed(spelt)
        assert (premise.paper, premise.denied) == (paper, denied)


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("người ta biểu phải về quê mới đổi được căn cước", "home"),
        ("đăng ký xe phải lên công an huyện phải không", "district"),
        ("nghe nói lý lịch tư pháp nộp ở sở tư pháp", "offices"),
    ],
)
def test_a_place_is_claimed(text: str, place: str) -> None:
    assert {claimed(spelt).place for spelt in (text, fold(text))} == {place}


def test_who_has_to_go_is_claimed() -> None:
    assert claimed("kết hôn thì một người đi thay được ha em").who
    assert claimed("nghe noi chung thuc chu ky khoi di cung duoc").who


def test_that_nothing_is_paid_is_claimed() -> None:
    assert claimed("nhập hộ khẩu không tốn đồng nào phải hông").free
    assert claimed("nghe noi cap lai can cuoc mien phi").free


def test_that_it_is_done_the_same_day_is_claimed() -> None:
    assert claimed("đổi bằng lái xe lấy liền trong ngày ha").at_once


def test_what_the_premise_is_about_is_left_without_its_point() -> None:
    assert claimed("nghe nói làm khai sinh mất 700 ngàn").about == "lam khai sinh"
    assert claimed("người ta nói phải về quê mới làm được căn cước").about == "lam duoc can cuoc"


def test_two_points_are_heard_in_one_sentence() -> None:
    premise = claimed("đổi căn cước tốn 400 ngàn và 2 tháng, đúng không?")
    assert premise.money is not None
    assert premise.time is not None
    assert premise.words(premise.time) == "2 tháng"


def test_who_asks_on_after_hearsay_has_claimed_the_first_part() -> None:
    premise = claimed("nghe nói mất 600 ngàn, vậy cần giấy gì")
    assert premise.money is not None
    assert not premise.paper


@pytest.mark.parametrize(
    "text",
    [
        "làm khai sinh cần gì hả em",
        "lam khai sinh o dau ha",
        "đăng ký tạm trú bao nhiêu tiền vậy",
        "tôi muốn đổi căn cước",
        "mất căn cước làm lại ở đâu",
        "phải không",
        "đúng không ạ?",
        "xin trợ cấp 800 ngàn mỗi tháng phải không",
        "",
    ],
)
def test_what_asks_openly_or_claims_nothing_is_no_premise(text: str) -> None:
    assert heard(text) is None


@given(st.text(max_size=200))
def test_any_text_is_heard_without_an_error(text: str) -> None:
    premise = heard(text)
    assert premise is None or premise.has_point


@given(st.text(max_size=60))
def test_any_text_after_hearsay_and_before_a_tag_is_heard_without_an_error(text: str) -> None:
    premise = heard(f"nghe nói {text}, đúng không?")
    assert premise is None or premise.has_point


@pytest.mark.parametrize(
    "text",
    [
        "nộp đơn ở bộ chỉ huy quân sự tỉnh hả",
        "báo cáo nộp chi cục hải quan phải không",
        "sửa nhà có phải xin phép xây dựng không",
        "kê khai ở chi cục quản lý chợ ha",
    ],
)
def test_what_only_sounds_like_a_district_or_a_tag_claims_no_place(text: str) -> None:
    for spelt in (text, fold(text)):
        premise = heard(spelt)
        assert premise is None or premise.place != "district"
    assert heard(fold("sửa nhà có phải xin phép xây dựng không")) is None


def test_no_kind_of_words_is_written_twice() -> None:
    lines = PREMISES.read_text(encoding="utf-8").splitlines()
    kinds = [line.split(":")[0] for line in lines if ":" in line and not line.startswith(("#", " "))]
    assert sorted(kinds) == sorted(set(kinds))
