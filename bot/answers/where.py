"""Where a procedure is decided and handed in: the kind of office in plain words, and what any desk accepts."""

from bot.answers import desks, local_rules
from bot.answers.messages import Line
from bot.answers.topics import Topic
from bot.answers.wording import listed, say
from knowledge.offices.competence import CITY_CENTRE, Competence, competence, of_here
from knowledge.offices.loading import offices
from knowledge.procedures.models import Procedure

_FEW = 3
"""Up to this many imported offices of a kind are told with a procedure; more are asked for by name."""


def official(topic: Topic, record: Procedure) -> list[Line]:
    """Return the kinds of office in plain words, then the record's own words for them."""
    found = competence(record)
    return [*_plain(topic, found), *_addresses(found), *_own_words(topic, record)]


def notes(topic: Topic) -> list[Line]:
    """Return what holds beside the record: filing at any desk, and districts that are no more."""
    districts = [_line(topic, say("two_tier"), ())] if topic.speaks_of_districts else []
    return local_rules.any_desk(topic) + districts


def _plain(topic: Topic, found: Competence) -> list[Line]:
    if not found.decided_by:
        return []
    kinds, desks_told = listed([kind.name for kind in found.decided_by]), listed([*found.handed_in_at])
    if kinds == desks_told:
        return [_line(topic, say("office_takes_and_decides", kinds=kinds), found.seen_in)]
    takes = [say("office_takes", desks=desks_told)] if desks_told else []
    return [_line(topic, text, found.seen_in) for text in (*takes, say("office_decides", kinds=kinds))]


def _addresses(found: Competence) -> list[Line]:
    told = []
    for desk in found.desks:
        if desk == CITY_CENTRE:
            told += desks.address(offices().centre)
        else:
            told += desks.addresses(desk, _FEW)
    return told


def _own_words(topic: Topic, record: Procedure) -> list[Line]:
    names = {
        "handled_by": of_here(record.handled_by),
        "authority": of_here(record.authority),
        "receiving_address": (record.receiving_address,),
    }
    said: dict[str, str] = {}
    for field, told in names.items():
        said.setdefault(", ".join(filter(None, told)), f"{record.procedure_code}#{field}")
    return [_line(topic, text, (seen,), label=say("office_official")) for text, seen in said.items() if text]


def _line(topic: Topic, text: str, seen_in: tuple[str, ...], label: str = "") -> Line:
    return Line(text=text, label=label, source=topic.source(seen_in), as_of=topic.as_of)
