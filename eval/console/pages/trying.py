"""Try: a question or a conversation goes the citizens' way, is shown as any channel shows it, and says why."""

import asyncio
import json
from typing import Annotated, Any
from urllib.parse import quote

from fastapi import APIRouter, Form, Request
from fastapi.responses import Response

from channels.errors import GatewayError, TooManyTurnsError
from eval.console.access import address, visit
from eval.console.judgements.judgements import VERDICTS
from eval.console.judgements.papers import papers
from eval.console.judgements.procedures import names_of
from eval.console.page import Page
from eval.console.parts import parts
from eval.console.rendering import Crumb, render, went_well
from eval.console.roles import Role
from eval.console.texts import t
from eval.console.trials.shown import FACES, bubbles, sources, tappable
from eval.console.trials.trials import Trial, TrialGoneError, TriedTurn
from eval.console.trials.trying import Message, TrialErasedError, take

router = APIRouter()
PAGE = Page("try", Role.OFFICER, router, "teaching")
MOST_LINES = 12
MOST_LETTERS = 6000

Said = Annotated[str, Form()]


@router.get("")
def form(request: Request, say: str = "") -> Response:
    """Show the form, filled with what a link says, and what this account tried."""
    return _form(request, say[:MOST_LETTERS])


@router.post("")
async def start(request: Request, say: Said = "") -> Response:
    """Try a new conversation."""
    trial = parts(request).trials.new(visit(request).account.name)
    return await _taken(request, trial, say)


@router.get("/{number}")
def show(request: Request, number: int) -> Response:
    """Show one trial in a channel's rendering."""
    return _page(request, number)


@router.post("/{number}")
async def go_on(
    request: Request, number: int, say: Said = "", choice: Annotated[str, Form(max_length=32)] = ""
) -> Response:
    """Say more in one's own trial, or tap what was offered."""
    trial = await asyncio.to_thread(parts(request).trials.get, number)
    if trial.made_by != visit(request).account.name:
        return await asyncio.to_thread(_page, request, number, t("try.not_yours"))
    return await _taken(request, trial, say, choice)


async def _taken(request: Request, trial: Trial, say: str, choice: str = "") -> Response:
    here, who, number = parts(request), visit(request), trial.number
    messages, problem = _messages(say, choice)
    try:
        for message in messages:
            number = await take(here.services.gateway, here.trials, trial, message, address(request))
    except TooManyTurnsError:
        problem = t("try.busy")
    except GatewayError:
        problem = t("try.not_now")
    except TrialErasedError:
        return await asyncio.to_thread(_form, request, "", t("try.erased"))
    if problem:
        shown = (_page, request, number, problem, say) if number else (_form, request, say, problem)
        return await asyncio.to_thread(*shown)
    await asyncio.to_thread(here.note, who, "try.take", str(number))
    return went_well(f"{PAGE.path}/{number}{_face_query(request)}", "try.done_taken", "last")


def _messages(say: str, choice: str) -> tuple[list[Message], str]:
    """Return what is to be said, or a text that tells what is wrong with it."""
    if choice:
        return [Message(choice=choice)], ""
    lines = [line.strip() for line in say.splitlines() if line.strip()]
    if not lines:
        return [], t("try.no_words")
    if len(lines) > MOST_LINES or len(say) > MOST_LETTERS:
        return [], t("try.too_many", lines=MOST_LINES, letters=MOST_LETTERS)
    return [Message(line) for line in lines], ""


def _form(request: Request, say: str = "", problem: str = "") -> Response:
    return render(
        request,
        "try.html",
        409 if problem else 200,
        crumbs=[Crumb(t("try.title"))],
        say=say,
        problem=problem,
        mine=parts(request).trials.of(visit(request).account.name),
        lines=MOST_LINES,
        letters=MOST_LETTERS,
    )


def _page(request: Request, number: int, problem: str = "", say: str = "") -> Response:
    here, crumbs = parts(request), [Crumb(t("try.title"), PAGE.path), Crumb(t("try.one", number=number))]
    try:
        trial, turns = here.trials.get(number), here.trials.turns(number)
    except TrialGoneError:
        return render(request, "error.html", 404, crumbs=crumbs, heading=t("errors.heading_404"), text=t("try.gone"))
    return render(
        request,
        "try_one.html",
        409 if problem else 200,
        crumbs=crumbs,
        trial=trial,
        names={account.name: account.full_name for account in here.accounts.all()},
        mine=trial.made_by == visit(request).account.name,
        face=_face(request),
        faces=FACES,
        turns=turns,
        shown=[_shown(request, turn) for turn in turns],
        offered=tappable(turns[-1].reply.messages) if turns else [],
        again=quote("\n".join(turn.said for turn in turns)),
        judged=here.judgements.of_trial(number),
        papers_of=papers,
        procedures=names_of(here.services.library),
        verdicts=VERDICTS,
        problem=problem,
        say=say,
        lines=MOST_LINES,
        letters=MOST_LETTERS,
    )


def _shown(request: Request, turn: TriedTurn) -> dict[str, Any]:
    """Return what the template needs of a reply beside the reply itself."""
    most_buttons = parts(request).services.settings.zalo_buttons
    messages = turn.reply.messages
    return {
        "bubbles": bubbles(_face(request), messages, most_buttons),
        "json": json.dumps([message.model_dump(mode="json") for message in messages]),
        "sources": sources(messages),
    }


def _face(request: Request) -> Any:
    face = request.query_params.get("as", "")
    return face if face in FACES else FACES[0]


def _face_query(request: Request) -> str:
    return f"?as={_face(request)}" if "as" in request.query_params else ""
