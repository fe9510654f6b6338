"""The words around the facts, from `words.vi.yml`; days and times as they are written in Vietnam."""

from datetime import UTC, date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from channels.words import Words

_VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")

word = Words(Path(__file__).with_name("words.vi.yml"))


def day(value: date | datetime) -> str:
    """Return "19/07/2026"; of a time, the day that it is in Vietnam."""
    return f"{_local(value) if isinstance(value, datetime) else value:%d/%m/%Y}"


def moment(value: datetime) -> str:
    """Return "08:05, 19/07/2026" in Vietnam's time; without a zone the time is UTC."""
    return f"{_local(value):%H:%M, %d/%m/%Y}"


def _local(value: datetime) -> datetime:
    return (value if value.tzinfo else value.replace(tzinfo=UTC)).astimezone(_VIETNAM)
