"""Comparing what was given with what the record asks, and naming the papers that make the difference."""

from dataclasses import dataclass

from bot.answers.messages import Decision
from eval.checklists.asked import Case, Need
from eval.checklists.given import Given
from eval.verdicts import Verdict


@dataclass(frozen=True)
class Found:
    """`missing`: needed by the record, and not listed so; `extra`: listed as needed, and not so.

    `misjudged`: neither, but told not to be needed where it depends, the other way round, or not told at all.
    """

    verdict: Verdict
    missing: tuple[str, ...] = ()
    extra: tuple[str, ...] = ()
    misjudged: tuple[str, ...] = ()


def compared(case: Case, given: Given) -> Found:
    """Compare one case.

    Partly right is a list that holds a needed paper, or errs in none of the needed ones. A list of another procedure
    is wrong. A conversation that still asks, though everything was told once, has asked back.
    """
    if given.error:
        return Found(Verdict.NONE, missing=case.needed)
    if case.leads_to:
        return Found(_sent_on(case, given))
    if case.refused:
        return Found(_turned_away(case, given))
    if given.papers is None:
        return Found(_withdrawn(given), missing=case.needed)
    if given.procedure != case.procedure:
        return Found(Verdict.WRONG, missing=case.needed, extra=given.listed)
    return _papers(case, given.papers, given.listed)


def _sent_on(case: Case, given: Given) -> Verdict:
    """Judge a case that belongs to another procedure: said so, or gone there."""
    if case.leads_to in (given.leads_to, given.procedure):
        return Verdict.RIGHT
    return _withdrawn(given)


def _turned_away(case: Case, given: Given) -> Verdict:
    """Judge a case that nobody may go on with: refused, or told in a conversation that has nothing left to ask."""
    told = given.papers is None and given.asks is None and given.procedure == case.procedure and not given.leads_to
    return Verdict.RIGHT if given.refused or told else _withdrawn(given)


def _withdrawn(given: Given) -> Verdict:
    if given.handed_over:
        return Verdict.HANDED_OVER
    if given.decision is Decision.DECLINE:
        return Verdict.DECLINED
    asks_back = given.decision is Decision.CLARIFY or given.asks is not None
    return Verdict.CLARIFIED if asks_back else Verdict.WRONG


def _papers(case: Case, papers: dict[str, Need], listed: tuple[str, ...]) -> Found:
    missing = tuple(paper for paper in case.needed if paper not in listed)
    extra = tuple(paper for paper in listed if paper not in case.needed)
    differing = {paper for paper in {**case.papers, **papers} if case.papers.get(paper) is not papers.get(paper)}
    misjudged = tuple(sorted(differing - set(missing) - set(extra)))
    if not differing:
        return Found(Verdict.RIGHT)
    some_right = len(missing) < len(case.needed) or not (missing or extra)
    return Found(Verdict.PARTLY if some_right else Verdict.WRONG, missing, extra, misjudged)
