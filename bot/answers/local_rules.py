"""What the province decides, beside the official record: its fees, shorter times, filing at any desk, hotlines."""

import re
from collections.abc import Sequence
from datetime import date

from bot.answers.messages import Line, Source
from bot.answers.topics import Topic
from bot.answers.wording import day, duration, money, say
from knowledge.local.loading import local
from knowledge.local.models import Decided, LocalFee, LocalTime, Reported
from knowledge.offices.any_desk import AnyDeskList, Standing, imported_list, standing
from knowledge.settings import settings
from knowledge.vietnamese.folding import fold

_LOCAL_LEVELS = ("commune", "province")
_THE_PROVINCE = re.compile(r"hoi dong nhan dan|hdnd|dia phuong|uy ban nhan dan cap tinh|bang phi cua thanh pho")
_WAIVER = re.compile(r"\bmien\b")


def fees(topic: Topic, official: Sequence[Line]) -> list[Line]:
    """Return the fee lines: the province's own first, in place of official ones that leave the amount to it."""
    own = local().fees_of(topic.procedure_code, _today())
    left = [line for line in official if not (_is_left_to_the_province(line) and _covered(line, own))]
    return [_fee(fee) for fee in own] + left


def times(topic: Topic, official: Sequence[Line]) -> list[Line]:
    """Return the official times, and beside them those that the province made shorter."""
    return [*official, *(_time(time) for time in local().times_of(topic.procedure_code, _today()))]


def any_desk(topic: Topic) -> list[Line]:
    """Return whether any desk of the city accepts the procedure: listed, not listed, or unknown; or nothing."""
    published = imported_list(settings().any_desk_list) or local().any_desk.published
    found = standing(published, topic.procedure_code)
    if found is not Standing.LISTED and topic.level not in _LOCAL_LEVELS:
        return []
    if published and found is not Standing.UNKNOWN:
        return [_listed(published, f"any_desk_{found.value}")]
    rule = local().any_desk.rule
    return [_reported(rule, say("any_desk_unknown", rule=rule.text), known=False)] if rule else []


def any_desk_rule() -> str:
    """Return how filing at any desk works in the city, empty where nothing is known of it."""
    rule = local().any_desk.rule
    return rule.text if rule else ""


def notices(unit_code: str) -> list[str]:
    """Return what was reported of one ward or commune, each with its source, which tells when."""
    return [
        say("office_notice", text=notice.text, source=notice.source)
        for notice in local().notices
        if notice.unit_code == unit_code
    ]


def hotlines() -> list[Line]:
    """Return the numbers that the province publishes, for where a citizen should talk to a person."""
    told = (
        (hotline, ". ".join(filter(None, (hotline.phone, hotline.hours)))) for hotline in local().hotlines_on(_today())
    )
    return [_decided(hotline, text, label=hotline.name) for hotline, text in told]


def _is_left_to_the_province(line: Line) -> bool:
    """Whether a fee is unknown because the province decides it; a line that also tells a waiver has more to say."""
    said = fold(line.text)
    decides = line.text == say("unknown_fee") or (_THE_PROVINCE.search(said) and not _WAIVER.search(said))
    return not line.known and bool(decides)


def _covered(line: Line, own: Sequence[LocalFee]) -> bool:
    return any(not fee.methods or set(line.methods) <= set(fee.methods) for fee in own)


def _fee(fee: LocalFee) -> Line:
    amount = "" if fee.amount is None else money(fee.amount) if fee.amount else say("fee_free")
    text = ". ".join(filter(None, (amount, fee.text)))
    return _decided(fee, text, known=fee.amount is not None, amount=fee.amount, methods=_methods(fee))


def _time(time: LocalTime) -> Line:
    told = duration(time.quantity, time.unit) if time.quantity and time.unit else ""
    text = say("local_time", text=". ".join(filter(None, (told, time.text))), name=local().name)
    return _decided(time, text, quantity=time.quantity, unit=time.unit, methods=_methods(time))


def _methods(entry: LocalFee | LocalTime) -> list[str]:
    return [method.value for method in entry.methods]


def _decided(entry: Decided, text: str, **values: object) -> Line:
    return _line(text, say("source_decided", document=entry.document, day=day(entry.dated), source=entry.source),
                 entry.since, **values)  # fmt: skip


def _listed(published: AnyDeskList, key: str) -> Line:
    told = say(key, city=local().name, document=published.document, day=day(published.dated))
    source = say("source_decided", document=published.document, day=day(published.dated), source=published.source)
    return _line(told, source, published.dated)


def _reported(entry: Reported, text: str, known: bool) -> Line:
    return _line(text, entry.source, entry.as_of, known=known)


def _line(text: str, source: str, as_of: date, **values: object) -> Line:
    return Line.model_validate({"text": text, "source": Source(title=source), "as_of": as_of, **values})


def _today() -> date:
    return date.fromisoformat(settings().today) if settings().today else date.today()
