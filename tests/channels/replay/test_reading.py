"""Reading what arrived at a phone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.channels.replay.learning import Fact
from tests.channels.replay.reading import Arrived, missing, numbered, numbers, papers, plain, surplus

LIST = Arrived(
    [
        "Cần chuẩn bị (2)\n\n1. Tờ khai\n• Nộp: 1 bản chính\n\n2. Giấy chứng sinh [1]",
        "\nKhông cần (1)\n• Văn bản ủy quyền: Tự đi thì khỏi.\nMã danh sách: 05AE793675\n• Giấy cam đoan",
    ]
)


@pytest.mark.parametrize(
    ("kind", "name", "stands"),
    [
        ("needed", "Tờ khai", True),
        ("needed", "Giấy chứng sinh", True),
        ("not_needed", "Văn bản ủy quyền", True),
        ("needed", "Văn bản ủy quyền", False),
        ("not_needed", "Tờ khai", False),
        ("not_needed", "Giấy cam đoan", False),
        ("detail", "Tờ khai Nộp: 1 bản chính", True),
        ("detail", "Giấy chứng sinh Nộp: 1 bản chính", False),
    ],
)
def test_a_paper_must_stand_in_its_own_list(kind: str, name: str, stands: bool) -> None:
    assert (missing([Fact(kind, name)], LIST) == []) is stands


def test_the_number_in_a_heading_must_be_that_of_the_papers() -> None:
    assert {kind: listed.count for kind, listed in papers(LIST).items() if listed.count} == {
        "needed": 2,
        "not_needed": 1,
    }
    two, three = ([Fact("needed", "a")] * number + [Fact("not_needed", "b")] for number in (2, 3))
    assert surplus(two, LIST.words, LIST) == []
    assert surplus(three, LIST.words, LIST) == [Fact("needed", "2 / 3")]


def test_an_offer_must_be_tappable_not_only_told() -> None:
    fact = Fact("offer", "Gặp cán bộ")
    assert missing([fact], Arrived(["Gặp cán bộ"])) == [fact]
    assert missing([fact], Arrived([], ["Gặp cán bộ"])) == []


def test_an_answer_and_an_amount_that_the_reply_does_not_hold_are_told() -> None:
    arrived = Arrived(["Phí: 15.000 đồng, 3 ngày làm việc"], ["Có"])
    assert surplus([], "15.000 đồng", arrived) == [Fact("offer", "Có"), Fact("number", "3 ngày làm việc")]


def test_another_fee_is_missed() -> None:
    fee = Fact("fee", "15.000 đồng")
    assert missing([fee], Arrived(["Phí: 15.000 đồng [2]"])) == []
    assert missing([fee], Arrived(["Phí: 10.000 đồng"])) == [fee]


def test_a_sentence_cut_into_two_texts_is_read_as_one() -> None:
    assert missing([Fact("words", "Một câu. Câu nữa.")], Arrived(["Một câu.", "Câu nữa."])) == []


def test_numbers_bear_their_units() -> None:
    assert numbers("5 ngày làm việc, 2 ngày, 50.000 đồng, Điều 7") == {"5 ngày làm việc", "2 ngày", "50.000 đồng"}


def test_answers_are_numbered_from_one_at_the_end_of_a_text() -> None:
    assert numbered("Chọn:\n1. Có\n2. Không") == ["Có", "Không"]
    assert numbered("1. Có\n2. Không\nCòn gì nữa?") == []
    assert numbered("2. Không\n3. Không biết") == []
    assert numbered("1. Tờ khai\n• Nộp\n1. Có\n2. Không") == ["Có", "Không"]


@given(st.lists(st.text(st.characters(categories=["L", "Nd"]), min_size=1), min_size=1, max_size=12))
def test_any_numbered_answers_are_read_again(labels: list[str]) -> None:
    text = "\n".join(["Hỏi gì?", *(f"{number}. {label}" for number, label in enumerate(labels, 1))])
    assert numbered(text) == labels


@given(st.text())
def test_plain_words_stay_as_they_are(text: str) -> None:
    assert plain(plain(text)) == plain(text)
