"""What the record says to a premise: yes, no, or only this much; on just the point that was claimed, never agreeing unread."""

from collections.abc import Callable, Iterable, Sequence

from bot.answers import paper_claims, where
from bot.answers.messages import Line, TextMessage
from bot.answers.premises import Premise, anywhere
from bot.answers.replies import Reply
from bot.answers.said_amounts import Said, amounts, durations
from bot.answers.sections import section
from bot.answers.topics import Topic
from bot.answers.wording import money, say
from knowledge.vietnamese.everyday import standardise
from knowledge.vietnamese.folding import fold

_MOST_LINES, _MOST_PAPERS = 5, 12
SETTLED = "settled"
"""Told where the record decides a point; where it does not, a line that says more may be quoted beside it."""
_OPEN = ("premise_who", "premise_home", "premise_office")
_WEEK, _WORKING_WEEK = 7, 5
_DAY_UNITS = ("working_day", "day")

Verdict = tuple[str, dict[str, object], Sequence[Line]]
"""The key of the sentence, its values, and the lines that stand below it."""


def tell(reply: Reply, topic: Topic, premise: Premise) -> set[str]:
    """Say what the record of `topic` says on each point of `premise`; return the aspects that were told, and `SETTLED`."""
    told = set()
    for aspect, judge in _JUDGES.items():
        verdict = judge(topic, premise)
        if verdict is None:
            continue
        key, values, lines = verdict
        text = say(key, name=topic.name, **values)
        shown = list(lines)[: _MOST_PAPERS if aspect == "components" else _MOST_LINES]
        reply.add(TextMessage(text=text, procedure_code=topic.procedure_code, aspect=aspect, lines=shown))
        told |= {aspect} if key in _OPEN else {aspect, SETTLED}
    return told


def _fee(topic: Topic, premise: Premise) -> Verdict | None:
    if not (premise.money or premise.free):
        return None
    lines = section(topic, "fee").lines
    written: set[float] = {line.amount for line in lines if line.amount is not None}
    written |= {value for line in lines for value in amounts(_folded(line.text))}
    if premise.money:
        return _of_quantity("fee", money(round(premise.money.value)), premise.money.value in written, written, lines)
    waived = any("mien" in _folded(line.text).split() for line in lines)
    paid = {value for value in written if value}
    if paid and _unknown(lines):
        return "premise_free_open", {}, lines
    if paid:
        return ("premise_free_partly" if waived or 0 in written else "premise_free_other"), {}, lines
    return ("premise_free_stands" if written and not _unknown(lines) else "premise_free_silent"), {}, lines


def _time(topic: Topic, premise: Premise) -> Verdict | None:
    if not (premise.time or premise.at_once):
        return None
    lines = section(topic, "time").lines
    if premise.at_once:
        day = {("day", 1.0), ("working_day", 1.0)}
        stands = any("trong ngay" in _folded(line.text) or line.unit in ("hour", "minute") for line in lines)
        return _of_quantity("time", say("premise_at_once"), stands, _written(topic, lines) - day, lines)
    written = _written(topic, lines)
    said = premise.time or Said(0, 0, 0)
    return _of_quantity("time", premise.words(said), bool(_alike(said) & written), written, lines)


def _of_quantity(kind: str, said: str, stands: bool, written: Iterable[object], lines: Sequence[Line]) -> Verdict:
    """Say no only where every line is known: what one leaves to the city or to the slip may be just what was said."""
    verdict = "stands" if stands else "other" if any(written) and not _unknown(lines) else "silent"
    return f"premise_{kind}_{verdict}", {"said": said}, _first(lines)


def _first(lines: Sequence[Line]) -> list[Line]:
    """Return the lines that say something before those that only say that nothing is said."""
    return sorted(lines, key=lambda line: not line.known)


def _written(topic: Topic, lines: Iterable[Line]) -> set[tuple[str, float]]:
    """Return the processing times that are given; of a guide only its own, for its words tell other times besides."""
    found = {(line.unit, line.quantity) for line in lines if line.unit and line.quantity is not None}
    told = [] if topic.guide else [one for line in lines if not line.unit for one in durations(_folded(line.text))]
    return found | {("hour" if one.hours else "day", one.value) for one in told}


def _alike(said: Said) -> set[tuple[str, float]]:
    """Return the times that `said` may mean: days count as working days, a week as five of them."""
    if said.hours:
        return {("hour", said.value)}
    alike = {(unit, said.value) for unit in _DAY_UNITS}
    if said.value % _WEEK == 0:
        alike.add(("working_day", said.value / _WEEK * _WORKING_WEEK))
    return alike | {("month", said.value / 30)}


def _place(topic: Topic, premise: Premise) -> Verdict | None:
    lines = section(topic, "where").lines
    if premise.place == "district":
        return "premise_district", {}, lines
    if premise.place == "home":
        free = [line for line in lines if line.known and anywhere(_folded(line.text))]
        return ("premise_home_other", {}, free) if free else ("premise_home", {}, lines)
    if premise.place == "offices":
        official = where.official(topic, topic.record) if topic.record else []
        named = any(premise.office in _folded(line.text) for line in (*lines, *official))
        return ("premise_office" if named else "premise_office_other"), {}, lines
    return None


def _who(topic: Topic, premise: Premise) -> Verdict | None:
    return ("premise_who", {}, section(topic, "who").lines) if premise.who else None


def _unknown(lines: Iterable[Line]) -> bool:
    return any(not line.known for line in lines)


def _folded(text: str) -> str:
    return fold(standardise(text))


_JUDGES: dict[str, Callable[[Topic, Premise], Verdict | None]] = {
    "components": paper_claims.judge,
    "fee": _fee,
    "time": _time,
    "where": _place,
    "who": _who,
}
