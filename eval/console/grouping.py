"""Grouping: which messages say nearly the same, by their syllables beyond manners and aspects.

Two messages are alike by the cosine of their syllables, weighted by how rare these are among the names of the
procedures: so whether two are alike depends on no third one, and needs no trained model. The groups
are those of Taylor and Butina (Butina, J. Chem. Inf. Comput. Sci. 39, 1999): the message with most others around it
takes them, then the next; no message is in a group whose first one is unlike it.
"""

import hashlib
import json
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Any

import numpy as np
from sklearn.feature_extraction.text import HashingVectorizer, TfidfTransformer

from knowledge.vietnamese.aspects import asked
from knowledge.vietnamese.folding import syllables

ALIKE = 0.55
"""Cosine from which two messages are alike: of such pairs of development questions 57 in 100 want the same procedure,
and 33 in 100 of the pairs that do are found. Pairs of syllables, runs of letters and the release's embedding find no
more at the same precision, and are slower."""
_RAREST = 6.0
"""No syllable weighs more than this (1 + ln of how many names there are to one with it), or two strange words of a
message would be all that it says."""
_AT_ONCE = 1000
_KEPT = 4
"""How many groupings are kept: of an inbox that has not changed nothing is reckoned anew. No text is kept."""


class Grouping:
    """Groups messages. `names`: what tells which syllables say little, such as those of "giấy chứng nhận"."""

    def __init__(self, names: Sequence[str]) -> None:
        self._words = HashingVectorizer(
            tokenizer=str.split, token_pattern=None, lowercase=False, alternate_sign=False, norm=None
        )
        known = [content(name) for name in names] or [""]
        self._weights = TfidfTransformer(sublinear_tf=True).fit(self._words.transform(known))
        self._weights.idf_ = np.minimum(self._weights.idf_, _RAREST)
        self._kept: dict[bytes, list[int]] = {}

    def leaders(self, texts: Sequence[str]) -> list[int]:
        """Return for each text the place of the text that its group is named by; 10,000 take a few seconds, once."""
        digest = hashlib.sha256(json.dumps(texts).encode()).digest()
        if digest not in self._kept:
            found = self._leaders([content(text) for text in texts])
            # A copy, for others look at the same time.
            self._kept = dict([*self._kept.items(), (digest, found)][-_KEPT:])
            return found
        return self._kept[digest]

    def _leaders(self, said: list[str]) -> list[int]:
        counts = Counter(said)
        distinct = [*counts]
        around = list(self._around(distinct))
        crowd = [sum(counts[distinct[other]] for other in near) for near in around]
        leader = [-1] * len(distinct)
        for place in sorted(range(len(distinct)), key=lambda place: (-crowd[place], place)):
            if leader[place] < 0:
                leader[place] = place
                for other in around[place]:
                    leader[other] = place if leader[other] < 0 else leader[other]
        first = {text: place for place, text in reversed([*enumerate(said)])}
        led_by = {text: first[distinct[leader[number]]] for number, text in enumerate(distinct)}
        return [led_by[text] for text in said]

    def _around(self, texts: list[str]) -> Iterator[list[int]]:
        """Yield for each text the places of those alike, its own among them."""
        if not texts:
            return
        vectors = self._weights.transform(self._words.transform(texts))
        for start in range(0, len(texts), _AT_ONCE):
            likeness: Any = (vectors[start : start + _AT_ONCE] @ vectors.T).tocsr()
            for row in range(likeness.shape[0]):
                cells = slice(likeness.indptr[row], likeness.indptr[row + 1])
                near = likeness.indices[cells][likeness.data[cells] >= ALIKE]
                yield sorted({start + row, *np.asarray(near).tolist()})


def content(text: str) -> str:
    """Return what a message says beyond manners and aspects, folded; all of it where that is nothing.

    >>> content("dạ cho hỏi làm giấy khai sinh cần giấy tờ gì"), content("phí bao nhiêu")
    ('khai sinh', 'phi bao nhieu')
    """
    return " ".join(asked(text).rest or syllables(text))


@lru_cache(maxsize=2)
def grouping(names: tuple[str, ...]) -> Grouping:
    """Return the grouping by these names, kept for the next look."""
    return Grouping(names)
