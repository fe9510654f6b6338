"""Days as people in Viet Nam write them in tables."""

import re
from datetime import date

_DAY_FIRST = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})")


def read_day(text: str) -> date:
    """Return a day written 2026-11-22, 22/11/2026, 22.11.2026 or 22-11-2026. Raises `ValueError`.

    >>> read_day("22/11/2026")
    datetime.date(2026, 11, 22)
    """
    day_first = _DAY_FIRST.fullmatch(text.strip())
    try:
        if day_first:
            day, month, year = map(int, day_first.groups())
            return date(year, month, day)
        return date.fromisoformat(text.strip())
    except ValueError:
        raise ValueError(f"{text!r} is no day such as 2026-11-22 or 22/11/2026") from None
