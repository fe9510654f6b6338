"""Packing: bounded, complete, and cut where a reader would pause."""

from hypothesis import given
from hypothesis import strategies as st

from channels.rendering import Block, Span, Style, pack

BLOCKS = st.lists(
    st.builds(
        Block,
        st.lists(st.builds(Span, st.text(max_size=120), st.sampled_from(["", "https://a.vn"])), max_size=4).map(tuple),
        st.sampled_from(Style),
    ),
    max_size=12,
)


def length(block: Block) -> int:
    return len(block.text)


def letters(blocks: list[Block]) -> str:
    return "".join("".join(block.text for block in blocks).split())


@given(BLOCKS, st.integers(1, 200))
def test_no_part_is_too_long_or_empty_and_no_letter_is_lost(blocks: list[Block], limit: int) -> None:
    parts = pack(blocks, limit, length)
    assert all(sum(map(length, part)) + len(part) - 1 <= limit for part in parts)
    assert all(block.text.strip() for part in parts for block in part)
    assert letters([block for part in parts for block in part]) == letters(blocks)


@given(BLOCKS, st.integers(1, 200))
def test_every_piece_keeps_its_style_and_its_links(blocks: list[Block], limit: int) -> None:
    def linked(found: list[Block]) -> str:
        return "".join("".join(span.text.split()) for block in found for span in block.spans if span.url)

    pieces = [block for part in pack(blocks, limit, length) for block in part]
    assert linked(pieces) == linked(blocks)
    assert {block.style for block in pieces} <= {block.style for block in blocks}


def test_a_long_text_is_cut_after_a_sentence() -> None:
    text = "Câu một dài vừa phải. Câu hai cũng vậy thôi. Câu ba là câu cuối."
    assert [[block.text for block in part] for part in pack([Block.of(text)], 50, length)] == [
        ["Câu một dài vừa phải. Câu hai cũng vậy thôi."],
        ["Câu ba là câu cuối."],
    ]


def test_a_number_with_a_full_stop_is_no_end_of_a_sentence() -> None:
    parts = pack([Block.of("Lệ phí hết thảy là 18.000 đồng nhé")], 26, length)
    assert parts[0][0].text == "Lệ phí hết thảy là 18.000"


def test_a_sentence_without_an_end_is_cut_at_a_word_and_a_word_without_an_end_anywhere() -> None:
    assert [part[0].text for part in pack([Block.of("một hai ba bốn")], 9, length)] == ["một hai", "ba bốn"]
    assert [part[0].text for part in pack([Block.of("aaaaaaaaaaaa")], 5, length)] == ["aaaaa", "aaaaa", "aa"]


def test_blocks_stay_whole_where_they_have_room() -> None:
    parts = pack([Block.of("a" * 30), Block.of("b" * 30), Block.of("c" * 30)], 61, length)
    assert [len(part) for part in parts] == [2, 1]
