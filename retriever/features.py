"""Texts as bags of features: what the trained embedding and BM25 see of a question.

Folded syllables, their bigrams and character trigrams make questions without diacritics equal to those
with them; where diacritics were typed, a second view of the marked syllables is added.
"""

from functools import lru_cache
from itertools import pairwise

from knowledge.vietnamese.everyday import standardise
from knowledge.vietnamese.folding import fold, syllables


def terms(text: str) -> list[str]:
    """Return folded syllables and bigrams ("giay", "giay_khai", ...) for BM25."""
    single = syllables(standardise(text))
    return single + [f"{left}_{right}" for left, right in pairwise(single)]


def feature_text(text: str) -> str:
    """Return all features of `text` separated by spaces, ready for a white-space tokenizer."""
    return " ".join(feature for feature, _, _ in placed_features(text))


def placed_features(text: str) -> list[tuple[str, int, int]]:
    """Return (feature, first syllable, last syllable) for every feature, positions counted from 0."""
    read = [syllable for word in standardise(text).split() for syllable in _read(word)]
    placed = [(syllable, at, at) for at, (syllable, _) in enumerate(read)]
    placed += [(f"{left}_{right}", at, at + 1) for at, ((left, _), (right, _)) in enumerate(pairwise(read))]
    placed += [(part, at, at) for at, (_, parts) in enumerate(read) for part in parts]
    return placed


@lru_cache(maxsize=1 << 16)
def _read(word: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Return each folded syllable of `word` with its trigrams and, where diacritics were typed, the marked word."""
    marked = (f"={word}",) if fold(word) != word else ()
    return tuple((syllable, (*_trigrams(syllable), *marked)) for syllable in syllables(word))


def _trigrams(syllable: str) -> tuple[str, ...]:
    padded = f"<{syllable}>"
    return tuple(f"#{padded[start : start + 3]}" for start in range(max(1, len(padded) - 2)))
