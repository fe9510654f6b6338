"""Offices: which desk is meant, by old or new name."""

from datetime import date

from bot.answers.messages import Line, OfficeMessage, Source
from bot.answers.replies import Reply
from bot.answers.wording import say
from bot.conversations.state import Choice, ConversationState
from knowledge.offices.finding import Candidate, Match, find
from knowledge.offices.loading import offices
from knowledge.offices.models import DatedFact, Office
from knowledge.vietnamese.folding import syllables

_MOST = 8
_NAME_ALONE = 2
"""Words that a bare name may have around it."""


def answer(state: ConversationState, reply: Reply, text: str) -> bool:
    """Answer which desk `text` names, or ask back; return whether any name was recognised."""
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
        reply.text("office_ask")
        return False
    state.awaits_office = False
    return True


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
    """Return the office as a message; what is not known says so."""
    return OfficeMessage(
        unit_code=office.unit_code,
        name=office.name,
        kind=office.kind,
        former_names=list(office.former_names),
        address=_fact(office, office.address, "office_address_unknown"),
        hours=_fact(office, office.hours, "office_hours_unknown"),
        phone=_fact(office, office.phone, "office_phone_unknown"),
        note=say("any_desk"),
        source=Source(title=office.source),
        as_of=office.as_of,
    )


def _fact(office: Office, fact: DatedFact | None, unknown: str) -> Line:
    if fact is None:
        return _line(say(unknown), office.source, office.as_of, known=False)
    return _line(fact.text, fact.source, fact.as_of, known=True)


def _line(text: str, source: str, as_of: date, known: bool) -> Line:
    return Line(text=text, known=known, source=Source(title=source), as_of=as_of)


def _choice(candidate: Candidate) -> Choice:
    label = candidate.old.full_name if candidate.old else candidate.office.name
    return Choice(do="office", value=candidate.office.unit_code, label=label)
