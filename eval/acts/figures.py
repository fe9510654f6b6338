"""The figures of speech acts and aspects: shares with 95 % intervals; precision, recall and F1 by name.

F1 is 2 right / (said + expected), van Rijsbergen, Information Retrieval (1979), chapter 7.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace

import numpy as np

from eval.acts.outcomes import NO_ANSWER, Outcome, Reading
from eval.figures import Figure, mean

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


def values(one: Outcome) -> dict[str, float]:
    """Return the value of each measure that `one` is about; micro F1 is no mean over messages, so it is not among them."""
    found = dict(_written_and_folded("act", one, Outcome.act_right))
    return found | dict(_written_and_folded("aspects", one, Outcome.aspects_right)) if one.message.asks else found


def micro_f1(counts: Iterable[tuple[str, int, int]]) -> Figure:
    """Return micro F1 from each message's id, how many aspects are right and how many are missed or too many.

    It is a mean: every right aspect is twice 1, every other one 0. `n` counts the messages that have any aspect.
    """
    found = [(unit, value) for unit, right, wrong in counts for value in [1.0] * (2 * right) + [0.0] * wrong]
    return replace(mean(found), n=len({unit for unit, _ in found}))


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


def _written_and_folded(name: str, one: Outcome, right: Right) -> Iterator[tuple[str, float]]:
    written = float(right(one, one.written))
    yield name, written
    if one.folded:
        folded = float(right(one, one.folded))
        yield f"{name}_folded", folded
        yield f"{name}_change", folded - written


def _scores(pairs: Iterable[tuple[set[str], set[str]]]) -> dict[str, Score]:
    right, said, expected = Counter[str](), Counter[str](), Counter[str]()
    for wanted, found in pairs:
        right.update(wanted & found)
        said.update(found)
        expected.update(wanted)
    return {name: Score(right[name], said[name], expected[name]) for name in sorted(said | expected)}
