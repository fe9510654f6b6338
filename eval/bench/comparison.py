"""What there is to say of systems that answered the same questions."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from bot.answers.messages import Decision
from eval.bench.asking import Answered, Asked
from eval.bench.pairing import difference, first_right
from eval.bench.risk import Curve, curve
from eval.bench.systems import OURS
from eval.bench.systems.system import Choice
from eval.figures import Figure, Latency
from eval.measures import broken_down, figures, latency
from eval.outcomes import Outcome, Reply
from eval.questions import Question, sha256

RANKED = ("first", "first_five", "mrr")
DECIDED = ("right", "decision", "wrong_among_answered", "wrong_procedure", "declined_right", "clarify_right")
_BREAKDOWNS = ("form", "level")


@dataclass(frozen=True)
class QuestionSet:
    """One file of questions."""

    path: Path
    questions: Sequence[Question]

    @property
    def name(self) -> str:
        """Return the file's name without its suffix."""
        return self.path.stem

    @property
    def sha256(self) -> str:
        """Return the file's hash."""
        return sha256(self.path)


@dataclass(frozen=True)
class Measured:
    """One system on one file. Both tuples are parallel to the file; `folded` None: written without diacritics."""

    asked: tuple[Asked, ...]
    outcomes: tuple[Outcome, ...]
    folded: tuple[Outcome | None, ...]

    @cached_property
    def figures(self) -> dict[str, Figure]:
        """Return the measures; those of decisions only where the system takes any."""
        decides = any(asked.choice.decision for asked in self.asked)
        found = figures(self.outcomes)
        return {measure: found[measure] for measure in (*RANKED, *(DECIDED if decides else ()))}

    @cached_property
    def breakdowns(self) -> dict[str, dict[str, dict[str, Figure]]]:
        """Return the ranking measures per form of writing and per level, of groups with a question to answer."""
        return {
            by: {
                group: {measure: found[measure] for measure in RANKED}
                for group, found in broken_down(self.outcomes, by).items()
                if found["first"].n
            }
            for by in _BREAKDOWNS
        }

    @property
    def latency(self) -> Latency:
        """Return the time of one call."""
        return latency(self.outcomes)

    @cached_property
    def without_diacritics(self) -> Figure:
        """Return what taking the diacritics away changes in how often the first procedure is right."""
        pairs = zip(self.folded, self.outcomes, strict=True)
        return difference((folded, outcome) for folded, outcome in pairs if folded is not None)

    @cached_property
    def curve(self) -> Curve | None:
        """Return risk and coverage over the questions to answer and those that nothing answers.

        Wrong is a first procedure that is not expected, and any answer where nothing answers. Questions that
        should be asked back have no one right answer and are left out. None where no question is left.
        """
        counted = [
            (asked.choice.confidence, not first_right(outcome))
            for asked, outcome in zip(self.asked, self.outcomes, strict=True)
            if outcome.asked.behaviour is not Decision.CLARIFY
        ]
        return curve(*zip(*counted, strict=True)) if counted else None

    @property
    def operating_point(self) -> tuple[float, float] | None:
        """Return share answered and share wrong among those where the system's own decisions are followed."""
        counted = [
            (outcome.reply.decision is Decision.ANSWER, first_right(outcome))
            for asked, outcome in zip(self.asked, self.outcomes, strict=True)
            if asked.choice.decision and outcome.asked.behaviour is not Decision.CLARIFY
        ]
        answered = [right for answers, right in counted if answers]
        return (len(answered) / len(counted), 1 - sum(answered) / len(answered)) if answered else None


@dataclass(frozen=True)
class Comparison:
    """Every system that ran, with its figures by file, and why the others did not run."""

    sets: Sequence[QuestionSet]
    answered: Mapping[str, Answered]
    measured: Mapping[str, Mapping[str, Measured]]
    left_out: Mapping[str, str]

    def best_other(self, questions: str) -> str | None:
        """Return which system, ours apart, is right first oftenest on file `questions`; None where there is none."""
        others = [name for name in self.measured if name != OURS]
        return max(others, key=lambda name: self.measured[name][questions].figures["first"].value or 0.0, default=None)

    def behind_ours(self, system: str, questions: str) -> Figure | None:
        """Return how much oftener ours is right first than `system`; None where ours was not asked."""
        if OURS not in self.measured or system == OURS:
            return None
        ours, other = (self.measured[name][questions].outcomes for name in (OURS, system))
        return difference(zip(ours, other, strict=True))


def compare(sets: Sequence[QuestionSet], answered: Mapping[str, Answered], left_out: Mapping[str, str]) -> Comparison:
    """Measure `answered`, whose questions are those of `sets` one after the other."""
    measured = {name: _by_file(sets, told.asked) for name, told in answered.items()}
    return Comparison(sets, answered, measured, left_out)


def _by_file(sets: Sequence[QuestionSet], asked: Sequence[Asked]) -> dict[str, Measured]:
    left = iter(asked)
    return {
        questions.name: measure(questions.questions, [next(left) for _ in questions.questions]) for questions in sets
    }


def measure(questions: Sequence[Question], asked: Sequence[Asked]) -> Measured:
    """Put answers beside their questions."""
    pairs = list(zip(questions, asked, strict=True))
    return Measured(
        tuple(asked),
        tuple(_outcome(question, told.choice, told.milliseconds) for question, told in pairs),
        tuple(_outcome(question, told.folded, 0.0) if told.folded else None for question, told in pairs),
    )


def _outcome(question: Question, choice: Choice, milliseconds: float) -> Outcome:
    """A system that takes no decision answers everything, with its first procedure."""
    decision = Decision(choice.decision or Decision.ANSWER)
    about = choice.about if choice.decision else choice.ranking[:1]
    return Outcome(question.id, question, Reply(decision, about, choice.ranking, milliseconds))
