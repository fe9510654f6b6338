"""Judging replies by the procedures and the decision that were expected: what tasks retrieval and dialogue share."""

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from bot.answers.messages import Decision
from eval.bench.pairing import first_right
from eval.measures import MEASURES, confusion, values
from eval.outcomes import Outcome
from eval.task import Table
from eval.verdicts import Judged

HEADLINE = ("right", "first", "first_five")
_GROUPS = ("form", "level", "carries")


def judge(outcomes: Sequence[Outcome]) -> list[Judged]:
    """Judge every outcome, in order."""
    found = values(outcomes)
    return [_judged(one, {name: found[one.id][name] for name in MEASURES if name in found[one.id]}) for one in outcomes]


def decisions(outcomes: Sequence[Outcome]) -> Table:
    """Return the table of the behaviour expected and the decision taken."""
    counted = {expected: row for expected, row in confusion(outcomes).items() if any(row.values())}
    taken = next(iter(counted.values()))
    rows = tuple((expected, *map(str, row.values())) for expected, row in counted.items())
    return Table("Decision taken, by decision expected", ("expected", *taken), rows)


def _judged(one: Outcome, measured: dict[str, float]) -> Judged:
    to_answer = one.asked.behaviour is Decision.ANSWER
    return Judged(
        id=one.id,
        verdict=one.verdict,
        right=one.right,
        milliseconds=one.reply.milliseconds,
        unit=one.dialogue or "",
        values=measured,
        groups={by: group for by in _GROUPS if (group := getattr(one.asked, by)) is not None},
        missing=one.missing,
        extra=one.extra,
        mistaken=(one.missing[0], one.extra[0]) if one.missing and one.extra else None,
        procedure=one.asked.expect[0][0] if to_answer else None,
        confidence=None if one.asked.behaviour is Decision.CLARIFY else one.reply.confidence,
        answer_right=None if one.asked.behaviour is Decision.CLARIFY else first_right(one),
        error=one.reply.error,
        told=_told(one),
    )


def _told(one: Outcome) -> dict[str, Any]:
    reply = asdict(one.reply)
    kept = {name: reply[name] for name in ("decision", "procedures", "ranking", "error")}
    asked = {"behaviour": str(one.asked.behaviour), "expect": one.asked.expect}
    return {**asked, **kept, "counted_as": one.decision}
