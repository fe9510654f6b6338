"""Whether two texts are nearly the same: their sets of folded syllables share four fifths (Jaccard's index)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from knowledge.vietnamese.folding import syllables

NEAREST = 0.8


@dataclass(frozen=True)
class Texts:
    """Texts to compare with, each as its set of syllables."""

    sets: frozenset[frozenset[str]]

    @classmethod
    def among(cls, texts: Iterable[str]) -> "Texts":
        """Return these texts; those without a syllable are nothing to compare with."""
        return cls(frozenset(filter(None, (frozenset(syllables(text)) for text in texts))))

    @classmethod
    def of(cls, phrasings: Mapping[str, Mapping[str, Iterable[str]]]) -> "Texts":
        """Return the texts of phrasings by procedure and aspect."""
        return cls.among(text for aspects in phrasings.values() for texts in aspects.values() for text in texts)

    def has_nearly(self, text: str) -> bool:
        """Return whether one of them is `text`, or nearly."""
        said = frozenset(syllables(text))
        return bool(said) and any(len(said & other) >= NEAREST * len(said | other) for other in self.sets)
