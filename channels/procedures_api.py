"""The procedures API: search, one procedure, and its checklist for given facts."""

import time
from typing import Annotated

from fastapi import APIRouter, HTTPException, Query, Request
from fastapi.responses import JSONResponse
from pydantic import BaseModel, ConfigDict

from bot.answers.checklists import decided, official
from bot.answers.messages import ChecklistItem, ChecklistMessage, ProcedureMessage
from bot.answers.sections import card
from bot.answers.topics import Library, Topic
from bot.conversations import receipts
from channels.metrics import SEARCH_SECONDS
from knowledge.guides.checklist import Checklist, decide
from knowledge.guides.errors import UnknownFactError
from knowledge.open_data.services import public_service
from knowledge.procedures.errors import ProcedureNotFoundError
from knowledge.vietnamese.aspects import ASPECTS

router = APIRouter(prefix="/api/v1/procedures", tags=["procedures"])
_LONGEST_QUESTION = 1000


class SearchResult(BaseModel):
    """One ranked procedure; `score` is belief in 0..1."""

    code: str
    name: str
    score: float


class SearchReply(BaseModel):
    """The decision, the procedures it is about, and the ranked results."""

    decision: str
    procedures: list[str]
    confidence: float
    results: list[SearchResult]
    release: str


class FactQuestion(BaseModel):
    """The next question worth asking, with the choices that answer it."""

    fact: str
    question: str
    choices: list[dict[str, str]]


class FactsRequest(BaseModel):
    """What is known of the case: {fact: choice}."""

    model_config = ConfigDict(extra="forbid")

    facts: dict[str, str] = {}


class ChecklistReply(BaseModel):
    """A checklist decided as far as the facts reach.

    `official`: no guide, the official lines; `go_to`: the facts lead to this procedure; `refused`: why they lead nowhere.
    """

    procedure_code: str
    needed: list[ChecklistItem]
    not_needed: list[ChecklistItem]
    undecided: list[ChecklistItem]
    next_fact: FactQuestion | None
    go_to: str | None = None
    refused: str | None = None
    official: bool = False
    checklist: ChecklistMessage


@router.get("/search", response_model=SearchReply)
def search(
    request: Request,
    q: Annotated[str, Query(max_length=_LONGEST_QUESTION)],
    k: Annotated[int, Query(ge=1, le=50)] = 5,
    context: Annotated[str, Query(max_length=200, description="procedure codes, separated by commas")] = "",
) -> SearchReply:
    """Search the offered procedures by an everyday question."""
    library = _library(request)
    started = time.perf_counter()
    found = library.retriever.search(q, [code for code in context.split(",") if code], k)
    SEARCH_SECONDS.observe(time.perf_counter() - started)
    results = [
        SearchResult(code=item.procedure_code, name=item.name, score=round(item.score, 4)) for item in found.results
    ]
    return SearchReply(
        decision=found.decision,
        procedures=list(found.about),
        confidence=round(found.confidence, 4),
        results=results,
        release=library.release,
    )


@router.get("/{procedure_code}", response_model=ProcedureMessage)
def procedure(procedure_code: str, request: Request) -> ProcedureMessage:
    """Return everything that is told of one procedure, aspect by aspect."""
    aspects = ["summary", *(aspect for aspect in ASPECTS if aspect != "components")]
    return card(_topic(request, procedure_code), aspects)


@router.get("/{procedure_code}/cpsv", response_class=JSONResponse)
def cpsv(procedure_code: str, request: Request) -> JSONResponse:
    """Return the official record as a CPSV-AP public service in JSON-LD; 404 where no record is loaded."""
    record = _topic(request, procedure_code).record
    if record is None:
        raise HTTPException(404, f"{procedure_code}: no official record is loaded")
    return JSONResponse(public_service(record), media_type="application/ld+json")


@router.post(
    "/{procedure_code}/checklist",
    response_model=ChecklistReply,
    responses={422: {"description": "A fact or choice that the guide does not have, or a body that is none"}},
)
def checklist(procedure_code: str, body: FactsRequest, request: Request) -> ChecklistReply:
    """Decide which papers are needed for the given facts."""
    topic = _topic(request, procedure_code)
    if topic.guide is None and topic.record is not None:
        message = official(topic)
        return _reply(topic, message)
    assert topic.guide is not None
    try:
        decided_so_far = decide(topic.guide, body.facts)
    except UnknownFactError as error:
        raise HTTPException(422, str(error)) from error
    release = _library(request).release
    message = decided(topic, decided_so_far, release)
    receipts.keep(request.app.state.services.sessions, [message], release)
    return _reply(topic, message, decided_so_far)


def _reply(topic: Topic, message: ChecklistMessage, found: Checklist | None = None) -> ChecklistReply:
    question = None
    fact = found.next_fact if found else None
    if fact:
        choices = [{"id": choice.id, "label": choice.label} for choice in fact.choices]
        question = FactQuestion(fact=fact.id, question=fact.question, choices=choices)
    return ChecklistReply(
        procedure_code=topic.procedure_code,
        needed=message.needed,
        not_needed=message.not_needed,
        undecided=message.undecided,
        next_fact=question,
        go_to=found.go_to.procedure_code if found and found.go_to else None,
        refused=found.refusal.because if found and found.refusal else None,
        official=message.official,
        checklist=message,
    )


def _library(request: Request) -> Library:
    library: Library = request.app.state.services.library
    return library


def _topic(request: Request, procedure_code: str) -> Topic:
    try:
        return _library(request).topic(procedure_code)
    except ProcedureNotFoundError as error:
        raise HTTPException(404, str(error)) from error
