"""What the library's errors mean for the outbox."""

from datetime import timedelta

import httpx
import pytest
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
    TimedOut,
)

from channels.delivery.errors import DeliveryError, GoneError, RefusedError, TryLaterError, UncertainError
from channels.telegram.sending import translated


def caused(error: TelegramError, cause: Exception) -> TelegramError:
    error.__cause__ = cause
    return error


@pytest.mark.parametrize(
    ("error", "meaning"),
    [
        (Forbidden("bot was blocked by the user"), GoneError),
        (BadRequest("Chat not found"), GoneError),
        (BadRequest("message to edit not found"), RefusedError),
        (ChatMigrated(-100), RefusedError),
        (InvalidToken("Unauthorized"), TryLaterError),
        (NetworkError("Bad Gateway"), UncertainError),
        (TimedOut(), UncertainError),
        (caused(NetworkError("x"), httpx.ConnectError("refused")), TryLaterError),
        (caused(TimedOut(), httpx.PoolTimeout("full")), TryLaterError),
        (caused(TimedOut(), httpx.ReadTimeout("slow")), UncertainError),
    ],
)
def test_an_error_says_whether_to_try_again(error: TelegramError, meaning: type[DeliveryError]) -> None:
    assert type(translated(error)) is meaning


@pytest.mark.parametrize("wait", [3, timedelta(seconds=3)])
def test_a_flood_limit_says_how_long_to_wait(wait: int | timedelta) -> None:
    told = translated(RetryAfter(wait))
    assert isinstance(told, TryLaterError)
    assert told.seconds == 3.0
