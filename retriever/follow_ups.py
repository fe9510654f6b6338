"""Learning what follow-ups mean: from those of the phrasings, from detail questions, and from unrelated questions."""

import random
from collections.abc import Iterator

from knowledge.phrasings.loading import KEEP, NOTHING, Phrasings
from retriever import context
from retriever.context import ContextDecider, Meaning, Values
from retriever.engine import Retriever

_FEWEST = 50
_UNRELATED = 600
_DETAILS_COUNT = 3
"""How often each detail question is learned: they are few, and the most like what people ask on. Chosen on dev dialogues."""
_SEED = 20260719
_LEFT_OUT = 0.3


def learn(retriever: Retriever, said: Phrasings) -> ContextDecider:
    """Return the context decider for `retriever`; by similarity where there are too few follow-ups."""
    if len(said.follow_ups) < _FEWEST:
        return context.by_similarity()
    examples = [*_told(retriever, said), *_details(retriever, said), *_unrelated(retriever, said)]
    return context.fit([values for values, _ in examples], [meaning for _, meaning in examples])


def _told(retriever: Retriever, said: Phrasings) -> Iterator[tuple[Values, Meaning]]:
    meanings = {KEEP: Meaning.KEEP, NOTHING: Meaning.NOTHING}
    for item in said.follow_ups:
        yield retriever.context_values(item.text, item.context), meanings.get(item.means, Meaning.CHANGE)


def _details(retriever: Retriever, said: Phrasings) -> Iterator[tuple[Values, Meaning]]:
    """Yield questions about a detail of a procedure as what keeps it, whatever other procedure they sound like."""
    for item in said.details:
        if item.procedure in retriever.names:
            yield from [(retriever.context_values(item.text, item.procedure), Meaning.KEEP)] * _DETAILS_COUNT


def _unrelated(retriever: Retriever, said: Phrasings) -> Iterator[tuple[Values, Meaning]]:
    """Yield questions about something else, with words left out so that the index does not know them by heart."""
    chance = random.Random(_SEED)
    codes = sorted({phrasing.procedure_code for phrasing in said.asked})
    for phrasing in chance.sample(said.asked, min(_UNRELATED, len(said.asked))):
        code = chance.choice(codes)
        if code != phrasing.procedure_code:
            yield retriever.context_values(_thinned(phrasing.text, chance), code), Meaning.CHANGE
    for text in chance.sample(said.nothing, min(_UNRELATED, len(said.nothing))):
        yield retriever.context_values(_thinned(text, chance), chance.choice(codes)), Meaning.NOTHING


def _thinned(text: str, chance: random.Random) -> str:
    words = text.split()
    return " ".join([word for word in words if chance.random() > _LEFT_OUT] or words)
