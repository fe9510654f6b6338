"""The release's retriever without one of its parts."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from eval.bench.ablation.parts import Part, columns
from eval.outcomes import Outcome
from eval.questions import Question
from eval.retrieval.in_process import InProcess
from knowledge.phrasings.loading import Ambiguous
from retriever import decision, ranker
from retriever.calibration import learn
from retriever.context import by_similarity
from retriever.embedding import Vectors
from retriever.engine import Retriever
from retriever.hashed_words import NOTHING_SAID
from retriever.side_by_side import workers
from retriever.signals import Matrix, SignalReader, Signals
from retriever.training import TrainingConfig
from retriever.unseen import Knowledge, Unseen, ask_all
from retriever.vector_index import NOTHING_OWNER, VAGUE_OWNER, Unanswerable


@dataclass(frozen=True)
class Lessons:
    """A release's retriever, and what its ranker and decider learned from: questions that nothing of it had seen."""

    retriever: Retriever
    knowledge: Knowledge
    unseen: Sequence[Unseen]
    seed: int

    @classmethod
    def of(cls, retriever: Retriever, config: TrainingConfig) -> "Lessons":
        """Ask what `retriever` holds fold by fold, as its build did with `config`; minutes on a whole catalogue."""
        indexes = retriever.signals.indexes
        nothing, vague = (
            [item.text for item in indexes.vectors.items if item.owner == owner]
            for owner in (NOTHING_OWNER, VAGUE_OWNER)
        )
        ambiguous = [Ambiguous(text=text, procedures=codes) for text, codes in retriever.ambiguous.items()]
        others = Unanswerable(nothing, vague, ambiguous)
        knowledge = Knowledge(retriever.documents, others, indexes.names, indexes.texts)
        with workers() as processes:
            return cls(retriever, knowledge, ask_all(knowledge, config, processes), config.seed)

    def without(self, part: Part) -> Retriever:
        """Return the retriever with ranker and decider learned without `part`, which is not read either.

        It looks for one request at a time, and for no context: what tells two requests apart, and what follows, was
        learned on the decider's inputs as they are.
        """
        of_candidates, of_question = columns(part)
        unseen = [
            replace(
                item,
                matrix=_cleared(item.matrix, of_candidates),
                question=_cleared(item.question, of_question),
                said=NOTHING_SAID if part.words else item.said,
            )
            for item in self.unseen
        ]
        learned = learn(self.knowledge, unseen, self.seed, self.retriever.decider.answer_at)
        return Retriever(
            self.retriever.documents,
            Cleared(self.retriever.signals, of_candidates, of_question),
            ranker.by_similarity() if part.ranker else learned.ranker,
            decision.by_similarity() if part.decider else learned.decider,
            by_similarity(),
        )


class Cleared(SignalReader):
    """Reads the signals of a question with some of their columns at zero."""

    def __init__(self, reader: SignalReader, of_candidates: Sequence[int], of_question: Sequence[int]) -> None:
        self.__dict__.update(vars(reader))
        self.of_candidates = of_candidates
        self.of_question = of_question

    def read_vector(self, question: str, vector: Vectors) -> Signals:
        """Return the signals of `question`, shape of `vector` (1, dimensions)."""
        found = super().read_vector(question, vector)
        matrix, of_question = _cleared(found.matrix, self.of_candidates), _cleared(found.question, self.of_question)
        return replace(found, matrix=matrix, question=of_question)


def _cleared(values: Matrix, columns: Sequence[int]) -> Matrix:
    """Return `values` with these columns (of the last axis) at zero."""
    left = values.copy()
    left[..., list(columns)] = 0
    return left


def asked(retriever: Retriever, questions: Sequence[Question]) -> list[Outcome]:
    """Ask every question; in order."""
    local = InProcess(retriever, "")
    return [Outcome(question.id, question, local.ask(question)) for question in questions]
