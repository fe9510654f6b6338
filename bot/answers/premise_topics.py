"""Which procedure a premise is about: by its words without the point, or by the paper that is said not to be needed."""

import re
from collections.abc import Sequence
from dataclasses import replace

from bot.answers.paper_claims import is_of, needs
from bot.answers.premises import Premise
from bot.answers.topics import Library
from knowledge.vietnamese.aspects import asked
from retriever.decision import Decision
from retriever.engine import Found

_SEARCHED = 12
_COST = re.compile(r" mat (?:\S+ ){0,2}$")
"""What stands before an amount that is paid: the same word as of something lost, which another procedure is about."""
_SURE = 0.6
"""Belief from which the words beside a paper say which procedure is meant: the paper's own words name others."""


def of(library: Library, premise: Premise, found: Found, topics: Sequence[str]) -> Found:
    """Return `found`, or another finding where `premise` is about another procedure than its words sound like.

    "mất 500 ngàn" sounds like something lost, and "khỏi cần chứng sinh" like getting that certificate.
    """
    if found.kept_context:
        return found
    if not _is_about_something(premise):
        return _asking_for(library, premise, found, topics)
    about = library.retriever.search(premise.about, topics)
    if _COST.search(premise.claim[: premise.money.start if premise.money else 0]):
        return found if about.decision is Decision.DECLINE else about
    needed = _SURE if premise.paper else found.confidence
    surer = found.decision is not Decision.ANSWER or about.confidence > needed
    return about if about.decision is Decision.ANSWER and surer else found


def _is_about_something(premise: Premise) -> bool:
    """Whether more than the point is told; "giờ khỏi cần chứng sinh" names nothing but the paper."""
    return bool(asked(premise.about).rest)


def _asking_for(library: Library, premise: Premise, found: Found, topics: Sequence[str]) -> Found:
    """Return the procedure talked about, or else the likeliest found, that asks for the paper."""
    answered = found.decision is Decision.ANSWER
    if not premise.paper and premise.alone and topics:
        return replace(found, decision=Decision.ANSWER, about=(topics[0],), kept_context=True)
    if not (premise.paper and premise.alone) or (answered and not is_of(library.topic(found.about[0]), premise.paper)):
        return found
    likely = library.retriever.search(premise.claim, (), _SEARCHED).results
    codes = [*topics, *(result.procedure_code for result in likely)]
    asking = next((code for code in codes if needs(library.topic(code), premise.paper)), None)
    return replace(found, decision=Decision.ANSWER, about=(asking,)) if asking else found
