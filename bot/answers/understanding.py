"""What was heard in one turn, and which words answer an open question."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from functools import lru_cache
from typing import Any

from bot.answers.plain_acts import bare
from bot.conversations.state import Choice
from knowledge.guides.models import Choice as FactChoice
from knowledge.guides.models import Fact, Guide
from knowledge.vietnamese.aspects import asked
from knowledge.vietnamese.everyday import standardise
from knowledge.vietnamese.folding import fold, syllables

VOLUNTEERED = 3
"""A fact told without being asked needs a match of at least this many syllables."""
_NOT = frozenset({"khong", "chua", "chang"})
_LOOSE = frozenset({"tai", "o", "la", "cho", "roi", "duoc", "thi", "toi", "minh", "co"})
"""Words whose absence does not make a short answer another one."""
_SHORT = 4
_WHOLE = 2
"""Syllables of a saying that are surely meant."""
_ALIKE, _CLEARLY = 0.55, 0.12
_BELOW = 0.01
_NEARLY_ALL = 0.7
"""Share of a question's words that a saying must be for the question to be an answer."""
_NO_ANSWER = frozenset({
    "why", "repeat", "cancel", "go_back", "restart", "find_office", "look_up_dossier", "ask_human", "what_is_missing",
    "check_papers", "start_checklist", "complain", "insult", "distress", "praise", "thank", "goodbye",
})  # fmt: skip
"""Speech acts that do something else than answer."""
_MISHEARD = frozenset({"complain", "insult", "praise", "find_office", "look_up_dossier", "start_checklist", "repeat"})
"""Of these, what a short answer in the guide's own words is taken for: "tới quầy một cửa" sounds like a complaint."""


_SAYINGS = 50_000
"""Sayings of guides whose syllables are kept; all guides of today have 14,772."""
_MARKS = ".,:;()"
_NUMBER_WORDS = {"so", "sdt", "dt", "dien", "thoai", "phone", "zalo", "cccd", "cmnd", "can", "cuoc", "ma"}
"""Words that only announce a number which was sealed."""


@dataclass(frozen=True)
class Heard:
    """One turn: the text with personal parts sealed, or a choice; and the speech act, where one was understood.

    `sealed`: (kind, token) of what was sealed, kind "code" or "proof"; `code_hint`: how a mistyped
    dossier code could be mended, in words; `idle`: how long the conversation had been silent.
    """

    text: str = ""
    choice: Choice | None = None
    speech_act: str = "ask"
    confidence: float = 1.0
    sealed: tuple[tuple[str, str], ...] = ()
    code_hint: str = ""
    channel: str = "web"
    idle: timedelta = timedelta()

    @property
    def open_text(self) -> str:
        """The text without the tokens of what was sealed, and the words for them: what a question is read from."""
        sealed, kept = {token for _, token in self.sealed}, list[str]()
        for word in self.text.split():
            if word.strip(_MARKS) not in sealed:
                kept.append(word)
                continue
            while kept and fold(kept[-1].strip(_MARKS)) in _NUMBER_WORDS:
                kept.pop()
        return " ".join(kept)

    def token(self, kind: str) -> str | None:
        """Return the token of the first sealed part of this kind."""
        return next((token for sealed, token in self.sealed if sealed == kind), None)


def answer_in(text: str, fact: Fact, speech_act: str = "") -> str | None:
    """Return the id of the choice that `text` names, None where it names none or two equally well.

    First by a whole saying within the text, the longest one: "không có người làm chứng" beats "có người
    làm chứng"; then by the share of words in common; then by a bare yes or no. A question, or words that do
    something else, are no answer unless little but a saying stands in them.
    """
    heard = heard_words(text)
    if not heard:
        return None
    if len(heard) == 1 and heard[0].isdigit() and 1 <= int(heard[0]) <= len(fact.choices):
        return fact.choices[int(heard[0]) - 1].id
    if speech_act in _NO_ANSWER or asked(text).aspects or "?" in text:
        return _little_else(heard, fact) or _little_else(bare(text), fact) or _misheard(heard, text, fact, speech_act)
    return named(heard, fact)[0] or named(bare(text), fact)[0] or _yes_or_no(fact, speech_act)


def _little_else(heard: list[str], fact: Fact) -> str | None:
    """Return the choice of which little but a saying stands in the words."""
    choice_id, strength = named(heard, fact)
    return choice_id if strength >= _NEARLY_ALL * len(heard) or _NEARLY_ALL <= strength < 1 else None


def _misheard(heard: list[str], text: str, fact: Fact, speech_act: str) -> str | None:
    """Return the choice that a whole saying in a short message names, whatever the act; not in a question."""
    if speech_act not in _MISHEARD or asked(text).aspects or "?" in text or len(heard) > _SHORT + 1:
        return None
    choice_id, strength = named(heard, fact)
    return choice_id if strength >= _WHOLE else None


def besides(text: str, choice: FactChoice) -> str:
    """Return what `text` says beside the words of a choice: its longest saying there, else all words that it shares."""
    heard = heard_words(text)
    sayings = [words for words in _sayings(choice) if _match(heard, words)]
    if not sayings:
        said = {word for words in _sayings(choice) for word in words}
        return " ".join(word for word in heard if word not in said)
    words = max(sayings, key=len)
    start = next(at for at in range(len(heard)) if heard[at : at + len(words)] == words)
    return " ".join([*heard[:start], *heard[start + len(words) :]])


def named(heard: list[str], fact: Fact) -> tuple[str | None, float]:
    """Return the choice that the words name and how strongly: syllables of a whole saying, below 1 for common words."""
    whole = {choice.id: max((_match(heard, words) for words in _sayings(choice)), default=0) for choice in fact.choices}
    longest = _best(whole, margin=1)
    if longest and (whole[longest] > 1 or len(heard) <= _SHORT):
        return longest, float(whole[longest])
    shared = {
        choice.id: max((_shared(heard, words) for words in _sayings(choice)), default=0.0) for choice in fact.choices
    }
    likest = _best(shared, margin=_CLEARLY)
    return (likest, shared[likest] - _BELOW) if likest and shared[likest] >= _ALIKE else (None, 0.0)


def volunteered(text: str, guide: Guide) -> dict[str, str]:
    """Return the facts that `text` tells by itself, with whole sayings long enough to be meant."""
    heard = heard_words(text)
    title = set(heard_words(f"{guide.plain_name} {guide.official_name}"))
    told = {}
    for fact in guide.facts:
        lengths = {choice.id: _longest(heard, choice, title) for choice in fact.choices}
        best = _best(lengths, margin=1)
        if best and lengths[best] >= VOLUNTEERED:
            told[fact.id] = best
    return told


def _best(scores: dict[str, Any], margin: float) -> str | None:
    """Return the key of the highest score where it leads by `margin`."""
    ranked = sorted(scores, key=lambda key: scores[key], reverse=True)
    leads = len(ranked) < 2 or scores[ranked[0]] - scores[ranked[1]] >= margin
    return ranked[0] if scores[ranked[0]] > 0 and leads else None


def _shared(heard: list[str], words: list[str]) -> float:
    """Return how alike two word lists are, order ignored: 2 x common / all, 0..1; 0 where only one denies."""
    if bool(_NOT & set(heard)) != bool(_NOT & set(words)):
        return 0.0
    common = len(set(heard) & set(words))
    if common < VOLUNTEERED and set(words) - set(heard) - _LOOSE:
        return 0.0
    return 2 * common / (len(set(heard)) + len(set(words))) if common else 0.0


def _longest(heard: list[str], choice: FactChoice, title: set[str]) -> int:
    matches = [words for words in _sayings(choice) if _match(heard, words)]
    return max((len([word for word in words if word not in title]) for words in matches), default=0)


def _sayings(choice: FactChoice) -> Iterable[list[str]]:
    return map(_known_words, (choice.label, *choice.words))


def heard_words(text: str) -> list[str]:
    """Return the folded syllables of `text` in standard spelling."""
    return syllables(standardise(text))


_known_words = lru_cache(_SAYINGS)(heard_words)


def _match(heard: list[str], words: list[str]) -> int:
    """Return the length of `words` where they stand in `heard` in a row, not denied just before, else 0."""
    size = len(words)
    if not size:
        return 0
    places = [start for start in range(len(heard) - size + 1) if heard[start : start + size] == words]
    denied = [start for start in places if words[0] not in _NOT and _NOT & set(heard[max(0, start - 2) : start])]
    return size if len(places) > len(denied) else 0


def _yes_or_no(fact: Fact, speech_act: str) -> str | None:
    opening = {"affirm": ("co", "dung", "roi", "da"), "deny": ("khong", "chua")}.get(speech_act)
    if not opening:
        return None
    fitting = [
        choice.id
        for choice in fact.choices
        if heard_words(choice.label)[:1] and heard_words(choice.label)[0] in opening
    ]
    return fitting[0] if len(fitting) == 1 else None
