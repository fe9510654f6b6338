"""Learning what follow-ups mean: from those of the phrasings, from detail questions, and from unrelated questions."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import replace

from knowledge.phrasings.loading import KEEP, NOTHING, FollowUp, Phrasings
from knowledge.vietnamese.folding import fold
from retriever import context
from retriever.context import ContextDecider, Meaning, Values
from retriever.engine import Retriever
from retriever.hashed_words import put

Example = tuple[Values, Meaning]
_MEANINGS = {KEEP: Meaning.KEEP, NOTHING: Meaning.NOTHING}
_FEWEST = 50
_UNRELATED = 600
_SEED = 20260719
_LEFT_OUT = 0.3


def learn(retriever: Retriever, said: Phrasings, told: Sequence[Example]) -> ContextDecider:
    """Return the context decider for `retriever`; by similarity where there are too few follow-ups.

    `told`: what `read` makes of the follow-ups in `said`.
    """
    if len(said.follow_ups) < _FEWEST:
        return context.by_similarity()
    examples = [*told, *_details(retriever, said), *_unrelated(retriever, said)]
    return context.fit([values for values, _ in examples], [meaning for _, meaning in examples])


def read(retriever: Retriever, follow_ups: Sequence[FollowUp]) -> list[Example]:
    """Return every follow-up, and how it would be put without diacritics, as half of the citizens type."""
    return [example for item in follow_ups for example in _read(retriever, item)]


def _read(retriever: Retriever, item: FollowUp) -> Iterator[Example]:
    told, meaning = retriever.context_values(item.text, item.context), _MEANINGS.get(item.means, Meaning.CHANGE)
    yield told, meaning
    if (bare := fold(item.text)) != item.text.lower():
        yield replace(told, manner=put(bare)), meaning


def _details(retriever: Retriever, said: Phrasings) -> Iterator[Example]:
    """Yield questions about a detail of a procedure as what keeps it, whatever other procedure they sound like."""
    for item in said.details:
        if item.procedure in retriever.names:
            yield retriever.context_values(item.text, item.procedure), Meaning.KEEP


def _unrelated(retriever: Retriever, said: Phrasings) -> Iterator[Example]:
    """Yield questions about something else, with words left out so that the index does not know them by heart."""
    chance = random.Random(_SEED)
    codes = sorted({phrasing.procedure_code for phrasing in said.asked})
    for phrasing in chance.sample(said.asked, min(_UNRELATED, len(said.asked))):
        code = chance.choice(codes)
        if code != phrasing.procedure_code:
            yield retriever.context_values(_thinned(phrasing.text, chance), code), Meaning.CHANGE


def _thinned(text: str, chance: random.Random) -> str:
    words = text.split()
    return " ".join([word for word in words if chance.random() > _LEFT_OUT] or words)
