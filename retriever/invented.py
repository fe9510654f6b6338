"""Requests for what no procedure is about, made from questions: their thing is replaced by one that none knows.

"Xin giấy phép bán lẻ rượu" becomes "xin giấy phép trăng sao". They teach the decider that an official frame around a
thing that the procedure lacks is no request for it.
"""

from collections.abc import Iterable
from itertools import pairwise

from knowledge.vietnamese.folding import fold, syllables
from retriever.coverage import Coverage

_HEAVY = 3.2
"""From this weight on a word of a procedure's name is its thing, not its frame: one procedure in 25 says it, or fewer."""
_LONGEST = 4
"""Things of more words than this are not replaced: what is left of the question would be no request."""
_COMMON = 0.08
"""A word that more of the procedures than this use is no part of an unknown thing."""


def things(texts: Iterable[str], coverage: Coverage) -> list[str]:
    """Return the pairs of words in `texts` that no procedure says, none of them a common word."""
    most = _COMMON * coverage.count
    common = {word for word in coverage.words if len(coverage.words.owners(word)) > most}
    pairs = (pair for text in texts for pair in pairwise(text.split()))
    return sorted({" ".join(pair) for pair in pairs if _is_unknown(pair, common, coverage)})


def _is_unknown(pair: tuple[str, str], common: set[str], coverage: Coverage) -> bool:
    said = [syllable for word in pair if word.isalpha() for syllable in syllables(word)]
    return len(said) == 2 and not common & {*said} and " ".join(said) not in coverage.pairs


def invented(text: str, name: set[str], thing: str, coverage: Coverage) -> str | None:
    """Return `text` with `thing` where it says what its procedure is about; None where that is not told apart.

    `name`: the folded syllables of the procedure's name.
    """
    words = text.split()
    weights = [max(_weights(word, name, coverage), default=0.0) for word in words]
    heavy = [place for place, weight in enumerate(weights) if weight >= _HEAVY]
    if not heavy or len(words) < 2:
        return None
    first, end = heavy[0], heavy[-1] + 1
    if end - first == 1:  # most things have two syllables
        first, end = _widened(weights, first)
    if end - first > _LONGEST:
        return None
    put = fold(thing) if fold(text) == text else thing
    return " ".join([*words[:first], put, *words[end:]])


def _weights(word: str, name: set[str], coverage: Coverage) -> list[float]:
    return [coverage.words.weight(syllable) for syllable in syllables(word) if syllable in name]


def _widened(weights: list[float], place: int) -> tuple[int, int]:
    """Return where the word at `place` and the heavier of its neighbours begin and end."""
    before = weights[place - 1] if place else -1.0
    after = weights[place + 1] if place + 1 < len(weights) else -1.0
    return (place - 1, place + 1) if before >= after else (place, place + 2)
