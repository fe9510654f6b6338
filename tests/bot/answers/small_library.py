"""A library of our own making over the small catalogue, and what is answered from it: no release is built for it."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from bot.answers.facts_form import FactsForm
from bot.answers.questions import Questions
from bot.answers.replies import Reply
from bot.answers.topics import Library
from bot.answers.understanding import Heard
from bot.conversations.state import ConversationState
from knowledge.families.loading import Families, Family
from knowledge.guides.loading import Guides
from knowledge.guides.models import Guide
from knowledge.life_events.loading import LifeEvents
from knowledge.life_events.models import LifeEvent
from knowledge.procedures.catalogue import Catalogue
from knowledge.procedures.parts import WITHDRAWN, Part
from retriever.decision import Decision
from retriever.engine import Found, Result
from tests.knowledge.life_events.samples import event
from tests.retriever.samples import CARD, CAT, DOG, card_guide, cat_guide, records, retriever

TODAY = date(2026, 11, 22)
ANIMALS = "Nhà anh/chị nuôi con gì?"
LABELS = {CAT: "Con mèo", DOG: "Con chó"}


def pets(**changes: Any) -> Family:
    """Return the family of cats and dogs."""
    members = [{"procedure_code": code, "label": label, "seen_in": [f"{code}#name"]} for code, label in LABELS.items()]
    return Family.model_validate({"id": "vat-nuoi", "question": ANIMALS, "members": members, **changes})


def home(**changes: Any) -> LifeEvent:
    """Return the life event: a new home with a cat, a library nearby and perhaps a dog."""
    return LifeEvent.model_validate(event(**changes))


def library(
    folder: Path,
    *,
    guides: Mapping[str, Guide] | None = None,
    families: tuple[Family, ...] = (),
    events: tuple[LifeEvent, ...] = (),
    withdrawn: tuple[str, ...] = (),
) -> Library:
    """Return a library whose catalogue lies in `folder`; `withdrawn`: procedures that left the portal's list."""
    catalogue = Catalogue(folder / "catalogue.sqlite")
    for code, record in records().items():
        fields = record.model_dump(mode="json", exclude={"procedure_code", "as_of"})
        catalogue.add([Part(code, "detail", record.as_of, fields)])
    catalogue.add([Part(code, WITHDRAWN, TODAY, {}) for code in withdrawn])
    known = {CAT: cat_guide(), CARD: card_guide()} if guides is None else guides
    told = LifeEvents({one.id: one for one in events})
    found = retriever(*withdrawn)
    return Library("small", found, Guides(dict(known)), catalogue, Families(families), told, today=lambda: TODAY)


def answer(
    known: Library, verdict: Decision, *about: str, text: str = "giấy tờ", state: ConversationState | None = None
) -> tuple[Reply, ConversationState]:
    """Answer `text` as though the retriever had found `about`."""
    state, reply = state or ConversationState(), Reply()
    found = Found(verdict, tuple(Result(code, code, 0.5, "", 0.9) for code in about), about, 0.5)
    Questions(known, FactsForm(known)).answer(state, reply, Heard(text), found)
    return reply, state
