"""What there is to say of a run over labelled messages, and its JSON, which names messages by id only."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np

from eval.acts.figures import Score, act_scores, aspect_scores, by_form, confusions, figures, macro_f1
from eval.acts.outcomes import Outcome
from eval.bootstrap import RESAMPLES, SEED
from eval.measures import Figure
from eval.questions import sha256


@dataclass(frozen=True)
class ActsReport:
    """One run. `rasa_model`: file (by the hash of what it was trained from) and id; `configuration`: how it was asked."""

    messages: Path
    release: str
    rasa_model: Mapping[str, str]
    configuration: Mapping[str, Any]
    outcomes: tuple[Outcome, ...]

    @property
    def no_answer(self) -> int:
        """How many messages got none."""
        return sum(one.written.act is None for one in self.outcomes)

    def json(self) -> dict[str, Any]:
        """Return what goes into the JSON file; shares in 0..1, times in milliseconds."""
        acts, aspects = act_scores(self.outcomes), aspect_scores(self.outcomes)
        return {
            "task": "acts",
            "date": datetime.now(UTC).isoformat(timespec="seconds"),
            "questions": {"file": self.messages.name, "sha256": sha256(self.messages), "count": len(self.outcomes)},
            "release": self.release,
            "rasa_model": dict(self.rasa_model),
            "configuration": {**self.configuration, "resamples": RESAMPLES, "seed": SEED},
            "no_answer": self.no_answer,
            "figures": _plain(figures(self.outcomes)),
            "macro_f1": {"acts": macro_f1(acts.values()), "aspects": macro_f1(aspects.values())},
            "acts": {name: _told(score) for name, score in acts.items()},
            "aspects": {name: _told(score) for name, score in aspects.items()},
            "confusions": [
                {"expected": expected, "heard": heard, "count": count}
                for expected, heard, count in confusions(self.outcomes)
            ],
            "breakdowns": {"form": {form: _plain(found) for form, found in by_form(self.outcomes).items()}},
            "latency_ms": self.latency(),
            "misses": [miss for one in self.outcomes if (miss := _miss(one))],
        }

    def latency(self) -> dict[str, dict[str, float | None]]:
        """Return median and 95th percentile in milliseconds of hearing the act, and of reading the aspects."""
        heard = (one.written.act_milliseconds for one in self.outcomes if one.written.act is not None)
        read = (one.written.aspects_milliseconds for one in self.outcomes if one.written.aspects is not None)
        return {"speech act": _times(heard), "aspects": _times(read)}


def _times(milliseconds: Iterable[float]) -> dict[str, float | None]:
    found = list(milliseconds)
    if not found:
        return {"median": None, "percentile_95": None}
    return {"median": float(np.median(found)), "percentile_95": float(np.percentile(found, 95))}


def _miss(one: Outcome) -> dict[str, Any]:
    """Return id, what was expected and what was read, as far as it is wrong; nothing where all is right."""
    told: dict[str, Any] = {}
    if not one.act_right(one.written):
        told |= {"act": one.message.act, "heard": one.written.act}
    if one.message.asks and not one.aspects_right(one.written):
        told |= {"aspects": one.message.aspects, "read": one.written.aspects}
    if one.written.error:
        told["error"] = one.written.error
    return {"id": one.message.id, **told} if told else {}


def _plain(found: Mapping[str, Figure]) -> dict[str, dict[str, Any]]:
    return {measure: asdict(figure) for measure, figure in found.items()}


def _told(score: Score) -> dict[str, Any]:
    return {**asdict(score), "precision": score.precision, "recall": score.recall, "f1": score.f1}
