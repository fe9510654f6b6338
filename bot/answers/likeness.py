"""Which answer a paraphrase is most like, where no saying of the guide stands in it: rare words count more than common.

Only what clearly leads is taken, and only where most of what was said is in that answer: the rest is asked again.
"""

import math
import re
from collections import Counter
from itertools import pairwise

from bot.answers.understanding import heard_words
from knowledge.guides.models import Choice, Fact
from knowledge.vietnamese.aspects import asked
from knowledge.vietnamese.folding import syllables

_SAYS_NOTHING = frozenset(
    syllables(
        "tôi mình em anh chị con ba mà là thì đã rồi à nha nhé nghen đi được cho cái của ở tại ra đến tới hết thôi tui"
    )
)
_ASKING = frozenset(syllables("sao gì nào mấy nhiêu bao đâu ai"))
_NOT = frozenset({"khong", "chua", "chang"})
_PAIR = 2.0
_CLEARLY = 1.5
"""How much better the best answer must fit than the second."""
_MOSTLY = 0.5
"""Share of what was said that must be in the answer."""
_ENOUGH, _FEW = 2, 3
"""Words of an answer that must be said, and up to how many words one alone will do."""
_LIMIT = re.compile(r"\b(tu|tren|duoi)(?: du)? (\d+)\b")
_NUMBER = re.compile(r"\b\d+\b")
_ANSWERING = ("how", "where", "who")
"""Aspects that name ways to file, and people, as well: "qua mạng" is an answer, and "phí" is a question."""


def likest(text: str, fact: Fact) -> str | None:
    """Return the id of the choice that `text` is clearly most like, None where none leads or `text` asks something."""
    heard = heard_words(text)
    if "?" in text or _ASKING & set(heard) or any(aspect not in _ANSWERING for aspect in asked(text).aspects):
        return None
    said = [word for word in heard if word not in _SAYS_NOTHING]
    scores = _scores(heard, said, fact)
    best, *others = sorted(scores, key=lambda choice: -scores[choice])
    second = scores[others[0]] if others else 0.0
    return best if scores[best] > 0 and scores[best] >= _CLEARLY * second else None


def _scores(heard: list[str], said: list[str], fact: Fact) -> dict[str, float]:
    spoken = {choice.id: _terms(choice) for choice in fact.choices}
    spread = Counter(term for terms in spoken.values() for term in terms)
    own = {*said, *(" ".join(pair) for pair in pairwise(heard))}
    scores = {}
    for choice in fact.choices:
        shared = own & spoken[choice.id]
        weights = (math.log1p(len(fact.choices) / spread[term]) * (_PAIR if " " in term else 1.0) for term in shared)
        scores[choice.id] = sum(weights) if _may_mean(heard, said, choice, spoken[choice.id]) else 0.0
    return scores


def _may_mean(heard: list[str], said: list[str], choice: Choice, terms: frozenset[str]) -> bool:
    """Whether most of what was said is in the choice, and nothing in it speaks against."""
    shared = [word for word in said if word in terms]
    enough = len(set(shared)) >= _ENOUGH or len(heard) <= _FEW
    denied = [bool(_NOT & set(words)) for words in (heard, heard_words(choice.label))]
    return (
        bool(shared)
        and enough
        and len(shared) >= _MOSTLY * len(said)
        and denied[0] == denied[1]
        and _in_limits(heard, choice)
    )


def _in_limits(heard: list[str], choice: Choice) -> bool:
    """Whether the numbers that were said keep those that the choice names: 85 is "từ 81", and 50 is not."""
    numbers = [int(number) for number in _NUMBER.findall(" ".join(heard))]
    label = " ".join(heard_words(choice.label))
    limits = [(kind, int(limit)) for kind, limit in _LIMIT.findall(label)]
    if not numbers or not _NUMBER.search(label):
        return True
    if not limits:
        return set(numbers) <= {int(number) for number in _NUMBER.findall(label)}
    return all(
        (number < limit) if kind == "duoi" else (number >= limit) for number in numbers for kind, limit in limits
    )


def _terms(choice: Choice) -> frozenset[str]:
    words = [heard_words(text) for text in (choice.label, *choice.words)]
    single = {word for saying in words for word in saying if word not in _SAYS_NOTHING}
    return frozenset(single | {" ".join(pair) for saying in words for pair in pairwise(saying)})
