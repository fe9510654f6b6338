"""Live: conversations that citizens asked to hand over; an officer takes one, answers, and gives it back."""

from typing import Annotated

from fastapi import APIRouter, Depends, Form, Request
from fastapi.responses import HTMLResponse, Response

from bot.conversations.errors import HandOverError
from bot.conversations.hand_overs import RELEASED, TAKEN, HandOver
from bot.conversations.masking import masked
from bot.conversations.officer_replies import released_reply, taken_reply, words_reply
from bot.conversations.transcripts import Exchange, transcript
from eval.console.access import needs, visit
from eval.console.page import Page
from eval.console.parts import Parts, parts
from eval.console.rendering import HEADERS, Crumb, environment, render, went_well
from eval.console.roles import Role
from eval.console.texts import t

router = APIRouter()
PAGE = Page("live", Role.OFFICER, router, "citizens")
LONGEST_WORDS = 2000


@router.get("")
def queue(request: Request) -> Response:
    """Show what waits for an officer or is with one."""
    return render(request, "live.html", crumbs=[Crumb(t("live.title"))], queue=_queue(request))


@router.get("/queue")
def queue_alone(request: Request) -> Response:
    """Return the queue's part of the page, for the page that looks again."""
    html = environment().get_template("live_queue.html").render(queue=_queue(request), visit=visit(request))
    return HTMLResponse(html, headers=HEADERS)


@router.get("/{number}")
def show(request: Request, number: int) -> Response:
    """Show one conversation: why and about what, and everything as the citizen saw it. Reading another's is a deed."""
    page, here, who = _page(request, number), parts(request), visit(request)
    if page.status_code == 200 and here.hand_overs.show(number).officer != who.account.name:
        here.note(who, "live.open", str(number))
    return page


@router.get("/{number}/news")
def news(request: Request, number: int, after: int = 0) -> Response:
    """Return what was said after a turn, and in the header `X-Standing` how the conversation stands."""
    here = parts(request)
    try:
        found = here.hand_overs.show(number)
        turns = transcript(here.hand_overs.sessions, number, after)
    except HandOverError:
        return Response(status_code=404, headers=HEADERS)
    standing = {"X-Standing": _standing(found)}
    if not turns:
        return Response(status_code=204, headers=HEADERS | standing)
    html = environment().get_template("exchanges.html").render(turns=turns)
    return HTMLResponse(html, headers=HEADERS | standing | {"X-Last": str(turns[-1].number)})


@router.post("/{number}/take")
def take(request: Request, number: int) -> Response:
    """Take a conversation, where no other officer has it."""
    here, who = parts(request), visit(request)
    try:
        here.hand_overs.take(number, who.account.name, taken_reply())
    except HandOverError:
        return _page(request, number, "live.not_yours")
    here.note(who, "live.take", str(number))
    return went_well(f"{PAGE.path}/{number}", "live.done_taken", "words")


@router.post("/{number}/say")
def say_words(request: Request, number: int, words: Annotated[str, Form()] = "") -> Response:
    """Send the officer's words; they stand in the audit with dots for personal numbers."""
    here, who, text = parts(request), visit(request), words.replace("\r\n", "\n").strip()
    if not 0 < len(text) <= LONGEST_WORDS:
        return _page(request, number, "live.no_words" if not text else "live.too_long", words)
    try:
        here.hand_overs.say(number, who.account.name, text, words_reply(text))
    except HandOverError:
        return _page(request, number, "live.not_yours", words)
    here.note(who, "live.say", str(number), masked(text))
    return went_well(f"{PAGE.path}/{number}", "live.done_said", "words")


@router.post("/{number}/release")
def release(request: Request, number: int) -> Response:
    """Give the conversation back to the assistant."""
    here, who = parts(request), visit(request)
    try:
        here.hand_overs.release(number, who.account.name, released_reply())
    except HandOverError:
        return _page(request, number, "live.not_yours")
    here.note(who, "live.release", str(number))
    return went_well(PAGE.path, "live.done_released")


@router.post("/{number}/release-for", dependencies=[Depends(needs(Role.ADMINISTRATOR))])
def release_for(request: Request, number: int) -> Response:
    """Give back a conversation that an officer has forgotten: the citizen is silently unanswered meanwhile."""
    here, who = parts(request), visit(request)
    try:
        holder = here.hand_overs.show(number).officer
        here.hand_overs.release(number, holder, released_reply())
    except HandOverError:
        return _page(request, number, "live.not_yours")
    here.note(who, "live.release_for", str(number), holder)
    return went_well(PAGE.path, "live.done_released")


def _page(request: Request, number: int, problem: str = "", words: str = "") -> Response:
    here = parts(request)
    crumbs = [Crumb(t("live.title"), PAGE.path), Crumb(t("live.one", number=number))]
    try:
        found, turns = here.hand_overs.show(number), transcript(here.hand_overs.sessions, number)
    except HandOverError:
        return render(request, "error.html", 404, crumbs=crumbs, heading=t("errors.heading_404"), text=t("live.gone"))
    return render(
        request,
        "live_one.html",
        409 if problem else 200,
        crumbs=crumbs,
        one=found,
        holder=_full_name(here, found.officer),
        mine=found.state == TAKEN and found.officer == visit(request).account.name,
        over=found.state == RELEASED,
        may_release_for=visit(request).account.role.allows(Role.ADMINISTRATOR),
        standing=_standing(found),
        turns=turns,
        last=_last(turns),
        problem=t(problem) if problem else "",
        words=words,
        longest=LONGEST_WORDS,
    )


def _queue(request: Request) -> list[tuple[HandOver, str]]:
    """Return what waits or is taken, with the full name of who has it."""
    here = parts(request)
    names = {account.name: account.full_name for account in here.accounts.all()}
    return [(one, names.get(one.officer, one.officer)) for one in here.hand_overs.queue()]


def _full_name(here: Parts, name: str) -> str:
    return next((account.full_name for account in here.accounts.all() if account.name == name), name)


def _standing(one: HandOver) -> str:
    return f"{one.state} {one.officer}".strip()


def _last(turns: list[Exchange]) -> int:
    return turns[-1].number if turns else 0
