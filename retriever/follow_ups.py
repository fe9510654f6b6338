"""Learning what follow-ups mean, from those of the phrasings and from questions that have nothing to do with the context."""

import random
from collections.abc import Iterator

from knowledge.phrasings.loading import KEEP, NOTHING, Phrasings
from retriever import context
from retriever.context import ContextDecider, Meaning, Values
from retriever.engine import Retriever

_FEWEST = 50
_UNRELATED = 150
_SEED = 20260719


def learn(retriever: Retriever, said: Phrasings) -> ContextDecider:
    """Return the context decider for `retriever`; by similarity where there are too few follow-ups."""
    if len(said.follow_ups) < _FEWEST:
        return context.by_similarity()
    examples = [*_told(retriever, said), *_unrelated(retriever, said)]
    return context.fit([values for values, _ in examples], [meaning for _, meaning in examples])


def _told(retriever: Retriever, said: Phrasings) -> Iterator[tuple[Values, Meaning]]:
    meanings = {KEEP: Meaning.KEEP, NOTHING: Meaning.NOTHING}
    for item in said.follow_ups:
        yield _values(retriever, item.text, item.context), meanings.get(item.means, Meaning.CHANGE)


def _unrelated(retriever: Retriever, said: Phrasings) -> Iterator[tuple[Values, Meaning]]:
    chance = random.Random(_SEED)
    codes = sorted(retriever.names)
    for phrasing in chance.sample(said.asked, min(_UNRELATED, len(said.asked))):
        code = chance.choice(codes)
        if code != phrasing.procedure_code:
            yield _values(retriever, phrasing.text, code), Meaning.CHANGE
    for text in chance.sample(said.nothing, min(_UNRELATED // 2, len(said.nothing))):
        yield _values(retriever, text, chance.choice(codes)), Meaning.NOTHING


def _values(retriever: Retriever, text: str, code: str) -> Values:
    return context.values(text, code, *retriever.read_in_context(text, code))
