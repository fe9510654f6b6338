"""Which turn is being taken here: for log lines, on whichever thread the turn is worked on."""

from contextvars import ContextVar

TURN: ContextVar[str] = ContextVar("turn", default="")
"""The turn's id; "" between turns."""
