"""Labels of buttons: short enough, cut at a word, told in full above."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from channels.rendering import Button, numbered, shorten


@given(st.text(), st.integers(2, 60))
def test_a_label_is_never_too_long(label: str, limit: int) -> None:
    assert len(shorten(label, limit)) <= limit


@pytest.mark.parametrize(
    ("label", "limit", "short"),
    [
        ("Đúng hết", 20, "Đúng hết"),
        ("Chưa kết hôn, cha muốn nhận con", 20, "Chưa kết hôn, cha…"),
        ("Chưa kết hôn, cha muốn nhận con", 15, "Chưa kết hôn…"),
        ("Nghiêngngảđủđường", 8, "Nghiêng…"),
        ("hai  khoảng\ntrắng", 40, "hai khoảng trắng"),
    ],
)
def test_a_label_is_cut_at_a_word_where_one_ends(label: str, limit: int, short: str) -> None:
    assert shorten(label, limit) == short


def test_full_labels_are_numbered_in_order() -> None:
    assert [block.text for block in numbered([Button("Một", "a"), Button("Hai", "b")])] == ["1. Một", "2. Hai"]
