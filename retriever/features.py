"""Texts as bags of features: what the trained embedding and BM25 see of a question.

Folded syllables, their bigrams and character trigrams make questions without diacritics equal to those
with them; where diacritics were typed, a second view of the marked syllables is added.
"""

from knowledge.vietnamese.everyday import standardise
from knowledge.vietnamese.folding import fold, syllables


def terms(text: str) -> list[str]:
    """Return folded syllables and bigrams ("giay", "giay_khai", ...) for BM25."""
    single = syllables(standardise(text))
    return single + [f"{left}_{right}" for left, right in zip(single, single[1:], strict=False)]


def feature_text(text: str) -> str:
    """Return all features of `text` separated by spaces, ready for a white-space tokenizer."""
    words = standardise(text).split()
    folded = [syllable for word in words for syllable in syllables(word)]
    bigrams = [f"{left}_{right}" for left, right in zip(folded, folded[1:], strict=False)]
    trigrams = [f"#{part}" for syllable in folded for part in _trigrams(syllable)]
    marked = [f"={word}" for word in words if fold(word) != word]
    return " ".join(folded + bigrams + trigrams + marked)


def _trigrams(syllable: str) -> list[str]:
    padded = f"<{syllable}>"
    return [padded[start : start + 3] for start in range(max(1, len(padded) - 2))]
