"""The figures of speech acts and aspects: shares with 95 % intervals; precision, recall and F1 by name.

F1 is 2 right / (said + expected), van Rijsbergen, Information Retrieval (1979), chapter 7.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from eval.acts.outcomes import NO_ANSWER, Outcome, Reading
from eval.bootstrap import interval
from eval.measures import Figure

MEASURES = {
    "act": "right speech act",
    "act_folded": "... without diacritics (of those written with)",
    "act_change": "... change by folding, paired",
    "aspects": "aspects exactly right",
    "aspects_folded": "... without diacritics (of those written with)",
    "aspects_change": "... change by folding, paired",
    "aspects_f1": "aspects, micro F1",
}
"""Shares in 0..1; the changes are differences in -1..1, negative where folding costs. Aspects: of messages that ask."""
Right = Callable[[Outcome, Reading], bool]


@dataclass(frozen=True)
class Score:
    """How often a name was expected, said, and said where it was expected."""

    right: int
    said: int
    expected: int

    @property
    def precision(self) -> float | None:
        """Share of what was said that is right, None where it was never said."""
        return self.right / self.said if self.said else None

    @property
    def recall(self) -> float | None:
        """Share of what was expected that was said, None where it never was expected."""
        return self.right / self.expected if self.expected else None

    @property
    def f1(self) -> float | None:
        """Harmonic mean of both; 0 where nothing is right, None where the name is neither said nor expected."""
        return 2 * self.right / (self.said + self.expected) if self.said + self.expected else None


def figures(outcomes: Sequence[Outcome]) -> dict[str, Figure]:
    """Return every measure with its interval."""
    asking = [one for one in outcomes if one.message.asks]
    return {
        **_written_and_folded("act", outcomes, Outcome.act_right),
        **_written_and_folded("aspects", asking, Outcome.aspects_right),
        "aspects_f1": _figure([value for one in asking for value in _units_of_f1(one)]),
    }


def by_form(outcomes: Iterable[Outcome]) -> dict[str, dict[str, Figure]]:
    """Return the figures per form of writing; messages without one are left out."""
    groups: dict[str, list[Outcome]] = {}
    for one in outcomes:
        if one.message.form is not None:
            groups.setdefault(one.message.form, []).append(one)
    return {form: figures(groups[form]) for form in sorted(groups)}


def act_scores(outcomes: Iterable[Outcome]) -> dict[str, Score]:
    """Return the score of each act that is expected or heard, by name; no answer is heard as none of them."""
    return _scores(({expected}, {heard} - {NO_ANSWER}) for expected, heard in (one.acts for one in outcomes))


def aspect_scores(outcomes: Iterable[Outcome]) -> dict[str, Score]:
    """Return the score of each aspect over the messages that ask."""
    return _scores((set(one.message.aspects), set(one.written.aspects or ())) for one in outcomes if one.message.asks)


def macro_f1(scores: Iterable[Score]) -> float | None:
    """Return the mean F1 of the names that are expected at all: each counts the same, however rare."""
    found = [score.f1 for score in scores if score.expected and score.f1 is not None]
    return float(np.mean(found)) if found else None


def confusions(outcomes: Iterable[Outcome]) -> list[tuple[str, str, int]]:
    """Return (expected, heard, how often) of the acts taken for another, most often first."""
    counts = Counter(one.acts for one in outcomes if not one.act_right(one.written))
    return sorted(((*pair, count) for pair, count in counts.items()), key=lambda row: (-row[2], row[:2]))


def _written_and_folded(name: str, outcomes: Sequence[Outcome], right: Right) -> dict[str, Figure]:
    written = [(one.message.id, float(right(one, one.written))) for one in outcomes]
    folded = [(one.message.id, float(right(one, one.folded))) for one in outcomes if one.folded]
    before = dict(written)
    return {
        name: _figure(written),
        f"{name}_folded": _figure(folded),
        f"{name}_change": _figure([(unit, value - before[unit]) for unit, value in folded]),
    }


def _units_of_f1(one: Outcome) -> list[tuple[str, float]]:
    """Return values whose mean over all messages is micro F1: every right aspect twice 1, every other one 0."""
    expected, said = set(one.message.aspects), set(one.written.aspects or ())
    return [(one.message.id, 1.0)] * (2 * len(expected & said)) + [(one.message.id, 0.0)] * len(expected ^ said)


def _figure(values: Sequence[tuple[str, float]]) -> Figure:
    if not values:
        return Figure(None, 0)
    units = len({unit for unit, _ in values})
    return Figure(float(np.mean([value for _, value in values])), units, *interval(values))


def _scores(pairs: Iterable[tuple[set[str], set[str]]]) -> dict[str, Score]:
    right, said, expected = Counter[str](), Counter[str](), Counter[str]()
    for wanted, found in pairs:
        right.update(wanted & found)
        said.update(found)
        expected.update(wanted)
    return {name: Score(right[name], said[name], expected[name]) for name in sorted(said | expected)}
