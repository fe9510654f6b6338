"""Errors of conversations speak by their docstring."""

from bot.conversations.errors import (
    ConversationError,
    HandOverError,
    NoTurnError,
    NotYoursError,
    ReceiptNotFoundError,
)


def test_every_error_says_what_its_docstring_says() -> None:
    for kind in (NotYoursError, NoTurnError, HandOverError, ReceiptNotFoundError):
        assert issubclass(kind, ConversationError)
        assert str(kind()) == kind.__doc__
    assert str(NoTurnError("another")) == "another"
