"""What citizens read, from `texts.vi.yml`; numbers and dates in Vietnamese form."""

from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import yaml


@cache
def _texts() -> dict[str, str]:
    texts: dict[str, str] = yaml.safe_load(Path(__file__).with_name("texts.vi.yml").read_text(encoding="utf-8"))
    return texts


def say(key: str, **values: Any) -> str:
    """Return the sentence under `key` with its names filled in. Raises `KeyError` for an unknown key or name."""
    return _texts()[key].format(**values)


def money(amount: int) -> str:
    """Return "8.000 đồng"."""
    return say("fee_amount", amount=f"{amount:,}".replace(",", "."))


def duration(quantity: float, unit: str) -> str:
    """Return "3 ngày làm việc"."""
    number = f"{quantity:g}".replace(".", ",")
    return say("time_amount", quantity=number, unit=say(f"unit_{unit}"))


def day(value: date) -> str:
    """Return "19/07/2026"."""
    return f"{value:%d/%m/%Y}"


def listed(items: list[str]) -> str:
    """Join short items: "a; b; c"."""
    return "; ".join(items)
