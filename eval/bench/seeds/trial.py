"""The current release with an embedding trained anew, everything else as it is."""

import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from eval.bench.errors import NoTrainingError
from eval.figures import Figure
from eval.measures import figures
from eval.outcomes import Outcome
from eval.questions import Question
from eval.retrieval.in_process import InProcess
from retriever import release
from retriever.engine import Retriever
from retriever.signals import SignalReader
from retriever.training import TrainingConfig, train
from retriever.vector_index import VectorIndex

REPORTED = ("first", "first_five", "decision", "wrong_among_answered", "wrong_procedure")


@dataclass(frozen=True)
class Trial:
    """One seed: the `REPORTED` figures, and seconds of training and indexing; `seed` None: the release as it is."""

    seed: int | None
    seconds: float
    figures: dict[str, Figure]


def try_release(folder: Path, questions: Sequence[Question]) -> Trial:
    """Ask the release as it is. Raises `BadReleaseError`."""
    return Trial(None, 0.0, _asked(release.load(folder), questions))


def try_seed(folder: Path, questions: Sequence[Question], config: TrainingConfig) -> Trial:
    """Train with `config`, then ask. Raises `BadReleaseError`, or `NoTrainingError` where nothing was trained."""
    retriever = release.load(folder)
    if not retriever.signals.embedding.reads_features:
        raise NoTrainingError
    started = time.perf_counter()
    retriever.signals = trained_anew(retriever, config)
    return Trial(config.seed, time.perf_counter() - started, _asked(retriever, questions))


def trained_anew(retriever: Retriever, config: TrainingConfig) -> SignalReader:
    """Return the signals of an embedding trained with `config` on the release's own documents and entries.

    A release holds no official text in its documents; training reads names, phrasings and context only, and the
    lexical indexes do not depend on the seed, so that they are those of the release.
    """
    trained = train(retriever.documents, config)
    indexes = retriever.signals.indexes
    vectors = VectorIndex.build(trained.embedding, indexes.vectors.items)
    anew = replace(indexes, vectors=vectors, prototypes=trained.prototypes)
    return SignalReader(retriever.documents, trained.embedding, anew)


def _asked(retriever: Retriever, questions: Sequence[Question]) -> dict[str, Figure]:
    local = InProcess(retriever, "")
    found = figures([Outcome(question.id, question, local.ask(question)) for question in questions])
    return {measure: found[measure] for measure in REPORTED}
