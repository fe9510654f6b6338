"""What was heard in one turn, and which words answer an open question."""

from collections.abc import Iterable
from dataclasses import dataclass

from bot.conversations.state import Choice
from knowledge.guides.models import Fact, Guide
from knowledge.vietnamese.everyday import standardise
from knowledge.vietnamese.folding import syllables

VOLUNTEERED = 3
"""A fact told without being asked needs a match of at least this many syllables."""


@dataclass(frozen=True)
class Heard:
    """One turn: the text with personal parts sealed, or a choice; and the speech act, where one was understood.

    `sealed`: (kind, token) of what was sealed, kind "code" or "proof"; `code_hint`: how a mistyped
    dossier code could be mended, in words.
    """

    text: str = ""
    choice: Choice | None = None
    speech_act: str = "ask"
    confidence: float = 1.0
    sealed: tuple[tuple[str, str], ...] = ()
    code_hint: str = ""

    def token(self, kind: str) -> str | None:
        """Return the token of the first sealed part of this kind."""
        return next((token for sealed, token in self.sealed if sealed == kind), None)


def answer_in(text: str, fact: Fact, speech_act: str = "") -> str | None:
    """Return the id of the choice that `text` names, None where it names none or two equally well.

    The longest match wins: "không có người làm chứng" beats "có người làm chứng".
    """
    heard = _words(text)
    if not heard:
        return None
    if len(heard) == 1 and heard[0].isdigit() and 1 <= int(heard[0]) <= len(fact.choices):
        return fact.choices[int(heard[0]) - 1].id
    lengths = {choice.id: max(map(lambda words: _match(heard, words), _sayings(choice)), default=0) for choice in fact.choices}
    best = max(lengths.values())
    named = [choice_id for choice_id, length in lengths.items() if length == best]
    if best and len(named) == 1:
        return named[0]
    return _yes_or_no(fact, speech_act) if not best else None


def volunteered(text: str, guide: Guide) -> dict[str, str]:
    """Return the facts that `text` tells by itself, with matches long enough to be meant."""
    heard = _words(text)
    title = set(_words(f"{guide.plain_name} {guide.official_name}"))
    told = {}
    for fact in guide.facts:
        choice_id = answer_in(text, fact)
        choice = fact.choice(choice_id) if choice_id else None
        if choice and _longest(heard, choice, title) >= VOLUNTEERED:
            told[fact.id] = choice.id
    return told


def _longest(heard: list[str], choice: object, title: set[str]) -> int:
    matches = [words for words in _sayings(choice) if _match(heard, words)]
    return max((len([word for word in words if word not in title]) for words in matches), default=0)


def _sayings(choice: object) -> Iterable[list[str]]:
    return (_words(text) for text in (choice.label, *choice.words))  # type: ignore[attr-defined]


def _words(text: str) -> list[str]:
    return syllables(standardise(text))


def _match(heard: list[str], words: list[str]) -> int:
    """Return the length of `words` where they stand in `heard` in a row, else 0."""
    size = len(words)
    if not size or size > len(heard):
        return 0
    return size if any(heard[start : start + size] == words for start in range(len(heard) - size + 1)) else 0


def _yes_or_no(fact: Fact, speech_act: str) -> str | None:
    opening = {"affirm": ("co", "dung", "roi", "da"), "deny": ("khong", "chua")}.get(speech_act)
    if not opening:
        return None
    fitting = [choice.id for choice in fact.choices if _words(choice.label)[:1] and _words(choice.label)[0] in opening]
    return fitting[0] if len(fitting) == 1 else None
