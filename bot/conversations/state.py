"""What a conversation is about right now. Stored as one JSON document per conversation.

It holds no codes or numbers: what a citizen types is kept only as `unclear`, without what was sealed, until it is settled.
"""

import secrets
from typing import Literal

from pydantic import BaseModel

_KEPT_CHOICES = 60
_KEPT_TOPICS = 3


class Choice(BaseModel):
    """What a tapped choice does. Only the gateway's own choice ids lead here; typed text never does."""

    do: Literal[
        "procedure", "aspect", "fact", "checklist", "person", "continue", "erase", "none", "office",
        "life_event", "life_papers", "revise", "have", "check", "checked", "hand_over", "feedback",
        "english", "notify", "stop_notices",
    ]  # fmt: skip
    procedure_code: str = ""
    value: str = ""
    fact: str = ""
    label: str = ""


class OpenChecklist(BaseModel):
    """The facts form: which guide, what was told, and which question is open."""

    procedure_code: str
    facts: dict[str, str] = {}
    order: list[str] = []
    asked: str | None = None
    misses: int = 0


class PapersInHand(BaseModel):
    """The list handed over last, {paper id: name}, and which of its papers the citizen has."""

    procedure_code: str
    names: dict[str, str]
    have: list[str] = []

    @property
    def missing(self) -> list[str]:
        """Ids of the papers not ticked off, in the list's order."""
        return [paper for paper in self.names if paper not in self.have]


class PapersCheck(BaseModel):
    """The check of papers in hand: the one asked about now, those still to come, and what was found of the others."""

    procedure_code: str
    asked: str
    waiting: list[str] = []
    found: dict[str, str] = {}


class OpenLookUp(BaseModel):
    """The dossier form: the sealed code, while the proof is awaited; how often the code was asked for."""

    code_token: str | None = None
    asked: int = 0


class ConversationState(BaseModel):
    """Everything that a reply may depend on besides the message itself.

    `note_for`: why an officer's answer is wanted, while the note for the officer is awaited. `unclear`: the message
    that was asked back on, until it is settled which of `offered` is meant. `release`: by which the last reply was
    composed; `versions`: {procedure code: hash} of the guides that the open form and the list rest on. `together`: how
    many of `topics`, from the first on, were talked about at once. `unanswered`: how many messages in a row led to no
    answer. `shown`: the procedure whose short answer was given last. `told`: {procedure code: {fact: choice}}, what was
    said of the topics before their form is opened.
    """

    topics: list[str] = []
    together: int = 1
    checklist: OpenChecklist | None = None
    look_up: OpenLookUp | None = None
    papers: PapersInHand | None = None
    check: PapersCheck | None = None
    awaits_office: bool = False
    note_for: str = ""
    aspects: list[str] = []
    offered: list[str] = []
    unclear: str = ""
    unanswered: int = 0
    shown: str = ""
    told: dict[str, dict[str, str]] = {}
    choices: dict[str, Choice] = {}
    release: str = ""
    versions: dict[str, str] = {}

    def offer(self, choice: Choice) -> str:
        """Remember a choice under a new opaque id (12 characters) and return the id; the oldest ones expire."""
        choice_id = secrets.token_urlsafe(9)
        self.choices[choice_id] = choice
        while len(self.choices) > _KEPT_CHOICES:
            del self.choices[next(iter(self.choices))]
        return choice_id

    def talk_about(self, *procedure_codes: str) -> None:
        """Put the procedures in front of what the conversation is about."""
        others = [code for code in self.topics if code not in procedure_codes]
        self.topics = [*procedure_codes, *others][:_KEPT_TOPICS]
        self.told = {code: facts for code, facts in self.told.items() if code in self.topics}
        self.together = len(procedure_codes)
        self.unanswered = 0
        self.shown = self.shown if self.shown in procedure_codes else ""

    @property
    def open_checklist(self) -> OpenChecklist | None:
        """The facts form while one of its questions is open."""
        return self.checklist if self.checklist and self.checklist.asked else None
