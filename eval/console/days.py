"""Days as browsers send them."""

from datetime import date


def day(typed: str) -> date | None:
    """Return the day of YYYY-MM-DD, None where nothing or no day was typed."""
    try:
        return date.fromisoformat(typed)
    except ValueError:
        return None
