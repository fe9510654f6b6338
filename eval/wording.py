"""Figures in words and digits, the same in Markdown, HTML and the gate."""

from collections.abc import Mapping
from typing import Any

ABSENT = "-"
VERDICTS = {
    "right": "answered right",
    "partly": "answered partly right",
    "wrong": "answered wrong",
    "declined": "declined",
    "clarified": "asked back",
    "handed_over": "handed over to a person",
    "none": "no reply",
}


def verdict(name: str) -> str:
    """Return what a verdict is called."""
    return VERDICTS[name]


def share(figure: Mapping[str, Any], *, difference: bool = False) -> str:
    """Return a figure's value in per cent, or a difference in points."""
    value = figure["value"]
    if value is None:
        return ABSENT
    return f"{value * 100:+.1f} points" if difference else f"{value * 100:.1f} %"


def interval(figure: Mapping[str, Any]) -> str:
    """Return a figure's 95 % interval in per cent."""
    low, high = figure["low"], figure["high"]
    return ABSENT if low is None or high is None else f"{low * 100:.1f} to {high * 100:.1f}"


def brief(figure: Mapping[str, Any]) -> str:
    """Return value and interval in one."""
    return ABSENT if figure["value"] is None else f"{share(figure)} ({interval(figure)})"


def milliseconds(value: float | None) -> str:
    """Return a time with one decimal."""
    return ABSENT if value is None else f"{value:.1f}"
