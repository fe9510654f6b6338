"""Papers ticked off: which ones of the list a citizen says to have or to lack, and what is still missing."""

import math
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import pairwise

from bot.answers.messages import ChecklistMessage
from bot.answers.replies import Reply
from bot.answers.wording import listed, say
from bot.conversations.state import Choice, ConversationState, PapersInHand
from knowledge.vietnamese.everyday import standardise
from knowledge.vietnamese.folding import fold, syllables

_JOINTS = re.compile(r"[,;.]|\b(?:và|với|còn|mà|nhưng|va|voi|con|ma|nhung)\b", re.IGNORECASE)
_LACKS = frozenset(["chưa", "không", "thiếu", "mất", "hông", "hổng", "chẳng"])
_LACKS_BARE = frozenset(syllables(" ".join(_LACKS)))
_SAYS_NOTHING = frozenset(
    syllables(
        "có rồi sẵn đã xong chuẩn bị photo in nè nha nhé thì là cái tờ giấy bản chính sao chưa không thiếu mất hông "
        "hổng chẳng tui tôi mình em dạ đủ hết cả tất các mấy loại được của cho"
    )
)
_ALL = ("du het", "day du", "co het", "du roi", "co du", "xong het", "chuan bi het")
_CLEARLY = 1.25
"""How much better the best paper must fit than the second."""
_PAIR = 2.0
_NEARLY_WHOLE = 0.8
"""Share of a name's words and pairs that must be said for the whole of it to be meant."""
_MOST_OFFERED = 6
_ASIDE = re.compile(r"\s*\([^)]*\)")
"""What a name says in brackets, and nobody says aloud: "(mẫu DC02)"."""
_ASKS_AT_THE_END = frozenset(["khong", "chua", "hong", "ha", "ta", "duoc", "sao"])
"""With one of these at its end, folded and in standard spelling, a message may ask whether the paper does."""


def note(state: ConversationState, shown: ChecklistMessage) -> None:
    """Remember the list that is handed over; ticks of papers that stay on it are kept."""
    before = state.papers
    names = {item.id: item.name for item in (*shown.needed, *shown.undecided)}
    kept = before.have if before and before.procedure_code == shown.procedure_code else []
    state.papers = PapersInHand(
        procedure_code=shown.procedure_code, names=names, have=[paper for paper in kept if paper in names]
    )


def listen(state: ConversationState, reply: Reply, text: str) -> bool:
    """Tick off what `text` says to have, untick what it lacks; return whether it named any paper of the list."""
    papers = state.papers
    if papers is None or not papers.names:
        return False
    has, lacks, unclear = _named(papers.names, text)
    if not (has or lacks or unclear):
        if not _fitting(papers.names, text):
            return False
        say_missing(state, reply)
        return True
    papers.have = [paper for paper in papers.names if paper in has or (paper in papers.have and paper not in lacks)]
    if has:
        reply.text("have_noted", papers.procedure_code, papers=listed([papers.names[paper] for paper in has]))
    if lacks:
        reply.text("lack_noted", papers.procedure_code, papers=listed([papers.names[paper] for paper in lacks]))
    if unclear:
        reply.offer(state, say("have_which"), [_tick(papers, paper) for paper in unclear], papers.procedure_code)
    else:
        say_missing(state, reply)
    return True


def says_all(text: str) -> bool:
    """Whether `text` says that everything is there, naming no paper, and does not ask whether it is."""
    said = syllables(standardise(text))
    if not said or "?" in text or said[-1] in _ASKS_AT_THE_END:
        return False
    return any(f" {phrase} " in f" {' '.join(said)} " for phrase in _ALL)


def says_to_have(state: ConversationState, text: str) -> bool:
    """Whether `text` says nothing but that a paper of the list is there, by its name: "đã có đơn đề nghị ... rồi"."""
    said = syllables(standardise(text))
    if not state.papers or "co" not in said or "?" in text or said[-1] in _ASKS_AT_THE_END:
        return False
    told = {word for word in said if word not in _SAYS_NOTHING}
    terms = _terms(text)
    names = (_ASIDE.sub("", name) for name in state.papers.names.values())
    return any(told <= {*syllables(name)} and _is_nearly_whole(terms, name) for name in names)


def _is_nearly_whole(said: frozenset[str], name: str) -> bool:
    terms = _terms(name)
    return bool(terms) and len(said & terms) >= _NEARLY_WHOLE * len(terms)


def tick(state: ConversationState, reply: Reply, paper: str) -> bool:
    """Tick off one paper that was tapped; return whether it is on the list."""
    papers = state.papers
    if papers is None or paper not in papers.names:
        return False
    papers.have = [*dict.fromkeys([*papers.have, paper])]
    reply.text("have_noted", papers.procedure_code, papers=papers.names[paper])
    say_missing(state, reply)
    return True


def say_missing(state: ConversationState, reply: Reply) -> None:
    """Say what is still missing, each one tappable when it is found."""
    papers = state.papers
    if papers is None:
        return
    code = papers.procedure_code
    if not papers.missing:
        reply.text("missing_nothing", code)
        reply.offer(state, say("missing_next"), [check(code)], code)
        return
    names = listed([papers.names[paper] for paper in papers.missing])
    choices = [_tick(papers, paper) for paper in papers.missing[:_MOST_OFFERED]]
    reply.offer(state, say("missing", papers=names), choices, code)


def check(procedure_code: str) -> Choice:
    """Return the choice that opens the check of papers in hand."""
    return Choice(do="check", procedure_code=procedure_code, label=say("check_papers"))


def _tick(papers: PapersInHand, paper: str) -> Choice:
    label = say("have_paper", name=papers.names[paper])
    return Choice(do="have", procedure_code=papers.procedure_code, value=paper, label=label)


def _named(names: Mapping[str, str], text: str) -> tuple[list[str], list[str], list[str]]:
    """Return the papers that `text` has, lacks, and those between which it does not tell."""
    has, lacks, unclear = list[str](), list[str](), list[str]()
    for part, found in _parts(names, text):
        if len(found) > 1:
            unclear += found
        elif found:
            (lacks if _is_lacking(part, names[found[0]]) else has).append(found[0])
    if not (has or lacks or unclear) and says_all(text):
        has = [*names]
    return [*dict.fromkeys(has)], [*dict.fromkeys(lacks)], [*dict.fromkeys(unclear)]


def _parts(names: Mapping[str, str], text: str) -> Iterator[tuple[str, list[str]]]:
    """Yield each part of `text` with the papers that it fits; a name that holds a comma or "và" is not cut."""
    said = _terms(text)
    for paper, name in names.items():
        if _JOINTS.search(name) and _is_nearly_whole(said, name):
            yield text, [paper]
            return
    for part in _JOINTS.split(standardise(text)):
        found = _fitting(names, part)
        lacking = len(found) > 1 and _is_lacking(part, " ".join(names[paper] for paper in found))
        yield part, [] if lacking else found


def _is_lacking(part: str, name: str) -> bool:
    """Whether `part` denies the paper in words that are not of its name; typed with tone marks, they are heard."""
    of_name = set(syllables(name))
    said = [word for word in part.lower().split() if fold(word) not in of_name]
    marked = fold(part) != part.lower()
    return any(word in _LACKS if marked else fold(word) in _LACKS_BARE for word in said)


def _fitting(names: Mapping[str, str], part: str) -> list[str]:
    """Return the one paper that `part` names, several where they fit alike, none where no word is any's."""
    words = {paper: _terms(name) for paper, name in names.items()}
    spread = Counter(term for terms in words.values() for term in terms)
    said = _terms(part)
    fit = {
        paper: sum(math.log1p(len(names) / spread[term]) * (_PAIR if " " in term else 1.0) for term in said & terms)
        for paper, terms in words.items()
    }
    best = max(fit.values(), default=0.0)
    return [paper for paper, score in fit.items() if score > 0 and score * _CLEARLY > best]


def _terms(text: str) -> frozenset[str]:
    """Return the words of a paper's name, and its pairs of words, without those that any paper may have."""
    spoken = syllables(text)
    joined = (f"{one} {other}" for one, other in pairwise(spoken) if not {one, other} <= _SAYS_NOTHING)
    return frozenset([*(word for word in spoken if word not in _SAYS_NOTHING), *joined])
