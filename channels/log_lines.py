"""The application's log: lines to read, or lines of JSON for what gathers logs, each with the turn it is about."""

import json
import logging
from datetime import UTC, datetime
from typing import Literal

from bot.conversations.current_turn import TURN

_TEXT = "%(asctime)s %(levelname)s %(name)s %(turn)s%(message)s"
_CHATTY = ("httpx", "rasa_sdk", "alembic", "sentence_transformers")


class JsonLines(logging.Formatter):
    """One object a line: `at` (ISO 8601, UTC), `level`, `logger`, `message`; `turn` and `trace` where there is one."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line. What a message holds, line breaks too, stays within it."""
        told = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
        }
        if TURN.get():
            told["turn"] = TURN.get()
        if record.exc_info:
            told["trace"] = self.formatException(record.exc_info)
        return json.dumps(told, ensure_ascii=False)


class TextLines(logging.Formatter):
    """Lines to read: time, level, logger, the turn where there is one, message; a trace below."""

    def __init__(self) -> None:
        super().__init__(_TEXT)

    def format(self, record: logging.LogRecord) -> str:
        """Return the line."""
        record.turn = f"[turn {TURN.get()}] " if TURN.get() else ""
        return super().format(record)


def log_to_stderr(form: Literal["text", "json"]) -> None:
    """Log to standard error from now on; libraries that tell every call are told to keep to warnings."""
    handler = logging.StreamHandler()
    handler.setFormatter(JsonLines() if form == "json" else TextLines())
    logging.basicConfig(level=logging.INFO, handlers=[handler])
    for chatty in _CHATTY:
        logging.getLogger(chatty).setLevel(logging.WARNING)
