"""Rasa's own log lines: each with the turn it is about, none with what a citizen typed."""

import logging
import re
from contextvars import ContextVar
from typing import Any, Dict, Text

import structlog
from rasa.core.channels.rest import RestInput
from rasa.utils import log_utils
from sanic.request import Request
from structlog.processors import ExceptionRenderer
from structlog.tracebacks import ExceptionDictTransformer

from bot.nlu.turn_header import TURN_HEADER

TURN: ContextVar[Text] = ContextVar("turn", default="")
_ID = re.compile(r"[A-Za-z0-9_-]{1,32}")
_TYPED = (
    "text",
    "user_text",
    "user_message",
    "message",
    "parse_data_text",
    "json_message",
    "rasa_event",
    "rasa_events",
)
_make_record = logging.getLogRecordFactory()


class TurnInput(RestInput):
    """Rasa's REST channel, which notes the turn that a message says it belongs to."""

    def get_metadata(self, request: Request) -> None:
        """Note the turn. Nothing of it goes into the tracker."""
        told = request.headers.get(TURN_HEADER, "")
        TURN.set(told if _ID.fullmatch(told) else "")


def apply() -> None:
    """Have lines name their turn and keep quiet about what was typed.

    Where a message fails Rasa 3.6.21 would quote it, and with the trace every variable on the way.
    """
    logging.setLogRecordFactory(_record)
    log_utils._anonymizer = _without_words
    structlog.processors.dict_tracebacks = ExceptionRenderer(ExceptionDictTransformer(show_locals=False))


def _record(*told: Any, **more: Any) -> logging.LogRecord:
    record = _make_record(*told, **more)
    if TURN.get():
        record.msg = f"[turn {TURN.get()}] {record.msg}"
    return record


def _without_words(_: Any, __: Text, told: Dict[Text, Any]) -> Dict[Text, Any]:
    return {name: value for name, value in told.items() if name not in _TYPED}
