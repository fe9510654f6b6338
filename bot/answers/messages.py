"""What a citizen is shown: the public `Message` union. Channels render it, `bot.answers` composes it.

Every fact carries `source` and `as_of`; every message about a procedure carries `procedure_code`.
The JSON schemas are published in the API's OpenAPI document.
"""

from datetime import date, datetime
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field


class Shown(BaseModel):
    """Base of everything shown."""

    model_config = ConfigDict(extra="forbid")


class Decision(StrEnum):
    """What kind of reply this is."""

    ANSWER = "answer"
    CLARIFY = "clarify"
    DECLINE = "decline"
    DIALOGUE = "dialogue"


class Source(Shown):
    """Where a fact stands: a record of the catalogue or another named source."""

    title: str
    url: str | None = None
    procedure_code: str | None = None
    decision_number: str | None = None
    seen_in: list[str] = []


class LegalReference(Shown):
    """A legal document; article only where the record names it."""

    number: str
    title: str = ""
    article: str | None = None


class Line(Shown):
    """One fact in words. `known` false: the record does not say, and the text says so."""

    text: str
    known: bool = True
    label: str = ""
    amount: int | None = Field(default=None, description="đồng, where the fact is a fee")
    quantity: float | None = Field(default=None, description="where the fact is a time")
    unit: str | None = None
    methods: list[str] = []
    quoted: bool = Field(default=False, description="the official text, word for word")
    source: Source
    as_of: date


class TextMessage(Shown):
    """Plain words, with facts as lines where there are any. `author`: who says it."""

    type: Literal["text"] = "text"
    text: str
    author: Literal["assistant", "officer"] = "assistant"
    procedure_code: str | None = None
    aspect: str | None = None
    lines: list[Line] = []
    tone: Literal["plain", "notice", "warning"] = "plain"


class ChoiceOption(Shown):
    """One tappable answer. `id` is opaque, at most 32 characters, valid only in its conversation."""

    id: str = Field(max_length=32)
    label: str
    hint: str = ""
    procedure_code: str | None = None


class ChoicesMessage(Shown):
    """A question with tappable answers; typed answers work too. `fact`: which case question it is."""

    type: Literal["choices"] = "choices"
    text: str
    choices: list[ChoiceOption]
    procedure_code: str | None = None
    fact: str | None = None


class Section(Shown):
    """One aspect of a procedure with its facts."""

    aspect: str
    title: str
    lines: list[Line]


class ProcedureMessage(Shown):
    """A procedure at a glance. `status`: see DESIGN's knowledge rules."""

    type: Literal["procedure"] = "procedure"
    procedure_code: str
    name: str
    official_name: str
    level: str
    field: str
    has_guide: bool
    status: Literal["current", "review_due", "expired", "changed"] = "current"
    notice: str = ""
    sections: list[Section] = []
    source: Source
    as_of: date


class ChecklistItem(Shown):
    """One paper: what, how many (None: the record does not say), why, and on which ground.

    `for_procedures`: in the merged list of a life event, every procedure that wants it.
    """

    component_code: str
    id: str
    name: str
    action: Literal["submit", "present", "provide"] = "submit"
    originals: int | None = None
    copies: int | None = None
    form: str | None = None
    form_url: str | None = None
    why: str = ""
    replaced_by: list[str] = []
    check: list[str] = []
    legal_bases: list[LegalReference] = []
    alternatives_of: str | None = None
    for_procedures: list[str] = []
    source: Source
    as_of: date


class AnsweredFact(Shown):
    """A fact as the citizen told it."""

    fact: str
    question: str
    answer: str
    sure: bool = True


class ChecklistMessage(Shown):
    """The papers list. `complete` false: questions are left or a fact is unsure, see `undecided`.

    `official` true: no guide exists, the items are the official lines of the record, undecided.
    """

    type: Literal["checklist"] = "checklist"
    procedure_code: str
    name: str
    title: str
    complete: bool
    official: bool = False
    facts: list[AnsweredFact] = []
    needed: list[ChecklistItem] = []
    not_needed: list[ChecklistItem] = []
    undecided: list[ChecklistItem] = []
    notes: list[Line] = []
    receipt: str = ""
    source: Source
    as_of: date


class DossierEvent(Shown):
    """One step of a dossier's way."""

    at: datetime
    status: str
    text: str
    observed: bool = Field(default=False, description="`at` is when it was seen, not when it happened")


class DossierPaper(Shown):
    """A paper of the procedure's guide that a request for papers names."""

    component_code: str
    id: str
    name: str


class DossierSupplement(Shown):
    """What the citizen was asked to add, in the words of the office; `papers`: those that the words name."""

    text: str
    asked_at: datetime | None = None
    received_at: datetime | None = None
    papers: list[DossierPaper] = []


class DossierAppointment(Shown):
    """A day that was appointed earlier, and when another one took its place."""

    due_at: datetime
    replaced_at: datetime


class DossierResult(Shown):
    """What was handed out, or lies ready."""

    name: str
    returned_at: datetime | None = None


class DossierMessage(Shown):
    """How a submitted dossier stands. `detail` "short": status and dates only, no supplements and no results.

    `timing`: early, on time or late in words, with working days; `timing_state` and `working_days` say it in data:
    days spared (early), left (running) or over (late, running_late).
    """

    type: Literal["dossier"] = "dossier"
    dossier_code: str
    detail: Literal["short", "full"]
    status: str
    status_text: str
    meaning: str
    what_to_do: str = ""
    procedure_code: str | None = None
    procedure_name: str = ""
    received_at: datetime | None = None
    due_at: datetime | None = None
    finished_at: datetime | None = None
    punctuality: Literal["early", "on_time", "overdue", "running", "unknown"] = "unknown"
    by_when: str = Field(default="", description="until when something is to be done or comes")
    timing: str = ""
    timing_state: Literal["early", "on_time", "late", "running", "running_late", "paused", "unknown"] = "unknown"
    working_days: int | None = None
    waits_for_citizen: bool = Field(default=False, description="nothing moves until the citizen acts")
    earlier_appointments: list[DossierAppointment] = []
    supplements: list[DossierSupplement] = []
    results: list[DossierResult] = []
    timeline: list[DossierEvent] = []
    source: Source
    as_of: datetime


class OfficeMessage(Shown):
    """A desk: today's unit, its former names, and what is known of where and when."""

    type: Literal["office"] = "office"
    unit_code: str
    name: str
    kind: str
    former_names: list[str] = []
    address: Line
    hours: Line
    phone: Line
    note: str = ""
    source: Source
    as_of: date


class HandoffMessage(Shown):
    """A person takes over, or how to reach one."""

    type: Literal["handoff"] = "handoff"
    text: str
    summary: str = ""
    contacts: list[Line] = []


Message = Annotated[
    TextMessage
    | ChoicesMessage
    | ProcedureMessage
    | ChecklistMessage
    | DossierMessage
    | OfficeMessage
    | HandoffMessage,
    Field(discriminator="type"),
]
