"""A question about a detail of one procedure: the official line that says it, quoted, or that none does."""

from bot.answers.messages import Line, ProcedureMessage, Section
from bot.answers.replies import Reply
from bot.answers.sections import shown
from bot.answers.topics import Library, Topic
from bot.answers.wording import say
from retriever.passages import Passage, Read

ASPECT = "detail"
_LONGEST = 420
"""Characters of a line that are quoted whole; of a longer one, the sentences around the one that answers."""
_RECOGNISED = 60
"""Characters of a sentence by which it is found again in its line."""
_ENDS = (". ", "; ")
_DETAIL, _SAID = 0.3, 0.5
"""Least beliefs that a detail is asked, and that a line says it, for quoting the line."""
_ALONE = (0.6, 0.6)
"""From these beliefs on the quoted line is the whole answer."""
_UNSAID = (0.7, 0.22)
"""A detail is surely asked, and no line is this likely to say it: then say that none was found."""
_NEXT = 0.5
"""A second line is quoted where it is at least this much as likely as the first."""


def read(library: Library, topic: Topic, text: str) -> Read:
    """Return what the official lines of `topic` say to `text`; nothing where there is no record to quote."""
    if not text or topic.record is None:
        return Read()
    return library.retriever.read_detail(text, topic.record)


def tell(reply: Reply, topic: Topic, found: Read, answered: bool = False) -> bool:
    """Quote the lines that answer, or say that none was found; return whether that is the whole answer.

    `answered`: the question asks for nothing that the sections of the answer do not tell.
    """
    if passages := quoted(found):
        reply.add(_quotes(topic, passages))
        return found.detail >= _ALONE[0] and found.said >= _ALONE[1]
    if not answered and found.detail >= _UNSAID[0] and found.said < _UNSAID[1]:
        reply.text("detail_unsaid", topic.procedure_code, name=topic.name)
    return False


def quoted(found: Read) -> list[Passage]:
    """Return the passages that are quoted, at most two; none where no line is likely enough to answer."""
    if found.detail < _DETAIL or found.said < _SAID:
        return []
    first, *others = found.passages
    return [first, *(other for other in others[:1] if other.belief >= _NEXT * first.belief)]


def _quotes(topic: Topic, passages: list[Passage]) -> ProcedureMessage:
    lines = [
        Line(
            text=excerpt(passage.line, passage.sentence),
            quoted=True,
            source=topic.source((passage.reference,)),
            as_of=topic.record.as_of if topic.record else topic.as_of,
        )
        for passage in passages
    ]
    return shown(topic, [Section(aspect=ASPECT, title=say("aspect_detail"), lines=lines)])


def excerpt(line: str, sentence: str) -> str:
    """Return the line, or where it is too long the part of it around `sentence`, marked as cut."""
    if len(line) <= _LONGEST:
        return line
    whole, wanted = " ".join(line.split()), " ".join(sentence.split())
    at = max(whole.find(wanted[:_RECOGNISED]), 0)
    before = max((end + len(mark) for mark in _ENDS if (end := whole.rfind(mark, 0, at)) >= 0), default=0)
    start = before if at - before <= _LONGEST // 2 else at
    cut = whole[start:] if len(whole) - start <= _LONGEST else _ending(whole, start, at + len(wanted) // 2)
    return f"{'… ' if start else ''}{cut}{'' if whole.endswith(cut) else ' …'}"


def _ending(whole: str, start: int, least: int) -> str:
    """Return what follows `start`, up to the end of a sentence behind `least`, or of a word."""
    most = start + _LONGEST
    stop = max(whole.rfind(mark, least, most) for mark in _ENDS)
    return whole[start : stop + 1 if stop > start else whole.rfind(" ", start, most)].strip()
