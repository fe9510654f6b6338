"""The gate: shares over held-out questions, and the refusal of a model that is below one of them."""

from dataclasses import asdict, replace

import numpy as np
import pytest

from retriever import decision, gate, ranker
from retriever.errors import BelowGateError
from retriever.gate import LEAST, Measured
from retriever.hashed_words import NOTHING_SAID
from retriever.signals import QUESTION, SIGNALS
from retriever.unseen import AMBIGUOUS, NOTHING, ONE, Unseen

NEAREST = SIGNALS.index("nearest")
ALWAYS, NEVER = (replace(decision.by_similarity(), answer_at=belief) for belief in (0.0, 1.1))


def asked(kind: str, right: int | None, *nearest: float) -> Unseen:
    """Return a question whose candidates are as near as told; `right`: which of them is right, if any."""
    matrix = np.zeros((len(nearest), len(SIGNALS)), dtype=np.float32)
    matrix[:, NEAREST] = nearest
    rows = np.arange(len(nearest))
    return Unseen(rows, matrix, np.zeros(len(QUESTION), dtype=np.float32), rows == right, kind, NOTHING_SAID)


def measured(decider: decision.Decider, *questions: Unseen) -> Measured:
    return gate.measure(ranker.by_similarity(), decider, questions, [item.candidates for item in questions])


FIRST, SECOND, SIXTH = asked(ONE, 0, 0.9, 0.2), asked(ONE, 1, 0.9, 0.2), asked(ONE, 5, 0.9, 0.8, 0.7, 0.6, 0.5, 0.1)
MISSED, OFF = asked(ONE, None, 0.9, 0.2), asked(NOTHING, None, 0.1, 0.05)


def test_the_first_and_the_first_five_are_counted() -> None:
    found = measured(ALWAYS, FIRST, SECOND, SIXTH, MISSED)
    assert (found.first, found.in_five) == (0.25, 0.5)


def test_what_is_not_among_few_candidates_is_not_counted_as_found() -> None:
    assert measured(ALWAYS, MISSED).in_five == 0


def test_answers_count_against_everything_that_is_answered() -> None:
    found = measured(ALWAYS, FIRST, SECOND, OFF, asked(AMBIGUOUS, 0, 0.9, 0.8))
    assert (found.answered, found.right_of_answered) == (1, 0.25)


def test_what_nothing_answers_is_declined() -> None:
    assert measured(NEVER, FIRST, OFF).declined == 1
    assert measured(ALWAYS, FIRST, OFF).declined == 0


def test_where_nothing_is_answered_no_answer_is_wrong() -> None:
    found = measured(NEVER, FIRST, SECOND)
    assert (found.answered, found.right_of_answered) == (0, 1)


def test_a_model_that_reaches_every_share_passes() -> None:
    gate.check(LEAST)
    gate.check(Measured(1, 1, 1, 1, 1))


@pytest.mark.parametrize("share", asdict(LEAST))
def test_one_share_below_its_limit_is_refused_by_name(share: str) -> None:
    with pytest.raises(BelowGateError, match=f"{share} "):
        gate.check(replace(LEAST, **{share: getattr(LEAST, share) - 0.01}))


def test_every_share_below_its_limit_is_named() -> None:
    with pytest.raises(BelowGateError) as refused:
        gate.check(Measured(0, 0, 0, 0, 0))
    assert all(name in str(refused.value) for name in asdict(LEAST))
