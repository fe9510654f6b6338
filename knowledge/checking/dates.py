"""A guide against the calendar."""

from collections.abc import Iterator
from datetime import date

from knowledge.checking.findings import Finding, error, warning
from knowledge.guides.models import Guide

_RULE = "dates"


def check(guide: Guide, today: date) -> Iterator[Finding]:
    """Yield dates that contradict each other, and guides whose time is over."""
    code = guide.procedure_code
    if not guide.catalogue_as_of <= guide.checked_on < guide.review_by:
        yield error(_RULE, code, "checked_on", "must lie between catalogue_as_of and review_by")
    if guide.checked_on > today:
        yield error(_RULE, code, "checked_on", f"{guide.checked_on} is still to come")
    if guide.in_force_until and guide.in_force_until < today:
        yield warning(_RULE, code, "in_force_until", f"expired on {guide.in_force_until}: it is not used any more")
    elif guide.review_by < today:
        yield warning(_RULE, code, "review_by", f"was due for review on {guide.review_by}: answered with a warning")
