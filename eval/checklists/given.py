"""What the assistant gave for a case: a list of papers, another procedure, a refusal, or none of these."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from pydantic import BaseModel

from bot.answers.chat import ChatReply
from bot.answers.messages import ChecklistItem, ChecklistMessage, ChoicesMessage, Decision
from eval.checklists.asked import Need


class _Question(BaseModel):
    fact: str


class ListReply(BaseModel):
    """What the checklist API says (docs/api.md), as far as it is compared."""

    procedure_code: str
    needed: tuple[ChecklistItem, ...]
    not_needed: tuple[ChecklistItem, ...]
    undecided: tuple[ChecklistItem, ...]
    next_fact: _Question | None
    go_to: str | None = None
    refused: str | None = None


@dataclass(frozen=True)
class Given:
    """`papers`: what becomes of each paper of the list, None where no list came.

    `procedure`: which one the list, or the last reply, is about. `asks`: the fact that was asked last. `decision`: the
    reply's own. `error`: why nothing came at all. `milliseconds`: of the last reply, or of the one list.
    """

    milliseconds: float
    papers: dict[str, Need] | None = None
    procedure: str | None = None
    leads_to: str | None = None
    refused: bool = False
    decision: Decision | None = None
    handed_over: bool = False
    asks: str | None = None
    error: str = ""

    @property
    def listed(self) -> tuple[str, ...]:
        """The papers that are told to be needed."""
        return tuple(paper for paper, need in (self.papers or {}).items() if need is Need.NEEDED)


def by_facts(reply: ListReply, milliseconds: float) -> Given:
    """Read a reply of the checklist API."""
    found = Given(
        milliseconds,
        procedure=reply.procedure_code,
        leads_to=reply.go_to,
        refused=reply.refused is not None,
        decision=Decision.ANSWER,
        asks=reply.next_fact.fact if reply.next_fact else None,
    )
    ends = found.leads_to or found.refused
    return found if ends else replace(found, papers=_needs(reply.needed, reply.not_needed, reply.undecided))


def in_words(reply: ChatReply, milliseconds: float) -> Given:
    """Read the last reply of a conversation."""
    lists = [message for message in reply.messages if isinstance(message, ChecklistMessage)]
    asked = [message.fact for message in reply.messages if isinstance(message, ChoicesMessage) and message.fact]
    last = lists[-1] if lists else None
    return Given(
        milliseconds,
        papers=_needs(last.needed, last.not_needed, last.undecided) if last else None,
        procedure=last.procedure_code if last else next(iter(reply.procedures), None),
        decision=reply.decision,
        handed_over=bool(reply.handed_over) or any(message.type == "handoff" for message in reply.messages),
        asks=asked[-1] if asked else None,
    )


def _needs(
    needed: Iterable[ChecklistItem], not_needed: Iterable[ChecklistItem], undecided: Iterable[ChecklistItem]
) -> dict[str, Need]:
    told = {Need.NEEDED: needed, Need.NOT_NEEDED: not_needed, Need.DEPENDS: undecided}
    return {item.id: need for need, items in told.items() for item in items}
