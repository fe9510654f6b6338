"""Speech acts and aspects by name: as plain data for the JSON, which names messages by id only, and as tables."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

from eval.acts.figures import Score, act_scores, aspect_scores, confusions, macro_f1
from eval.acts.outcomes import Outcome
from eval.task import Table

_ABSENT = "-"


def plain(outcomes: Sequence[Outcome]) -> dict[str, Any]:
    """Return scores by name, macro F1, acts taken for another and misses; shares in 0..1."""
    acts, aspects = act_scores(outcomes), aspect_scores(outcomes)
    return {
        "macro_f1": {"acts": macro_f1(acts.values()), "aspects": macro_f1(aspects.values())},
        "acts": {name: _told(score) for name, score in acts.items()},
        "aspects": {name: _told(score) for name, score in aspects.items()},
        "confusions": [
            {"expected": expected, "heard": heard, "count": count} for expected, heard, count in confusions(outcomes)
        ],
        "misses": [miss for one in outcomes if (miss := _miss(one))],
    }


def scored_tables(outcomes: Sequence[Outcome]) -> list[Table]:
    """Return macro F1, the scores of acts and aspects, and the acts taken for another."""
    acts, aspects = act_scores(outcomes), aspect_scores(outcomes)
    taken = confusions(outcomes)
    tables = [_macro({"speech acts": acts, "aspects": aspects}), _scored("speech act", acts)]
    if aspects:
        tables.append(_scored("aspect", aspects))
    if taken:
        rows = tuple((f"{expected}, heard as {heard}", str(count)) for expected, heard, count in taken)
        tables.append(Table("Speech acts taken for another", ("expected", "how often"), rows))
    return tables


def _macro(kinds: Mapping[str, Mapping[str, Score]]) -> Table:
    """Return the table of macro F1, which has no interval: a rare name is one message or two."""
    rows = tuple(
        (name, _share(macro_f1(scores.values())), str(len(scores))) for name, scores in kinds.items() if scores
    )
    return Table("Macro F1: every name counts the same", ("of", "macro F1", "names"), rows)


def _scored(kind: str, scores: Mapping[str, Score]) -> Table:
    rows = tuple(
        (name, _share(score.precision), _share(score.recall), _share(score.f1), str(score.expected))
        for name, score in scores.items()
    )
    return Table(f"By {kind}", (kind, "precision", "recall", "F1", "of"), rows)


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


def _told(score: Score) -> dict[str, Any]:
    return {**asdict(score), "precision": score.precision, "recall": score.recall, "f1": score.f1}


def _share(value: float | None) -> str:
    return _ABSENT if value is None else f"{value * 100:.1f} %"
