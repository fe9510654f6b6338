"""Whether a phrasing may be taught: somebody's own words, of a known procedure, said nowhere against it, and no test."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cache

from bot.conversations.masking import DOTS, masked
from eval.console.proposals.frozen import stands_in_a_test
from knowledge.phrasings.loading import load
from knowledge.vietnamese.aspects import ASPECTS
from knowledge.vietnamese.folding import nfc, syllables

GENERAL = "general"
ALL_ASPECTS = (GENERAL, *ASPECTS)
LONGEST = 300
_FEWEST_SYLLABLES = 2
_NOBODYS = ""
"""In place of a code: what no procedure answers."""

Phrasings = Mapping[str, Mapping[str, Collection[str]]]


@dataclass(frozen=True)
class Known:
    """What is taught already. `procedures`: codes that can be taught; `meant`: {digest: codes}."""

    procedures: Collection[str]
    meant: Mapping[str, Collection[str]]


class _Every:
    """A container of every code: nothing is left out."""

    def __contains__(self, _: object) -> bool:
        return True


def known(procedures: Collection[str], approved: Phrasings) -> Known:
    """Return what the files of phrasings and those approved since teach. Raises `BadPhrasingError`."""
    meant = defaultdict[str, set[str]](set, {digest: set(codes) for digest, codes in _in_files().items()})
    for code, aspects in approved.items():
        for texts in aspects.values():
            for text in texts:
                meant[digest(text)].add(code)
    return Known(procedures, meant)


def problem(text: str, procedure_code: str, aspect: str, taught: Known) -> str:
    """Return the key of the text that says why this may not be taught, "" where it may. Raises `FrozenQuestionsError`."""
    meant = taught.meant.get(digest(text), ())
    refusals = {
        "proposals.too_short": len(syllables(text)) < _FEWEST_SYLLABLES,
        "proposals.too_long": len(text) > LONGEST,
        "proposals.personal": DOTS in text or masked(text) != text,
        "proposals.no_procedure": procedure_code not in taught.procedures,
        "proposals.no_aspect": aspect not in ALL_ASPECTS,
        "proposals.known": procedure_code in meant,
        "proposals.contradicts": bool(meant) and procedure_code not in meant,
    }
    found = next((key for key, holds in refusals.items() if holds), "")
    return found or ("proposals.in_test" if stands_in_a_test(text) else "")


def tidy(text: str) -> str:
    """Return a phrasing as it is kept: on one line, in Unicode form NFC, without ends."""
    return nfc(text)


def digest(text: str) -> str:
    """Return what two texts share that differ in spelling alone: their folded syllables in order."""
    return " ".join(syllables(text))


@cache
def _in_files() -> dict[str, set[str]]:
    """Return what the files teach, read once."""
    phrasings, meant = load(_Every()), defaultdict[str, set[str]](set)
    for phrasing in phrasings.asked:
        meant[digest(phrasing.text)].add(phrasing.procedure_code)
    for text in (*phrasings.nothing, *phrasings.vague):
        meant[digest(text)].add(_NOBODYS)
    return dict(meant)
