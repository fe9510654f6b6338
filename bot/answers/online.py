"""How to do it online: signing in, filing, paying, signing, getting the result; for a procedure or in general."""

from collections.abc import Collection

from bot.answers.messages import Line, Source, TextMessage
from bot.answers.replies import Reply
from bot.answers.topics import Topic
from bot.answers.wording import say
from knowledge.online.loading import asked_about, offered, topics
from knowledge.online.models import OnlineStatement, OnlineTopic
from knowledge.procedures.models import Method
from knowledge.vietnamese.folding import syllables

_PORTAL = "https://dichvucong.gov.vn"
_HOW = (
    "lam sao",
    "nhu nao",
    "the nao",
    "kieu gi",
    "cach nao",
    "cach",
    "ra sao",
    "huong dan",
    "chi tui",
    "duoc khong",
    "dc ko",
)
_MOST = 2
"""Topics answered at once; whoever names three gets the two that were named most clearly."""


def lines(topic: str) -> list[Line]:
    """Return everything that the records say of one topic, step by step. Raises `KeyError` for an unknown topic."""
    return [_line(topics()[topic], statement) for statement in topics()[topic].statements]


def short_lines(methods: Collection[Method]) -> list[Line]:
    """Return one line for each topic that a procedure with these filing methods offers."""
    return [_line(topic, topic.short, label=topic.title) for topic in offered(methods)]


def answer(reply: Reply, text: str, about: Topic | None = None) -> bool:
    """Answer what `text` asks of doing things online; return whether it asks any such thing.

    `about`: the procedure that is talked about; where its record has no such way to file, that is said first.
    """
    named = asked_about(text)[:_MOST]
    for topic in named:
        if about and not _offers(about, topics()[topic]):
            reply.text("online_not_offered", about.procedure_code, name=about.name)
        told = [*lines(topic), _note(topics()[topic])]
        code = about.procedure_code if about else None
        reply.add(TextMessage(text=topics()[topic].title, procedure_code=code, aspect="how", lines=told))
    return bool(named)


def asks_how(text: str) -> bool:
    """Whether `text` asks how something is done online, rather than how a dossier filed online stands."""
    said = f" {' '.join(syllables(text))} "
    return bool(asked_about(text)) and any(f" {words} " in said for words in _HOW)


def methods_of(topic: Topic) -> tuple[Method, ...]:
    """Return how a procedure may be filed, by its record or else by its guide."""
    if topic.record:
        return tuple(dict.fromkeys(method.method for method in topic.record.methods))
    return topic.guide.methods if topic.guide else ()


def _offers(about: Topic, topic: OnlineTopic) -> bool:
    return not topic.methods or bool(set(topic.methods) & set(methods_of(about)))


def _note(topic: OnlineTopic) -> Line:
    source = Source(title=say("source_online"), url=_PORTAL)
    return Line(text=say("online_note"), source=source, as_of=topic.catalogue_as_of)


def _line(topic: OnlineTopic, statement: OnlineStatement, label: str = "") -> Line:
    codes = dict.fromkeys(reference.partition("#")[0] for reference in statement.seen_in)
    source = Source(title=say("source_lines", codes=", ".join(codes)), url=_PORTAL, seen_in=list(statement.seen_in))
    return Line(text=statement.text, label=label, source=source, as_of=topic.catalogue_as_of)
