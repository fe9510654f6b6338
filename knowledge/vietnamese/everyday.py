"""Everyday spelling to standard words: teencode, abbreviations and Mekong Delta forms, token by token."""

import re
from functools import cache, lru_cache
from pathlib import Path

from knowledge.vietnamese.folding import fold, nfc

_TOKEN = re.compile(r"[^\W_]+(?:[./-][^\W_]+)*|[^\w\s]", re.UNICODE)
_REPEATED = re.compile(r"([^\W\d_])\1{2,}")
_KNOWN_WORDS = 1 << 14
"""Words of which it is remembered how they are written out."""
_AT_ONCE = 32
"""The same for texts: one turn reads the same few many times."""


@cache
def lexicon() -> dict[str, str]:
    """Return everyday form -> standard words, both lower case, from `teencode.txt`."""
    lines = Path(__file__).with_name("teencode.txt").read_text(encoding="utf-8").splitlines()
    pairs = (line.split(maxsplit=1) for line in lines if line.strip() and not line.startswith("#"))
    return {nfc(form): nfc(words) for form, words in pairs}


@cache
def kept() -> dict[str, frozenset[str]]:
    """Return everyday form -> folded words after which it means itself, from `kept.txt`."""
    lines = Path(__file__).with_name("kept.txt").read_text(encoding="utf-8").splitlines()
    pairs = (line.split(":", 1) for line in lines if line.strip() and not line.startswith("#"))
    return {nfc(form): frozenset(words.split()) for form, words in pairs}


@lru_cache(_AT_ONCE)
def standardise(text: str) -> str:
    """Return `text` in lower case with everyday forms replaced: "dk ks cho con dc hk" -> "đăng ký khai sinh ..."."""
    tokens = _TOKEN.findall(nfc(text).lower())
    return " ".join(map(_standard, tokens, ["", *tokens]))


def _standard(token: str, before: str) -> str:
    if token in kept() and fold(before) in kept()[token]:
        return token
    return _written_out(token)


@lru_cache(_KNOWN_WORDS)
def _written_out(token: str) -> str:
    known = lexicon()
    short = _REPEATED.sub(r"\1", token)
    return known.get(token) or known.get(short, short)
