"""Buttons: full labels where they fit, numbers where they do not, never more than Telegram takes."""

from hypothesis import given
from hypothesis import strategies as st

from channels.rendering import Button
from channels.telegram.keyboards import LONGEST_LABEL, chosen, laid_out, markup, read


def buttons(*labels: str) -> list[Button]:
    return [Button(label, choice=f"choice-{number:05}") for number, label in enumerate(labels)]


@given(
    st.lists(
        st.builds(Button, st.text(min_size=1, max_size=80), st.text("abcXYZ09_-", min_size=1, max_size=32)),
        max_size=130,
    )
)
def test_no_keyboard_is_more_than_telegram_takes(many: list[Button]) -> None:
    above, rows = laid_out(many)
    keys = [key for row in rows for key in row]
    assert len(keys) == min(len(many), 100)
    assert all(len(row) <= 8 for row in rows)
    assert all(len(key["data"].encode()) <= 64 and len(key["text"]) <= 80 for key in keys)
    assert len(above) in (0, len(many))
    shown = markup(rows)
    assert shown is None if not many else shown is not None and read(shown) == rows


def test_a_few_short_answers_stand_one_under_the_other() -> None:
    above, rows = laid_out(buttons("Đúng hết", "Chưa chắc"), single=True)
    assert above == []
    assert [[key["text"] for key in row] for row in rows] == [["Đúng hết"], ["Chưa chắc"]]
    assert rows[0][0]["data"] == "f:choice-00000"


def test_a_long_answer_is_told_above_and_cut_on_its_button() -> None:
    long = "Chuyển mục đích sử dụng đất, gia hạn đất, xin giao hoặc thuê đất"
    above, rows = laid_out(buttons("Đúng", long))
    assert [block.text for block in above] == ["1. Đúng", f"2. {long}"]
    assert rows[1][0]["text"] == "2. Chuyển mục đích sử dụng đất, gia…"
    assert len(rows[1][0]["text"]) <= LONGEST_LABEL


def test_many_short_answers_stand_in_two_columns() -> None:
    above, rows = laid_out(buttons(*(f"Phường {number}" for number in range(11))))
    assert above == []
    assert [len(row) for row in rows] == [2, 2, 2, 2, 2, 1]


def test_many_long_answers_bear_their_numbers() -> None:
    above, rows = laid_out(buttons(*(f"Một thủ tục có tên hơi dài {number}" for number in range(12))))
    assert len(above) == 12
    assert [key["text"] for key in rows[0]] == ["1", "2", "3", "4", "5"]


def test_a_link_opens_a_page_and_is_no_answer() -> None:
    _, rows = laid_out([Button("Xem bản đồ", url="https://a.vn")])
    assert rows == [[{"text": "Xem bản đồ", "url": "https://a.vn"}]]


def test_only_the_last_tap_is_marked() -> None:
    _, rows = laid_out(buttons("Có", "Không"))
    shown = markup(rows)
    assert shown
    once = markup(chosen(shown, "c:choice-00000"))
    assert once
    twice = chosen(once, "c:choice-00001")
    assert [key["text"] for row in twice for key in row] == ["Có", "✓ Không"]
