"""What there is to say of a run: one JSON of one shape for every task.

It names questions by id only: the results of a blind set can be kept and read without showing it. It says all that a
table, a page or a comparison needs, so that these are made from it alone, today or in a year.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from eval.bench.risk import curve
from eval.bootstrap import RESAMPLES, SEED
from eval.configuration import version
from eval.figures import Figure, latency, mean
from eval.known import Known, named
from eval.questions import sha256
from eval.task import Assistant, Task
from eval.verdicts import Judged, Verdict

FORMAT = 2
_ANSWERED = (Verdict.RIGHT, Verdict.PARTLY, Verdict.WRONG)
Answered = Sequence[tuple[Any, Any]]


@dataclass(frozen=True)
class Asked:
    """A file of questions; `rows`: how many it has, `sample`: how many of these were asked."""

    path: Path
    rows: int
    sample: int

    def json(self) -> dict[str, Any]:
        """Return what identifies the questions."""
        return {"file": self.path.name, "sha256": sha256(self.path), "rows": self.rows, "asked": self.sample}


def result(
    task: Task[Any, Any],
    asked: Asked,
    assistant: Assistant[Any, Any],
    answered: Answered,
    procedures: Mapping[str, Known],
) -> dict[str, Any]:
    """Return the JSON of a run; shares in 0..1, times in milliseconds.

    `answered`: every row with what was said to it. `procedures`: names and fields, for breaking down by field.
    """
    judged = [_with_field(one, procedures) for one in task.judged(answered)]
    place = dict(assistant.place)
    return {
        "format": FORMAT,
        "task": task.name,
        "about": task.about,
        "unit": task.unit,
        "version": version(),
        "date": datetime.now(UTC).isoformat(timespec="seconds"),
        "questions": {**asked.json(), "count": len(judged)},
        "release": assistant.release,
        "rasa_model": dict(assistant.rasa_model) if assistant.rasa_model else None,
        "configuration": {**assistant.configuration, **place, "resamples": RESAMPLES, "seed": SEED},
        "no_answer": sum(one.verdict is Verdict.NONE for one in judged),
        "verdicts": _verdicts(judged),
        "measures": _measures(task),
        "headline": list(task.headline),
        "figures": _plain(task.figures(judged)),
        "breakdowns": _breakdowns(task, judged),
        "mistaken": _mistaken(judged),
        "names": named((code for one in judged for code in one.mistaken or ()), procedures),
        "risk_coverage": _risk(judged),
        "latency_ms": _latency(judged),
        **task.more(answered),
        "tables": [asdict(table) for table in task.tables(answered)],
        "outcomes": [one.json() for one in judged],
    }


def _with_field(one: Judged, procedures: Mapping[str, Known]) -> Judged:
    about = procedures.get(one.procedure or "")
    return replace(one, groups={**one.groups, "field": about.field}) if about and about.field else one


def _verdicts(judged: Sequence[Judged]) -> dict[str, dict[str, Any]]:
    """Return each verdict's share, how often it came, and how often that was what was wanted."""
    return {
        str(verdict): {
            "count": sum(one.verdict is verdict for one in judged),
            "as_wanted": sum(one.verdict is verdict and one.right for one in judged),
            **asdict(mean([(one.independent, float(one.verdict is verdict)) for one in judged])),
        }
        for verdict in Verdict
    }


def _measures(task: Task[Any, Any]) -> dict[str, dict[str, Any]]:
    return {
        name: {
            "label": label,
            "lower_is_better": name in task.lower_is_better,
            "difference": name in task.differences,
        }
        for name, label in task.measures.items()
    }


def _plain(found: Mapping[str, Figure]) -> dict[str, dict[str, Any]]:
    return {measure: asdict(figure) for measure, figure in found.items()}


def _breakdowns(task: Task[Any, Any], judged: Sequence[Judged]) -> dict[str, dict[str, dict[str, dict[str, Any]]]]:
    """Return the figures by group; of measures that are about nothing in a group only the headline is told."""
    parts: dict[str, dict[str, list[Judged]]] = defaultdict(lambda: defaultdict(list))
    for one in judged:
        for by, group in one.groups.items():
            parts[by][group].append(one)
    return {
        by: {group: _of_group(task, groups[group]) for group in sorted(groups)} for by, groups in sorted(parts.items())
    }


def _of_group(task: Task[Any, Any], judged: Sequence[Judged]) -> dict[str, dict[str, Any]]:
    found = task.figures(judged)
    return _plain({name: figure for name, figure in found.items() if figure.n or name in task.headline})


def _mistaken(judged: Sequence[Judged]) -> list[dict[str, Any]]:
    """Return what was said instead of what was wanted, most often first, with the ids."""
    ids: dict[tuple[str, str], list[str]] = defaultdict(list)
    for one in judged:
        if one.mistaken:
            ids[one.mistaken].append(one.id)
    counts = Counter({pair: len(found) for pair, found in ids.items()})
    return [
        {"wanted": wanted, "said": said, "count": count, "ids": ids[wanted, said]}
        for (wanted, said), count in sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    ]


def _risk(judged: Sequence[Judged]) -> dict[str, Any] | None:
    """Return how often the likeliest answer is wrong where only the surest part is answered; `own`: as it decided."""
    sure = [one for one in judged if one.confidence is not None and one.answer_right is not None]
    if not sure:
        return None
    found = curve([one.confidence or 0.0 for one in sure], [not one.answer_right for one in sure])
    answered = [one for one in sure if one.verdict in _ANSWERED]
    wrong = sum(not one.answer_right for one in answered)
    own = [len(answered) / len(sure), wrong / len(answered)] if answered else None
    return {"of": len(sure), "area": found.area, "curve": found.thinned(), "own": own}


def _latency(judged: Sequence[Judged]) -> dict[str, Any]:
    heard = [one for one in judged if one.verdict is not Verdict.NONE]
    steps = dict.fromkeys(step for one in heard for step in one.steps)
    by_step = {step: asdict(latency(one.steps[step] for one in heard if step in one.steps)) for step in steps}
    return {**asdict(latency(one.milliseconds for one in heard)), **({"steps": by_step} if by_step else {})}
