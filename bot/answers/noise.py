"""Noise around a request: insults, markup, code, emoji. Who asks something honest beside them is answered."""

import re
from dataclasses import replace
from functools import cache
from pathlib import Path

import yaml

from bot.answers.sayings import Sayings
from bot.answers.understanding import Heard
from knowledge.vietnamese.aspects import asked
from knowledge.vietnamese.everyday import standardise
from knowledge.vietnamese.folding import fold

_MARKUP = re.compile(
    r"<script\b.*?</script\s*>|<[^<>]*>|\{\{.*?\}\}|\$\{.*?\}|<%.*?%>|\{%.*?%\}|\[/?INST\]|```.*?```"
    r"|'\s*(?:;|or\b|union\b).*?(?:--|$)|https?://\S+|[`{}<>\\|~^*_#=$\[\]]+",
    re.IGNORECASE | re.DOTALL,
)
_PICTURES = re.compile(r"[\U0001F000-\U0001FAFF☀-➿️‍⬀-⯿]+")
_BARS = re.compile(r"([!?.,;:)(-])\1+")
_CLAUSES = re.compile(r"[,.!?;:\n]+")
_LEAST = 2
"""Content syllables that what is left must have to be a request."""


def without(heard: Heard) -> Heard:
    """Return what is left of a message without its noise, as a question; the same where nothing is to be left out."""
    for polite in (_polite_clauses(heard.text), _polite(heard.text)):
        left = _plain(polite)
        if left != heard.text.strip() and len(asked(left).rest) + len(asked(left).aspects) >= _LEAST:
            return replace(heard, text=left, speech_act="ask", confidence=1.0)
    return heard


def insults(text: str) -> bool:
    """Whether an insult stands in `text`."""
    return _insulting().stand_in(text)


def _plain(text: str) -> str:
    """Return `text` without markup, code, pictures and bars."""
    return " ".join(_BARS.sub(r"\1", _PICTURES.sub(" ", _MARKUP.sub(" ", text))).split()).strip(" ,;-!")


def _polite_clauses(text: str) -> str:
    """Return the clauses of `text` in which no insult stands."""
    if not insults(text):
        return text
    return ", ".join(clause.strip() for clause in _CLAUSES.split(text) if not insults(clause))


def _polite(text: str) -> str:
    """Return `text` without its insults, word by word."""
    if not insults(text):
        return text
    words = text.split()
    plain = fold(text) == text.lower()
    said = [fold(standardise(word)) if plain else standardise(word) for word in words]
    for saying in _insult_words(plain):
        size = len(saying)
        for start in range(len(said) - size + 1):
            if [word.strip(" ,.;:!?") for word in said[start : start + size]] == saying:
                words[start : start + size] = [""] * size
                said[start : start + size] = [""] * size
    return " ".join(filter(None, words))


@cache
def _told() -> dict[str, list[str]]:
    told: dict[str, list[str]] = yaml.safe_load(Path(__file__).with_name("noise.yml").read_text(encoding="utf-8"))
    return told


@cache
def _insulting() -> Sayings:
    return Sayings(_told()["insults"], _told()["insults_marked"], _told()["insults_not"])


@cache
def _insult_words(plain: bool) -> tuple[list[str], ...]:
    told = _told()["insults"] if plain else [*_told()["insults"], *_told()["insults_marked"]]
    words = [[fold(standardise(word)) if plain else standardise(word) for word in saying.split()] for saying in told]
    return tuple(sorted(words, key=len, reverse=True))
