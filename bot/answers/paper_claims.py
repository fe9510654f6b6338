"""Whether a paper that a citizen says is needed, or no longer is, stands in the record, and for which cases."""

from collections.abc import Mapping, Sequence
from itertools import pairwise

from bot.answers.messages import Line
from bot.answers.premises import Premise, names_paper
from bot.answers.topics import Topic
from bot.answers.wording import say
from knowledge.guides.models import GuideComponent
from knowledge.vietnamese.folding import syllables

_SAYS_NOTHING = frozenset(
    syllables("giấy tờ bản sao chính cái cho của tui tôi em có cần phải nộp thêm mới nữa gì bây giờ nay đã rồi là thì")
)
_KINDS = frozenset(syllables("chứng nhận xác nhận chứng minh đăng ký đơn đề nghị khai văn bản phiếu thẻ sổ"))
"""Words for kinds of paper: many papers share them, and they tell none apart."""
_HALF = 0.5
_LONGEST = 300

Verdict = tuple[str, dict[str, object], Sequence[Line]]


def judge(topic: Topic, premise: Premise) -> Verdict | None:
    """Return what the record says of the paper that is claimed; none where no paper is."""
    if not premise.paper:
        return None
    papers = {item.id: item.name for item in topic.guide.components} if topic.guide else _official(topic)
    found = fitting(premise.paper, papers)
    if not found:
        by_name = {name: paper for paper, name in papers.items()}
        lines = [_line(topic, paper, name) for name, paper in by_name.items()]
        absent = names_paper(premise.paper) and _told(premise.paper) and lines
        return ("premise_paper_absent", {"paper": premise.paper_as_typed}, lines) if absent else None
    name = papers[found[0]]
    if topic.guide is None:
        return "premise_paper_listed", {"paper": name}, [_line(topic, paper, papers[paper]) for paper in found]
    item = next(item for item in topic.guide.components if item.id == found[0])
    if item.action == "provide":  # told, not handed in
        key = "premise_paper_told"
    else:
        always = item.needed_if is None and not item.replaced_by
        key = "premise_paper_needed" if always else "premise_paper_case"
    return key, {"paper": name}, _cases(topic, item)


def needs(topic: Topic, paper: str) -> bool:
    """Whether `topic` asks for the paper named, and is not itself where one gets it."""
    names = {item.id: item.name for item in topic.guide.components} if topic.guide else {}
    return bool(fitting(paper, names)) and not is_of(topic, paper)


def is_of(topic: Topic, paper: str) -> bool:
    """Whether `topic` is where one gets the paper named, by its own name."""
    return bool(fitting(paper, {"name": f"{topic.name} {topic.official_name}"}))


def fitting(paper: str, names: Mapping[str, str]) -> list[str]:
    """Return the keys of the names that hold most of what `paper` says, best first; none where too little is shared."""
    if not (said := _told(paper)):
        return []
    own = [word for word in said if word not in _KINDS]
    shares = {}
    for key, name in names.items():
        words = syllables(name)
        share = _share(said, words)
        pairs = set(pairwise(said)) & set(pairwise(words))
        if own and _share(own, words) < _HALF:
            continue
        if (share == 1 and (pairs or len(said) == 1)) or (share >= _HALF and pairs):
            shares[key] = share
    return sorted(shares, key=lambda key: -shares[key])


def _share(said: Sequence[str], words: Sequence[str]) -> float:
    return sum(word in words for word in said) / len(said)


def _told(paper: str) -> list[str]:
    """Return the words that tell which paper is meant: "giấy" alone tells none."""
    return [word for word in syllables(paper) if word not in _SAYS_NOTHING]


def _official(topic: Topic) -> dict[str, str]:
    """Return the papers of the record by line; its notes are none."""
    return {item.line: item.text for item in topic.record.components if not item.is_note} if topic.record else {}


def _cases(topic: Topic, item: GuideComponent) -> list[Line]:
    """Return why a paper is needed, when it is not, and what may take its place."""
    told = [("", item.why, item.seen_in), ("premise_not_needed", item.not_needed_because, item.seen_in)]
    told += [("premise_replaced", one.text, one.seen_in) for one in item.replaced_by]
    return [
        Line(text=text, label=say(label) if label else "", source=topic.source(seen_in), as_of=topic.as_of)
        for label, text, seen_in in told
        if text
    ]


def _line(topic: Topic, paper: str, name: str) -> Line:
    shown = name if len(name) <= _LONGEST else f"{name[:_LONGEST].rsplit(' ', 1)[0]} …"
    named = (item.seen_in for item in topic.guide.components if item.id == paper) if topic.guide else ()
    seen_in = next(iter(named), (f"{topic.procedure_code}#{paper}",))
    return Line(text=shown, source=topic.source(seen_in), as_of=topic.as_of, quoted=topic.guide is None)
