"""What belongs to which part."""

from itertools import chain

from eval.bench.ablation.parts import PARTS, WHOLE, columns
from retriever.signals import QUESTION, SIGNALS

_OF_NO_PART = {"length"}
"""How long a question is says something of it, and costs nothing to know."""


def test_every_signal_belongs_to_a_part() -> None:
    assert set(SIGNALS) - set(chain.from_iterable(part.signals for part in PARTS)) == _OF_NO_PART
    assert set(QUESTION) - set(chain.from_iterable(part.of_question for part in PARTS)) == _OF_NO_PART


def test_a_part_knows_its_columns() -> None:
    by_name = {part.name: part for part in PARTS}
    assert [SIGNALS[column] for column in columns(by_name["text"])[0]] == ["text_bm25"]
    assert columns(WHOLE) == ([], [])


def test_every_part_takes_something_away() -> None:
    assert all(part.signals or part.of_question or part.words or part.ranker or part.decider for part in PARTS)
    assert len({part.name for part in (WHOLE, *PARTS)}) == len(PARTS) + 1
