"""Speech acts without Rasa: short messages by a list."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.actions.actions import SPEECH_ACTS
from bot.answers.plain_acts import (
    asks,
    bare,
    key,
    none_of,
    of_two,
    picked,
    recalls,
    restated,
    returns,
    speech_act,
    stops,
)


@pytest.mark.parametrize(
    ("text", "now"),
    [
        ("à lộn, tui nói khai tử chớ không phải khai sinh", "tui nói khai tử"),
        ("a lon, khai tu chu hong phai khai sinh", "khai tu"),
        ("nhầm rồi. Cái tui cần là giấy độc thân", "cái tui cần là giấy độc thân"),
        ("làm cho má", "làm cho má"),
        ("chứ không phải cái đó", "chứ không phải cái đó"),
        ("lộn", "lộn"),
        ("", ""),
    ],
)
def test_a_correction_says_what_it_says_now(text: str, now: str) -> None:
    assert key(restated(text)) == key(now)


@given(st.text(max_size=80))
def test_a_correction_keeps_some_of_its_words(text: str) -> None:
    assert bool(restated(text).strip()) is bool(text.strip())


@pytest.mark.parametrize(
    ("text", "act"),
    [
        ("Xin chào", "greet"),
        ("xin chao", "greet"),
        ("cảm ơn!", "thank"),
        ("CÁM ƠN", "thank"),
        ("dạ có", "affirm"),
        ("hông biết", "unsure"),
        ("thôi khỏi", "cancel"),
        ("làm lại từ đầu", "restart"),
        ("gặp cán bộ", "ask_human"),
        ("còn thiếu gì", "what_is_missing"),
        ("làm khai sinh cần gì", "ask"),
        ("xin chào, cho hỏi làm khai sinh", "ask"),
        ("", "ask"),
    ],
)
def test_only_whole_short_messages_are_known(text: str, act: str) -> None:
    assert speech_act(text) == act


def test_a_sealed_code_is_a_look_up_whatever_stands_beside_it() -> None:
    assert speech_act("xin chào", sealed=True) == "look_up_dossier"


@given(st.text(max_size=60))
def test_every_text_has_a_speech_act_that_an_action_answers(text: str) -> None:
    assert speech_act(text) in SPEECH_ACTS


@pytest.mark.parametrize(
    "text", ["thôi", "thôi khỏi", "dẹp đi em", "khỏi làm nữa", "lằng nhằng quá dẹp mẹ đi", "dừng lại"]
)
def test_a_stop_is_a_stop(text: str) -> None:
    assert stops(text)


def test_who_wants_to_ask_something_else_stops() -> None:
    assert stops("thôi dẹp đi, tôi hỏi chuyện khác")


@pytest.mark.parametrize(
    "text", ["nộp ở quầy thôi em", "tôi làm một mình thôi, hộ kinh doanh", "thôi để tui ra quầy nộp", "làm tiếp đi", ""]
)
def test_only_is_no_stop(text: str) -> None:
    assert not stops(text)


def test_an_answer_is_read_without_what_opens_and_closes_it() -> None:
    assert bare("à lộn, nộp ở quầy thôi em") == ["nop", "o", "quay"]
    assert bare("thôi") == ["thoi"]


@pytest.mark.parametrize(("text", "index"), [("2", 1), ("cái thứ hai", 1), ("cái đầu", 0), ("số 3", 2), ("5", None)])
def test_an_offered_choice_is_picked_by_number(text: str, index: int | None) -> None:
    assert picked(text, 3) == index


def test_an_answer_that_was_not_understood_is_no_question() -> None:
    assert asks("phí bao nhiêu")
    assert asks("tui muốn đổi bằng lái")
    assert not asks("có hợp đồng thuê nhà")


@pytest.mark.parametrize(
    "text", ["ok, quay lại cái khai sinh", "roi tro lai chuyen luc nay", "thôi về lại vụ nhập khẩu"]
)
def test_going_back_to_something_earlier_is_heard(text: str) -> None:
    assert returns(text)


@pytest.mark.parametrize(
    "text", ["vụ sang tên hồi nãy thuế bao nhiêu", "cai luc nay do, phi nhieu", "khai sinh nãy hỏi đó"]
)
def test_pointing_to_something_said_before_is_heard(text: str) -> None:
    assert recalls(text)


@pytest.mark.parametrize("text", ["nãy giờ đông quá", "hồi xưa tui làm rồi", "này là giấy gì", ""])
def test_what_points_to_nothing_said_before_recalls_nothing(text: str) -> None:
    assert not recalls(text)


@pytest.mark.parametrize(
    "text", ["về lại quê có cần báo không", "chừng nào tui phải quay lại lấy", "làm khai sinh", ""]
)
def test_coming_back_to_a_place_is_no_return(text: str) -> None:
    assert not returns(text)


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("cái đầu làm mấy ngày", 0),
        ("con viec thu hai ton tien khong", 1),
        ("cái sau nộp ở đâu", 1),
        ("cái đầu với cái sau nộp chung được không", None),
        ("hai cái đó làm chung một buổi được không", None),
        ("cai dau nop o dau", None),
        ("cái dấu nộp ở đâu", None),
        ("", None),
    ],
)
def test_one_of_two_is_pointed_to_by_its_place(text: str, place: int | None) -> None:
    assert of_two(text) == place


@pytest.mark.parametrize(
    "text", ["không phải mấy việc này", "Hổng phải mấy cái này nha em", "cai khac", "không có cái nào"]
)
def test_none_of_what_was_offered_is_meant(text: str) -> None:
    assert none_of(text)


@pytest.mark.parametrize("text", ["", "không", "cái khác là sổ đỏ", "việc này không phải của tui", "mất thủ tục khác"])
def test_what_names_something_or_only_denies_means_more_than_none(text: str) -> None:
    assert not none_of(text)
