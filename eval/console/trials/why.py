"""Why a reply was given: as what the message was understood, what was found, which rules fired, how long it took."""

import time
from collections.abc import Sequence
from dataclasses import dataclass

from pydantic import BaseModel

from bot.answers.chat import ChatReply
from bot.answers.checklists import answered
from bot.answers.messages import AnsweredFact, ChecklistMessage, Message
from bot.answers.topics import Library
from bot.conversations.masking import DOTS
from bot.conversations.state import ConversationState
from eval.console.trials.rules import Rule, rules
from knowledge.guides.errors import UnknownFactError
from knowledge.procedures.errors import ProcedureNotFoundError
from retriever.explaining import Explanation, explain

CANDIDATES = 5


class Form(BaseModel):
    """The facts form after a reply: what was told, and the rules that decide each paper of the guide.

    `told`: the same facts by their ids; `listed`: whether the reply itself showed the papers.
    """

    procedure_code: str
    name: str
    facts: list[AnsweredFact]
    rules: list[Rule]
    told: dict[str, str] = {}
    listed: bool = False


class Step(BaseModel):
    """How long a step took. `name`: `total` with its parts `understand` and `compose`, and `search` alone."""

    name: str
    milliseconds: int


class Why(BaseModel):
    """Why one reply was given. `search`: none where nothing was typed that could be looked up.

    `joined`: the message was also read together with an unclear one before it; `speech_act` is "" where the reply
    needed no understanding.
    """

    speech_act: str
    confidence: float
    aspects: list[str]
    joined: bool
    search: Explanation | None
    form: Form | None
    steps: list[Step]


@dataclass(frozen=True)
class Turned:
    """One turn of a trial from outside: what was said, the conversation before and after, and how long it took."""

    said: str
    typed: bool
    before: ConversationState
    after: ConversationState
    reply: ChatReply
    speech_act: str
    confidence: float
    composed_ms: int
    total_ms: int


def why(library: Library, turned: Turned) -> Why:
    """Look at a turn once more, with the library that it was taken with."""
    question = turned.said.replace(DOTS, " ").strip() if turned.typed else ""
    found, milliseconds = _searched(library, question, turned.before.topics) if question else (None, 0)
    return Why(
        speech_act=turned.speech_act,
        confidence=turned.confidence,
        aspects=[*library.retriever.asked(question).aspects] if question else [],
        joined=bool(question and turned.before.offered and turned.before.unclear),
        search=found,
        form=_form(library, turned.after, listed=any(_is_list(message) for message in turned.reply.messages)),
        steps=_steps(turned, milliseconds),
    )


def _searched(library: Library, question: str, context: Sequence[str]) -> tuple[Explanation, int]:
    started = time.perf_counter()
    library.retriever.search(question, context)
    milliseconds = round(1000 * (time.perf_counter() - started))
    return explain(library.retriever, question, context, CANDIDATES), milliseconds


def _is_list(message: Message) -> bool:
    return isinstance(message, ChecklistMessage) and not message.official


def _form(library: Library, state: ConversationState, *, listed: bool) -> Form | None:
    """Return the form as it stands, none where there is no list or its guide knows the facts no more."""
    if state.checklist is None:
        return None
    code, facts = state.checklist.procedure_code, state.checklist.facts
    try:
        topic = library.topic(code)
        fired = rules(topic.guide, facts) if topic.guide else []
    except (ProcedureNotFoundError, UnknownFactError):
        return None
    told = answered(topic.guide, facts) if topic.guide else []
    return Form(procedure_code=code, name=topic.name, facts=told, rules=fired, told=facts, listed=listed)


def _steps(turned: Turned, search_ms: int) -> list[Step]:
    understood = max(turned.total_ms - turned.composed_ms, 0)
    steps = [("total", turned.total_ms), ("understand", understood), ("compose", turned.composed_ms)]
    searched = [("search", search_ms)] if search_ms else []
    return [Step(name=name, milliseconds=milliseconds) for name, milliseconds in (*steps, *searched)]
