"""Texts as Telegram's HTML: always valid, never too long, nothing lost."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.answers.messages import Message
from channels.rendering import Block, Span, Style, render
from channels.telegram import payloads
from channels.telegram.keyboards import markup
from channels.telegram.markup import LONGEST_TEXT, clean, html, texts
from tests.channels.rendering.messages import any_message
from tests.channels.telegram.bot_api import checked, keyboard

ANY_TEXT = st.text(st.characters(), max_size=300) | st.sampled_from(
    ["<b>", "&amp;", "&", '"><', "\x00", "\ud800", "🎉" * 90]
)
BLOCKS = st.lists(
    st.builds(
        Block,
        st.lists(st.builds(Span, ANY_TEXT, st.sampled_from(["", 'https://a.vn/?a=1&b="2"'])), max_size=3).map(tuple),
        st.sampled_from(Style),
    ),
    max_size=30,
)


@settings(deadline=None, suppress_health_check=list(HealthCheck))
@given(BLOCKS)
def test_any_text_is_valid_html_of_at_most_4096_units_and_loses_no_letter(blocks: list[Block]) -> None:
    told = texts(blocks)
    assert all(len(part.encode("utf-16-le")) // 2 <= LONGEST_TEXT for part in told)
    shown = "".join(map(checked, told))
    assert "".join(shown.split()).replace("•", "") == "".join(
        "".join(clean(block.text).split()).replace("•", "") for block in blocks
    )


@settings(deadline=None, max_examples=40, suppress_health_check=list(HealthCheck))
@given(any_message)
def test_any_message_becomes_what_telegram_takes(message: Message) -> None:
    for payload in payloads.of(render([message])):
        checked(payload["text"])
        shown = markup(payload["rows"])
        keyboard({"reply_markup": shown.to_json() if shown else ""})


def test_a_very_long_text_is_cut_at_sentences() -> None:
    sentence = "Câu này dài vừa phải để kiểm tra. "
    told = texts([Block.of(sentence * 400)])
    assert len(told) == 4
    assert all(part.endswith("kiểm tra.") for part in told)


def test_headings_are_bold_items_have_bullets_and_neighbours_fold_together() -> None:
    blocks = [
        Block.of("Khai sinh", Style.TITLE),
        Block.of("8.000 đồng", Style.ITEM),
        Block.of("Không cần (2)", Style.HEADING),
        Block.of("A", Style.FOLDED),
        Block.of("B < C", Style.FOLDED),
        Block.of("Nguyên văn", Style.QUOTE),
        Block((Span("Nguồn: "), Span("Cổng", "https://a.vn/?x=1&y=2")), Style.SMALL),
    ]
    assert html(blocks) == (
        "<b>Khai sinh</b>\n• 8.000 đồng\n\n<b>Không cần (2)</b>\n"
        "<blockquote expandable>• A\n• B &lt; C</blockquote>\n<blockquote>Nguyên văn</blockquote>\n\n"
        '<i>Nguồn: <a href="https://a.vn/?x=1&amp;y=2">Cổng</a></i>'
    )
