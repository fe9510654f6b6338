"""Rows that go on where the titles stop: titles a) and b), rows b.1) and b.2), then c) and d) for all cases."""

import re
from collections.abc import Sequence

from knowledge.procedures.models import ComponentGroup
from knowledge.procedures.numbering import LETTERS, number


def rows_for_all(groups: Sequence[ComponentGroup]) -> frozenset[str]:
    """Return the line ids in the last group whose letters go on from those of the titles; empty where that is unsure.

    The rows of the last case must be numbered under its letter ("b.1)"), all others with the next letters.
    """
    titles = [number(group.title) for group in groups]
    if len(titles) < 2 or titles != [("letter", place) for place in range(1, len(titles) + 1)]:
        return frozenset()
    under = re.compile(rf"[\s\-–+*•]*{LETTERS[len(titles) - 1]}\.\d")
    own = [row for row in groups[-1].components if under.match(row.text)]
    others = [row for row in groups[-1].components if row not in own]
    places = sorted(place for style, place in filter(None, (number(row.text) for row in others)) if style == "letter")
    in_series = places == list(range(len(titles) + 1, len(titles) + 1 + len(others)))
    return frozenset(row.line for row in others) if own and others and in_series else frozenset()
