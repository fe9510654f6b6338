"""Parts of a build in processes of their own."""

import os

import pytest

from retriever.documents import Document
from retriever.side_by_side import workers
from retriever.training import TrainingConfig, train
from tests.retriever.samples import market


def test_a_call_runs_in_another_process_and_tells_what_it_returns() -> None:
    with workers() as processes:
        started = [processes.start(os.getpid), processes.start(sorted, [3, 1, 2], reverse=True)]
        assert started[0].result() != os.getpid()
        assert started[1].result() == [3, 2, 1]


def test_what_a_call_raises_reaches_who_waits_for_it() -> None:
    with workers() as processes, pytest.raises(ValueError, match="invalid literal"):
        processes.start(int, "một").result()


def test_a_model_comes_back_as_it_was_trained() -> None:
    config = TrainingConfig(dimensions=16, steps=10, rarest_feature=1)
    asked = [_names(market()[0])]
    with workers() as processes:
        elsewhere = processes.start(train, market(), config).result()
    assert elsewhere.embedding.encode(asked).tolist() == train(market(), config).embedding.encode(asked).tolist()


def _names(document: Document) -> str:
    return " ".join(document.names)


def test_what_nobody_waits_for_does_not_hold_the_end_up() -> None:
    with pytest.raises(RuntimeError, match="gate"), workers() as processes:
        waiting = [processes.start(sorted, range(10)) for _ in range(200)]
        raise RuntimeError("below the gate")
    assert all(one.future.done() for one in waiting)
