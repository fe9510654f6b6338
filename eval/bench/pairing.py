"""The same questions twice: by two systems, or with and without diacritics. Differences come question by question."""

from collections.abc import Iterable

import numpy as np

from bot.answers.messages import Decision
from eval.bootstrap import interval
from eval.figures import Figure
from eval.outcomes import Outcome
from knowledge.vietnamese.folding import fold, nfc


def folded(question: str) -> str | None:
    """Return `question` without diacritics, None where it is written without any."""
    plain = nfc(fold(question))
    return None if plain == nfc(question.lower()) else plain


def first_right(outcome: Outcome) -> bool:
    """Return whether the first procedure is expected: what `eval.measures` calls `first`, for one question."""
    return any(set(outcome.reply.ranking[:1]) & set(group) for group in outcome.asked.expect)


def difference(pairs: Iterable[tuple[Outcome, Outcome]]) -> Figure:
    """Return by how much the first outcome of each pair is oftener right first than the second, -1..1.

    Over the questions to answer, as the measure itself; the interval is of the paired differences.
    """
    values = [
        (one.id, float(first_right(one)) - float(first_right(other)))
        for one, other in pairs
        if one.asked.behaviour is Decision.ANSWER
    ]
    if not values:
        return Figure(None, 0)
    return Figure(float(np.mean([value for _, value in values])), len(values), *interval(values))
