"""Lines of JSON: whole, one a record, with the turn they are about."""

import json
import logging
import sys
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from bot.conversations.current_turn import TURN
from channels.log_lines import JsonLines, TextLines


def line(message: str, *values: object, **more: Any) -> str:
    return JsonLines().format(logging.LogRecord("channels.x", logging.WARNING, "x.py", 1, message, values, **more))


@given(st.text())
def test_whatever_is_said_stays_in_its_own_line(said: str) -> None:
    told = line("heard %s", said, exc_info=None)
    assert len(told.split("\n")) == 1
    assert json.loads(told)["message"] == f"heard {said}"


def test_a_line_names_the_turn_that_is_being_taken_and_no_other() -> None:
    token = TURN.set("turn-1")
    assert json.loads(line("x", exc_info=None))["turn"] == "turn-1"
    TURN.reset(token)
    assert "turn" not in json.loads(line("x", exc_info=None))


def test_a_line_to_read_names_the_turn_as_rasas_own_lines_do() -> None:
    record = logging.LogRecord("channels.x", logging.WARNING, "x.py", 1, "was %s", ("slow",), None)
    token = TURN.set("turn-1")
    assert TextLines().format(record).endswith(" WARNING channels.x [turn turn-1] was slow")
    TURN.reset(token)
    assert TextLines().format(record).endswith(" WARNING channels.x was slow")


def test_an_exception_comes_with_its_trace() -> None:
    try:
        raise ValueError("nobody foresaw this")
    except ValueError:
        told = json.loads(line("x", exc_info=sys.exc_info()))
    assert told["trace"].endswith("ValueError: nobody foresaw this")
    assert told["level"] == "WARNING"
    assert told["at"].endswith("+00:00")
