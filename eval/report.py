"""What there is to say of a run, and its JSON with everything.

The JSON names questions by id only: the results of a blind set can be kept and read without showing it.
"""

from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from eval.bootstrap import RESAMPLES, SEED
from eval.measures import Figure, Latency, broken_down, confusion, figures, latency
from eval.outcomes import Outcome, Run
from eval.questions import sha256

_BREAKDOWNS = ("form", "level", "carries")


@dataclass(frozen=True)
class Report:
    """Everything there is to say of one run over one file of questions."""

    run: Run
    questions: Path
    questions_sha256: str
    date: datetime
    figures: dict[str, Figure]
    breakdowns: dict[str, dict[str, dict[str, Figure]]]
    confusion: dict[str, dict[str, int]]
    latency: Latency

    @property
    def no_answer(self) -> int:
        """How many questions got none."""
        return sum(outcome.reply.decision is None for outcome in self.run.outcomes)

    def json(self) -> dict[str, Any]:
        """Return what goes into the JSON file; shares in 0..1, latency in milliseconds."""
        outcomes = self.run.outcomes
        return {
            "task": self.run.task,
            "date": self.date.isoformat(timespec="seconds"),
            "questions": {"file": self.questions.name, "sha256": self.questions_sha256, "count": len(outcomes)},
            "release": self.run.release,
            "configuration": {**self.run.configuration, "resamples": RESAMPLES, "seed": SEED},
            "no_answer": self.no_answer,
            "figures": _plain(self.figures),
            "breakdowns": {
                by: {group: _plain(found) for group, found in groups.items()} for by, groups in self.breakdowns.items()
            },
            "confusion": self.confusion,
            "latency_ms": asdict(self.latency),
            "outcomes": [_outcome(outcome) for outcome in outcomes],
        }


def report(run: Run, questions: Path) -> Report:
    """Measure `run`, which asked the questions of the file `questions`."""
    breakdowns = {by: broken_down(run.outcomes, by) for by in _BREAKDOWNS}
    return Report(
        run=run,
        questions=questions,
        questions_sha256=sha256(questions),
        date=datetime.now(UTC),
        figures=figures(run.outcomes),
        breakdowns={by: groups for by, groups in breakdowns.items() if groups},
        confusion=confusion(run.outcomes),
        latency=latency(run.outcomes),
    )


def _plain(found: dict[str, Figure]) -> dict[str, dict[str, Any]]:
    return {measure: asdict(figure) for measure, figure in found.items()}


def _outcome(outcome: Outcome) -> dict[str, Any]:
    told = {"id": outcome.id, "behaviour": str(outcome.asked.behaviour), "expect": outcome.asked.expect}
    return {**told, **asdict(outcome.reply), "counted_as": outcome.decision, "right": outcome.right}
