"""The figures: how often right, how often wrong, how fast. No answer counts as a miss everywhere."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

import ir_measures
from ir_measures import RR, Qrel, ScoredDoc, Success

from bot.answers.messages import Decision
from eval.figures import Figure, Latency, mean
from eval.figures import latency as latency_of
from eval.outcomes import Outcome

MEASURES = {
    "right": "right decision and procedures",
    "whole_dialogues": "dialogues right in every turn",
    "first": "right procedure first",
    "first_five": "right procedures in the first five",
    "mrr": "mean reciprocal rank (of five)",
    "decision": "right decision",
    "wrong_among_answered": "wrong among answered outright",
    "wrong_procedure": "wrong procedure among answered outright",
    "declined_right": "declined where nothing answers",
    "clarify_right": "clarified with a right choice",
    "two_at_once": "two at once: both found",
}
"""Every measure and what it says. All are shares in 0..1; those of `LOWER_IS_BETTER` are better when lower.

`first`, `first_five` and `mrr` are over the questions to answer: the first result belongs to any group, the first
five meet every group. `wrong_among_answered`: answered, but not as expected, be it another procedure, one of two, or
an answer where a question back or a decline was due. `wrong_procedure`: answered with a procedure that nothing
expects; one of those to choose from is none, what nothing answers is.
"""
LOWER_IS_BETTER = frozenset({"wrong_among_answered", "wrong_procedure"})
NO_ANSWER = "none"
_FIRST, _FIVE = Success @ 1, Success @ 5


def figures(outcomes: Sequence[Outcome]) -> dict[str, Figure]:
    """Return every measure over `outcomes`."""
    found = values(outcomes)
    single: dict[str, Figure] = {
        measure: mean([(one.unit, found[one.id][measure]) for one in outcomes if measure in found[one.id]])
        for measure in MEASURES
    }
    return {**single, "whole_dialogues": whole((one.dialogue, one.right) for one in outcomes)}


def values(outcomes: Sequence[Outcome]) -> dict[str, dict[str, float]]:
    """Return the value of every measure that an outcome is about, by outcome's id and measure."""
    ranks = _ranks([outcome for outcome in outcomes if outcome.asked.behaviour is Decision.ANSWER])
    return {
        one.id: {measure: float(value) for measure, value in (*_decided(one), *ranks.get(one.id, {}).items())}
        for one in outcomes
    }


def whole(turns: Iterable[tuple[str | None, bool]]) -> Figure:
    """Return the share of dialogues that are right in every turn, from each turn's dialogue and whether it is right."""
    dialogues: dict[str, bool] = {}
    for dialogue, right in turns:
        if dialogue is not None:
            dialogues[dialogue] = dialogues.get(dialogue, True) and right
    return mean([(dialogue, float(right)) for dialogue, right in dialogues.items()])


def broken_down(outcomes: Sequence[Outcome], by: str) -> dict[str, dict[str, Figure]]:
    """Return the figures per value of the questions' `by` (form, level, carries); questions without it are left out."""
    groups: dict[str, list[Outcome]] = {}
    for outcome in outcomes:
        group = getattr(outcome.asked, by)
        if group is not None:
            groups.setdefault(group, []).append(outcome)
    return {group: figures(groups[group]) for group in sorted(groups)}


def confusion(outcomes: Iterable[Outcome]) -> dict[str, dict[str, int]]:
    """Return counts by expected behaviour and decision taken; `none` where no answer came."""
    counts = Counter((str(outcome.asked.behaviour), str(outcome.decision or NO_ANSWER)) for outcome in outcomes)
    taken = (*map(str, Decision), NO_ANSWER)
    return {expected: {decision: counts[expected, decision] for decision in taken} for expected in map(str, Decision)}


def latency(outcomes: Iterable[Outcome]) -> Latency:
    """Return median and 95th percentile in milliseconds."""
    return latency_of(outcome.reply.milliseconds for outcome in outcomes if outcome.reply.decision is not None)


def _decided(outcome: Outcome) -> Iterator[tuple[str, float]]:
    yield "right", outcome.right
    yield "decision", outcome.decision is outcome.asked.behaviour
    if outcome.decision is Decision.ANSWER:
        yield "wrong_among_answered", not outcome.right
        yield "wrong_procedure", outcome.astray
    if outcome.asked.behaviour is Decision.DECLINE:
        yield "declined_right", outcome.right
    if outcome.asked.behaviour is Decision.CLARIFY:
        yield "clarify_right", outcome.right


def _ranks(outcomes: Sequence[Outcome]) -> dict[str, dict[str, float]]:
    """Score rankings with ir_measures, every group of expected codes as a query of its own."""
    queries = {f"{outcome.id} {row}": outcome for outcome in outcomes for row in range(len(outcome.asked.expect))}
    wanted = [
        Qrel(query, code, 1)
        for query, outcome in queries.items()
        for code in set(outcome.asked.expect[int(query.rpartition(" ")[2])])
    ]
    found = [
        ScoredDoc(query, code, -rank)
        for query, outcome in queries.items()
        for rank, code in enumerate(dict.fromkeys(outcome.reply.ranking[:5]))
    ]
    groups: dict[str, dict[ir_measures.Measure, list[float]]] = {}
    for metric in ir_measures.iter_calc([_FIRST, _FIVE, RR], wanted, found):
        scores = groups.setdefault(queries[metric.query_id].id, {})
        scores.setdefault(metric.measure, []).append(metric.value)
    pairs = {outcome.id for outcome in outcomes if len(outcome.asked.expect) > 1}
    return {
        name: {
            "first": max(scores[_FIRST]),
            "first_five": min(scores[_FIVE]),
            "mrr": max(scores[RR]),
            **({"two_at_once": min(scores[_FIVE])} if name in pairs else {}),
        }
        for name, scores in groups.items()
    }
