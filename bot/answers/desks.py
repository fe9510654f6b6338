"""Offices: which desk is meant, by old or new name or by its kind, and what is known of it."""

from datetime import date
from itertools import pairwise

from bot.answers import local_rules
from bot.answers.messages import Line, OfficeMessage, Source
from bot.answers.replies import Reply
from bot.answers.wording import say
from bot.conversations.state import Choice, ConversationState
from knowledge.offices.competence import OfficeKind, named_kind
from knowledge.offices.details import OF_EACH_UNIT, OfficeDetails, imported, of_kind, office_id
from knowledge.offices.finding import Candidate, Match, find
from knowledge.offices.loading import offices
from knowledge.offices.models import DatedFact, Office
from knowledge.settings import settings
from knowledge.vietnamese.aspects import asked
from knowledge.vietnamese.folding import syllables

_MOST = 8
_MOST_OF_A_KIND = 4
_UNITS = frozenset({"phuong", "xa"})
_POINTING = frozenset(
    syllables("nào mấy này đó kia cũ mới gần ở đâu tôi tui mình em cho là thì có không hay phường xã và giờ hội viên")
)
"""Words after "phường" or "xã" that are no name."""
_NAME_ALONE = 2
"""Words that a bare name may have around it."""
_PLACE_WORDS = frozenset(
    syllables("địa chỉ số điện thoại giờ làm việc mở cửa nằm gần nhất chỗ ở đâu tại thành phố tỉnh")
)


def answer(state: ConversationState, reply: Reply, text: str) -> bool:
    """Answer which desk `text` names, or ask back; return whether any name was recognised."""
    if _of_a_kind(reply, text):
        state.awaits_office = False
        return True
    found = find(text)
    if found.office:
        old = found.candidates[0].old if found.candidates else None
        if found.match is Match.FORMER and old:
            reply.text("office_former", old=old.full_name, new=found.office.name)
        reply.add(shown(found.office))
    elif found.match is Match.AMBIGUOUS:
        choices = [_choice(candidate) for candidate in found.candidates[:_MOST]]
        reply.offer(state, say("office_which"), choices)
    else:
        state.awaits_office = True
        reply.text("office_unknown" if _names_a_unit(text) else "office_ask")
        return False
    state.awaits_office = False
    return True


def _names_a_unit(text: str) -> bool:
    """Whether a name follows "phường" or "xã" in `text`, rather than a word that asks or points."""
    said = syllables(text)
    return any(one in _UNITS and other not in _POINTING for one, other in pairwise(said))


def is_name(text: str) -> bool:
    """Whether `text` is the name of a desk and little else."""
    found = find(text)
    names = {candidate.old.full_name if candidate.old else candidate.office.name for candidate in found.candidates}
    names |= {found.office.name} if found.office else set()
    said = syllables(text)
    return any(len(set(said) - set(syllables(name))) <= _NAME_ALONE and len(said) > 1 for name in names)


def chosen(reply: Reply, unit_code: str) -> None:
    """Show the office that was tapped."""
    reply.add(shown(offices()[unit_code]))


def shown(office: Office) -> OfficeMessage:
    """Return a one-stop desk as a message, with what was imported of it; what is not known says so."""
    details = imported(settings().office_details).get(office.unit_code)
    return OfficeMessage(
        unit_code=office.unit_code,
        name=office.name,
        kind=office.kind,
        former_names=list(office.former_names),
        address=_fact(office, details, "address"),
        hours=_fact(office, details, "hours"),
        phone=_fact(office, details, "phone"),
        note=" ".join(filter(None, (local_rules.any_desk_rule(), *local_rules.notices(office.unit_code)))),
        source=Source(title=office.source),
        as_of=office.as_of,
    )


def address(office: Office) -> list[Line]:
    """Return the address of a one-stop desk, if it is known."""
    line = _fact(office, imported(settings().office_details).get(office.unit_code), "address")
    return [line.model_copy(update={"label": office.name})] if line.known else []


def addresses(kind: str, few: int) -> list[Line]:
    """Return the addresses of the imported offices of a kind, if there are at most `few` of them."""
    known = [one for one in of_kind(settings().office_details, kind) if one.address]
    told = [_line(one.address, one.source, one.as_of, known=True, label=one.name) for one in known]
    return told if len(told) <= few else []


def _of_a_kind(reply: Reply, text: str) -> bool:
    """Show the offices of a kind that `text` names, such as "công an phường Cái Khế"; return whether it names one."""
    named = named_kind(text)
    if named is None:
        return False
    kind, words = named
    unit = find(text).office
    expected = {*words.split(), *syllables(unit.name if unit else ""), *_PLACE_WORDS}
    if not expected.issuperset(asked(text).rest):
        return False
    if kind.kind not in OF_EACH_UNIT:
        return _every(reply, kind)
    return _of_unit(reply, kind, unit) if unit and unit != offices().centre else False


def _every(reply: Reply, kind: OfficeKind) -> bool:
    known = of_kind(settings().office_details, kind.kind)
    if not known:
        reply.text("office_kind_unknown", name=kind.name)
    reply.add(*(_imported(one) for one in known[:_MOST_OF_A_KIND]))
    return True


def _of_unit(reply: Reply, kind: OfficeKind, unit: Office) -> bool:
    known = imported(settings().office_details).get(office_id(kind.kind, unit.unit_code, ""))
    if known:
        reply.add(_imported(known))
    else:
        name = say("office_kind_of_unit", kind=kind.name.removesuffix(" xã, phường"), unit=unit.name)
        reply.text("office_kind_unknown", name=name)
    return True


def _imported(details: OfficeDetails) -> OfficeMessage:
    def fact(told: str, unknown: str) -> Line:
        return _line(told or say(unknown), details.source, details.as_of, known=bool(told))

    return OfficeMessage(
        unit_code=details.unit_code or details.office,
        name=details.name,
        kind=details.kind,
        address=fact(details.address, "office_address_unknown"),
        hours=fact(details.hours, "office_hours_unknown"),
        phone=fact(details.phone, "office_phone_unknown"),
        source=Source(title=details.source),
        as_of=details.as_of,
    )


def _fact(office: Office, details: OfficeDetails | None, field: str) -> Line:
    """Return an imported fact before the one in the repository; neither: that it is unknown."""
    if details and (told := str(getattr(details, field))):
        return _line(told, details.source, details.as_of, known=True)
    fact: DatedFact | None = getattr(office, field)
    if fact is None:
        return _line(say(f"office_{field}_unknown"), office.source, office.as_of, known=False)
    return _line(fact.text, fact.source, fact.as_of, known=True)


def _line(text: str, source: str, as_of: date, known: bool, label: str = "") -> Line:
    return Line(text=text, known=known, label=label, source=Source(title=source), as_of=as_of)


def _choice(candidate: Candidate) -> Choice:
    label = candidate.old.full_name if candidate.old else candidate.office.name
    return Choice(do="office", value=candidate.office.unit_code, label=label)
