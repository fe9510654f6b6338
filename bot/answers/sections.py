"""The facts of a procedure, aspect by aspect: from the guide where there is one, else from the official record."""

import re
from collections.abc import Iterable, Mapping

from bot.answers import local_rules, online, where
from bot.answers.messages import Line, ProcedureMessage, Section
from bot.answers.topics import Topic
from bot.answers.wording import duration, listed, money, say
from knowledge.guides.conditions import holds
from knowledge.guides.models import Guide, GuideFee, GuideTime, Statement
from knowledge.procedures.amounts import Unknown, why_unknown
from knowledge.procedures.models import Fee, Level, Procedure, SubmissionMethod
from knowledge.procedures.offices import handlers
from knowledge.vietnamese.aspects import ASPECTS

SHORT = ("summary", "where", "time", "fee")
"""What a first answer shows when no aspect was asked."""
_LONGEST_STEPS = 12
_MONEY = re.compile(r"\d[\d.,]*\s*(?:đồng|đ\b|vnđ)", re.IGNORECASE)


def section(topic: Topic, aspect: str, facts: Mapping[str, str] | None = None) -> Section:
    """Return one aspect. Where the sources say nothing, its one line is marked unknown.

    `facts`: what is known of the case; fees and times of a guide that cannot hold under them are left out.
    """
    lines = _guide_lines(topic, topic.guide, aspect, facts or {}) if topic.guide else []
    if not lines and topic.record:
        lines = _record_lines(topic, topic.record, aspect)
    lines = _beside(topic, aspect, lines)
    if not lines:
        lines = [_line(topic, say({"fee": "unknown_fee", "time": "unknown_time"}.get(aspect, "unknown")), known=False)]
    return Section(aspect=aspect, title=say(f"aspect_{aspect}"), lines=lines)


def card(topic: Topic, aspects: Iterable[str] = SHORT, facts: Mapping[str, str] | None = None) -> ProcedureMessage:
    """Return the procedure with the given aspects; `facts`: see `section`."""
    return shown(topic, [section(topic, aspect, facts) for aspect in aspects if aspect != "summary" or topic.guide])


def shown(topic: Topic, sections: list[Section]) -> ProcedureMessage:
    """Return the procedure with these sections."""
    return ProcedureMessage(
        procedure_code=topic.procedure_code,
        name=topic.name,
        official_name=topic.official_name,
        level=topic.level,
        field=topic.field_name,
        has_guide=topic.guide is not None,
        status=topic.status,
        notice=topic.notice,
        sections=sections,
        source=topic.source(),
        as_of=topic.as_of,
    )


def told(topic: Topic) -> list[str]:
    """Return the aspects of which the sources say something, in the usual order."""
    return [
        aspect
        for aspect in ASPECTS
        if aspect == "components" or any(line.known for line in section(topic, aspect).lines)
    ]


def _line(topic: Topic, text: str, seen_in: tuple[str, ...] = (), **values: object) -> Line:
    return Line(text=text, source=topic.source(seen_in), as_of=topic.as_of, **values)


def _beside(topic: Topic, aspect: str, lines: list[Line]) -> list[Line]:
    """Return the lines of an aspect with what the province decides and what is the same for many procedures."""
    if aspect == "where":
        return lines + where.notes(topic)
    if aspect == "how":
        return lines + online.short_lines(online.methods_of(topic))
    if aspect == "fee":
        return _merged(local_rules.fees(topic, lines))
    return _merged(local_rules.times(topic, lines)) if aspect == "time" else lines


def _guide_lines(topic: Topic, guide: Guide, aspect: str, facts: Mapping[str, str]) -> list[Line]:
    statements: dict[str, tuple[Statement, ...]] = {
        "summary": (guide.summary,),
        "where": guide.where,
        "how": guide.how,
        "who": (*guide.who_may_apply, *guide.who_may_act),
        "result": guide.results,
        "validity": guide.validity,
        "conditions": guide.conditions,
        "mistakes": guide.mistakes,
        "next_steps": guide.next_steps,
    }
    if aspect == "fee":
        return [
            _line(
                topic, fee.text, fee.seen_in, known=fee.amount is not None, amount=fee.amount, methods=list(fee.methods)
            )
            for fee in guide.fees
            if _may_hold(fee, facts)
        ]
    if aspect == "time":
        return [
            _line(
                topic, time.text, time.seen_in,
                known=time.quantity is not None, quantity=time.quantity, unit=time.unit, methods=list(time.methods),
            )
            for time in guide.times
            if _may_hold(time, facts)
        ]  # fmt: skip
    if aspect == "forms":
        named = [component for component in guide.components if component.form]
        return [_line(topic, component.form.name, component.seen_in) for component in named if component.form]
    if aspect == "legal_basis" and guide.legal_bases:
        return [_line(topic, _law(law.number, law.article, "")) for law in guide.legal_bases]
    return [_line(topic, statement.text, statement.seen_in) for statement in statements.get(aspect, ())]


def _record_lines(topic: Topic, record: Procedure, aspect: str) -> list[Line]:
    def plain(texts: Iterable[str]) -> list[Line]:
        return [_line(topic, text) for text in texts if text]

    def quoted(kind: str) -> list[Line]:
        passages = [passage for passage in record.passages if passage.kind == kind][:_LONGEST_STEPS]
        return [
            _line(topic, passage.text, (f"{record.procedure_code}#{passage.line}",), quoted=True)
            for passage in passages
        ]

    if aspect == "fee":
        return [_fee(topic, method, fee) for method in record.methods for fee in method.fees]
    if aspect == "time":
        return [_time(topic, method) for method in record.methods]
    if aspect == "where":
        return where.official(topic, record)
    if aspect == "how":
        ways = listed(list(dict.fromkeys(say(f"methods_{method.method}") for method in record.methods)))
        return plain([ways.capitalize()]) + quoted("step")
    if aspect == "who":
        return plain([listed([*record.targets])])
    if aspect == "result":
        return plain([listed([*record.results])])
    if aspect == "conditions":
        return quoted("condition")
    if aspect == "legal_basis":
        return plain(_law(law.number, law.article, law.title) for law in record.legal_bases)
    if aspect == "forms":
        return plain(form.name for component in record.components for form in component.forms)
    return []


def _fee(topic: Topic, method: SubmissionMethod, fee: Fee) -> Line:
    amount = None if fee.amount is None else money(fee.amount) if fee.amount else say("fee_free")
    text = f"{amount}. {fee.text}" if amount and fee.text else amount or fee.text or say(_why_unknown(topic, fee))
    methods = [method.method.value]
    seen = (f"{topic.procedure_code}#fees.{method.method}",)
    return _line(
        topic,
        text,
        seen,
        known=fee.amount is not None or bool(_MONEY.search(fee.text)),
        amount=fee.amount,
        methods=methods,
        label=say(f"methods_{method.method}"),
    )


def _why_unknown(topic: Topic, fee: Fee) -> str:
    handling = handlers(topic.record) if topic.record else ()
    reason = why_unknown(fee, Level(topic.level), handling)
    return "unknown_fee" if reason is Unknown.LOCAL_COUNCIL else "unknown_fee_silent"


def _time(topic: Topic, method: SubmissionMethod) -> Line:
    time = method.time
    text = duration(time.quantity, time.unit) if time.quantity is not None and time.unit else ""
    text = ". ".join(filter(None, (text, time.text))) or say("unknown_time")
    seen = (f"{topic.procedure_code}#times.{method.method}",)
    return _line(
        topic, text, seen, known=time.known, quantity=time.quantity, unit=time.unit,
        methods=[method.method.value], label=say(f"methods_{method.method}"),
    )  # fmt: skip


def _merged(lines: Iterable[Line]) -> list[Line]:
    """Tell what is the same for several filing methods once, with all of them."""
    found: dict[tuple[object, ...], Line] = {}
    for line in lines:
        key = (line.text, line.known, line.amount, line.quantity, line.unit)
        if first := found.get(key):
            seen = list(dict.fromkeys([*first.source.seen_in, *line.source.seen_in]))
            label = ", ".join(dict.fromkeys(filter(None, (first.label, line.label))))
            methods = list(dict.fromkeys([*first.methods, *line.methods])) if first.methods and line.methods else []
            source = first.source.model_copy(update={"seen_in": seen})
            line = first.model_copy(update={"source": source, "label": label, "methods": methods})
        found[key] = line
    return [*found.values()]


def _may_hold(entry: GuideFee | GuideTime, facts: Mapping[str, str]) -> bool:
    return holds(entry.applies_if, facts) is not False


def _law(number: str, article: str | None, title: str) -> str:
    place = f"{article}, {number}" if article else number
    return f"{place}: {title}" if title and title != number else place
