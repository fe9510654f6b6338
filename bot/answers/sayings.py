"""Sayings with gaps, found in a message: with diacritics where they were typed, without where not."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property

from knowledge.vietnamese.everyday import standardise
from knowledge.vietnamese.folding import fold

_GAP = r"(?: \S+){0,4}? "
_APART = re.compile(r" \.\. ")


@dataclass(frozen=True, eq=False)
class Sayings:
    """Sayings of one kind; ".." in one stands for up to four other words.

    `marked`: what counts only where diacritics were typed; `but`: what holds a saying and means something else.
    """

    sayings: Sequence[str]
    marked: Sequence[str] = ()
    but: Sequence[str] = ()

    def stand_in(self, text: str) -> bool:
        """Whether one of the sayings stands in `text`, word by word and in standard spelling."""
        # Whether diacritics were typed is asked before everyday forms ("k", "hong") are written out with them.
        plain = fold(text) == text.lower()
        said = f" {fold(standardise(text)) if plain else standardise(text)} "
        sought, but = self._folded if plain else self._typed
        return sought.search(but.sub(" ", said) if but else said) is not None

    @cached_property
    def _typed(self) -> tuple[re.Pattern[str], re.Pattern[str] | None]:
        but = _compiled(self.but, str) if self.but else None
        return _compiled([*self.sayings, *self.marked], str), but

    @cached_property
    def _folded(self) -> tuple[re.Pattern[str], re.Pattern[str] | None]:
        return _compiled(self.sayings, fold), _compiled(self.but, fold) if self.but else None


def _compiled(sayings: Sequence[str], spelt: Callable[[str], str]) -> re.Pattern[str]:
    # What dialect words are written as with diacritics ("thiệt") they are not without.
    forms = {
        form
        for saying in sayings
        for form in (spelt(saying), spelt(" .. ".join(map(standardise, _APART.split(saying)))))
    }
    told = (_GAP.join(map(re.escape, _APART.split(form))) for form in sorted(forms))
    return re.compile(" (?:" + "|".join(told) + ") ")
