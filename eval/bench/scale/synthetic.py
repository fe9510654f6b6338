"""Invented procedures from the words of the loaded ones: which syllable follows which, walked at random.

Shannon, A Mathematical Theory of Communication (1948), section 3: the second-order word approximation.
"""

import random
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from retriever.documents import Document

PHRASINGS = 8
"""Phrasings of each record that has any; every second record has."""
SEED = 20260719
_EDGE = ""
_LONGEST = 40
"""Syllables after which a walk that has found no end stops."""


@dataclass(frozen=True)
class Chain:
    """Which syllables follow which, as often as in the texts; the edge stands before the first and after the last."""

    following: Mapping[str, Sequence[str]]

    @classmethod
    def learn(cls, texts: Iterable[str]) -> "Chain":
        """Count the bigrams of `texts`; at least one text with a syllable is needed."""
        following: dict[str, list[str]] = {}
        for text in texts:
            if syllables := text.split():
                for left, right in pairwise((_EDGE, *syllables, _EDGE)):
                    following.setdefault(left, []).append(right)
        return cls(following)

    def text(self, chance: random.Random, head: Sequence[str] = ()) -> str:
        """Walk on from `head` (the beginning of a text of this chain) to an end."""
        walked = [*head]
        while len(walked) < _LONGEST:
            found = chance.choice(self.following[walked[-1] if walked else _EDGE])
            if found == _EDGE:
                break
            walked.append(found)
        return " ".join(walked)

    def again(self, text: str, chance: random.Random) -> str:
        """Return another text with the same beginning, cut at random: texts of one record lie near each other."""
        syllables = text.split()
        return self.text(chance, syllables[: chance.randint(len(syllables) // 2, max(len(syllables) - 1, 1))])


@dataclass(frozen=True)
class Synthetic:
    """An invented catalogue: one name a record, the phrasings of every second one, and questions that are neither."""

    names: list[str]
    phrasings: list[str]
    questions: list[str]


def invent(documents: Sequence[Document], records: int, questions: int) -> Synthetic:
    """Invent `records` procedures and `questions` about them. The same arguments give the same.

    A record's phrasings begin alike, and a question begins like a phrasing. Real questions are not so made,
    so figures of quality over these say something of indexes and nothing of the retriever.
    """
    named = Chain.learn(name for document in documents for name in document.names)
    spoken = [text for document in documents for text in document.phrasings]
    asked = Chain.learn(spoken) if spoken else named
    chance = random.Random(f"{SEED} {records}")
    names = [named.text(chance) for _ in range(records)]
    phrasings = []
    for _ in range((records + 1) // 2):
        first = asked.text(chance)
        phrasings += [first, *(asked.again(first, chance) for _ in range(PHRASINGS - 1))]
    about = chance.choices(phrasings, k=questions)
    return Synthetic(names, phrasings, [asked.again(text, chance) for text in about])
