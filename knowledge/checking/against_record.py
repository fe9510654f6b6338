"""A guide against its record: names, component lines covered or waived, fees and times equal or explained."""

from collections.abc import Iterator

from knowledge.checking.findings import Finding, error, warning
from knowledge.checking.official import Official, laws, numbers
from knowledge.checking.sources import references
from knowledge.guides.models import Guide
from knowledge.procedures.models import Method, Procedure

_RULE = "record"


def check(guide: Guide, official: Official) -> Iterator[Finding]:
    """Yield where a guide and the official record differ without a reason."""
    code = guide.procedure_code
    if code not in official.codes:
        yield error(_RULE, code, "procedure_code", "the catalogue offers no such procedure")
        return
    record = official.get(code)
    yield from _head(guide, record)
    yield from _lines(guide, record, official)
    yield from _neighbours(guide, official)
    yield from _laws(guide, record)
    yield from _codes(guide, official)
    for method in record.methods:
        yield from _fees(guide, record, method.method)
        yield from _times(guide, record, method.method)
    yield from _free(guide, official)
    yield from _amounts(guide, official)


def waived(guide: Guide) -> set[str]:
    """Return the references of official lines that the guide leaves out for a stated reason."""
    return {item.line if "#" in item.line else f"{guide.procedure_code}#{item.line}" for item in guide.waived}


def covered(guide: Guide) -> set[str]:
    """Return the references of official lines that the papers of the guide rest on."""
    return {reference for component in guide.components for _, reference in references(component)}


def _head(guide: Guide, record: Procedure) -> Iterator[Finding]:
    pairs = {
        "official_name": (guide.official_name, record.name),
        "level": (guide.level, record.level.value),
        "decision_number": (guide.decision_number, record.decision_number),
        "portal_id": (guide.portal_id or record.portal_id, record.portal_id),
    }
    for place, (ours, theirs) in pairs.items():
        if ours != theirs:
            yield error(_RULE, guide.procedure_code, place, f"is {ours!r}, the record says {theirs!r}")


def _lines(guide: Guide, record: Procedure, official: Official) -> Iterator[Finding]:
    code, told = guide.procedure_code, covered(guide)
    for component in record.components:
        reference = f"{code}#{component.line}"
        if not component.is_note and reference not in told | waived(guide):
            yield error(_RULE, code, "components", f"the official line {component.line} is neither covered nor waived")
    for reference in sorted(waived(guide)):
        if not official.has(reference):
            yield error(_RULE, code, "waived", f"{reference} is no official line")
        elif reference in {line for component in guide.components for line in component.seen_in}:
            yield error(_RULE, code, "waived", f"{reference} is waived and a paper at once")


def _neighbours(guide: Guide, official: Official) -> Iterator[Finding]:
    away = {choice.go_to.procedure_code for fact in guide.facts for choice in fact.choices if choice.go_to}
    for other in sorted(away | {neighbour.procedure_code for neighbour in guide.look_alikes}):
        if other == guide.procedure_code:
            yield error(_RULE, guide.procedure_code, "look_alikes", "the guide sends to itself")
        elif other not in official.codes:
            yield error(_RULE, guide.procedure_code, "look_alikes", f"the catalogue offers no procedure {other}")


def _laws(guide: Guide, record: Procedure) -> Iterator[Finding]:
    named = {law.number for law in guide.legal_bases}
    named |= {law.number for component in guide.components for law in component.legal_bases}
    for number in sorted(named - laws(record)):
        if number not in record.model_dump_json():
            yield error(_RULE, guide.procedure_code, "legal_bases", f"{number} does not stand in the record")
    if missing := sorted(laws(record) - {law.number for law in guide.legal_bases}):
        yield warning(_RULE, guide.procedure_code, "legal_bases", f"the record also names {', '.join(missing)}")


def _codes(guide: Guide, official: Official) -> Iterator[Finding]:
    pointed = {guide.procedure_code} | {
        reference.partition("#")[0] for component in guide.components for reference in component.seen_in
    }
    known = [code for code in pointed if official.knows(code)]
    codes = {item.component_code for code in known for item in official.get(code).components}
    lines = {line for code in known for line in official.lines(code)}
    for component in guide.components:
        if component.component_code not in codes | lines:
            place = f"components.{component.id}"
            yield error(_RULE, guide.procedure_code, place, f"{component.component_code} is no code of the record")


def _fees(guide: Guide, record: Procedure, method: Method) -> Iterator[Finding]:
    official = {fee.amount for way in record.methods if way.method is method for fee in way.fees} - {None}
    own = [fee for fee in guide.fees if not fee.methods or method in fee.methods]
    ours: set[float | None] = {fee.amount for fee in own}
    ours |= {number for fee in own if fee.amount is None for number in numbers(fee.text)}
    if official - ours and f"{guide.procedure_code}#fees.{method}" not in waived(guide):
        missing = ", ".join(
            str(amount) for amount in sorted(amount for amount in official - ours if amount is not None)
        )
        yield error(
            _RULE, guide.procedure_code, "fees", f"the record's {method} fee {missing} is neither told nor waived"
        )


def _times(guide: Guide, record: Procedure, method: Method) -> Iterator[Finding]:
    official = {(way.time.quantity, way.time.unit) for way in record.methods if way.method is method and way.time.known}
    own = [time for time in guide.times if not time.methods or method in time.methods]
    doubted = {number for time in own if time.quantity is None for number in numbers(time.text)}
    ours = {(time.quantity, time.unit) for time in own}
    ours |= {(quantity, unit) for quantity, unit in official if quantity in doubted}
    if official - ours and f"{guide.procedure_code}#times.{method}" not in waived(guide):
        missing = ", ".join(f"{quantity:g} {unit}" for quantity, unit in official - ours)
        yield error(
            _RULE, guide.procedure_code, "times", f"the record's {method} time {missing} is neither told nor waived"
        )


def _free(guide: Guide, official: Official) -> Iterator[Finding]:
    for place, fee in enumerate(guide.fees):
        if fee.amount == 0 and not official.waives(fee.seen_in):
            yield error(
                _RULE, guide.procedure_code, f"fees.{place}", "is told as free, but no line it points at says so"
            )


def _amounts(guide: Guide, official: Official) -> Iterator[Finding]:
    figures: list[tuple[str, float, tuple[str, ...]]] = [
        (f"fees.{place}", fee.amount, fee.seen_in) for place, fee in enumerate(guide.fees) if fee.amount
    ]
    figures += [
        (f"times.{place}", time.quantity, time.seen_in) for place, time in enumerate(guide.times) if time.quantity
    ]
    for where, figure, seen_in in figures:
        if figure not in official.numbers(seen_in):
            yield error(_RULE, guide.procedure_code, where, f"{figure:g} does not stand in the lines it points at")
