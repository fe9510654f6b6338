"""Receipts: what was told under a number, exactly."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.answers.messages import TextMessage
from bot.conversations import receipts
from bot.conversations.errors import ReceiptNotFoundError
from bot.conversations.store import Conversations
from tests.bot.conversations.samples import NUMBER, told


def test_a_list_is_read_back_exactly_as_it_was_told(conversations: Conversations) -> None:
    receipts.keep(conversations.sessions, [TextMessage(text="Dạ"), told()], "release-1")
    found = receipts.read(conversations.sessions, NUMBER)
    assert (found.number, found.release, found.told) == (NUMBER, "release-1", told())
    assert abs((datetime.now(UTC) - found.told_at).total_seconds()) < 60


def test_the_first_telling_of_a_number_stands(conversations: Conversations) -> None:
    receipts.keep(conversations.sessions, [told()], "release-1")
    receipts.keep(conversations.sessions, [told(title="Khác")], "release-2")
    assert receipts.read(conversations.sessions, NUMBER).release == "release-1"
    assert receipts.read(conversations.sessions, NUMBER).told.title == told().title


def test_a_list_that_is_not_decided_is_not_kept(conversations: Conversations) -> None:
    receipts.keep(conversations.sessions, [told(receipt="")], "release-1")
    with pytest.raises(ReceiptNotFoundError):
        receipts.read(conversations.sessions, "")


@given(st.lists(st.sampled_from(["", " ", "-", "\n"]), min_size=len(NUMBER), max_size=len(NUMBER)), st.booleans())
def test_a_number_is_found_in_any_spelling(gaps: list[str], small: bool) -> None:
    spelled = "".join(gap + digit for gap, digit in zip(gaps, NUMBER, strict=True))
    assert receipts.plain(spelled.lower() if small else spelled) == NUMBER


@given(st.text(max_size=60))
def test_any_other_number_is_simply_not_found(text: str) -> None:
    assert receipts.plain(text) == receipts.plain(receipts.plain(text))


def test_an_unknown_number_is_told_in_words(conversations: Conversations) -> None:
    with pytest.raises(ReceiptNotFoundError, match="No list was handed over"):
        receipts.read(conversations.sessions, "ABCDEF0123")
