"""Switches: a channel or everything off, with a message to the citizen and a reason, until when."""

from datetime import UTC, datetime
from typing import Annotated

from fastapi import APIRouter, Form, Request
from fastapi.responses import Response

from bot.conversations.hours import ZONE
from channels.switches import CHANNELS, EVERYTHING, Switch
from eval.console.access import visit
from eval.console.page import Page
from eval.console.parts import parts
from eval.console.rendering import Crumb, render, went_well
from eval.console.roles import Role
from eval.console.texts import t

router = APIRouter()
PAGE = Page("switches", Role.ADMINISTRATOR, router, "running")
_LONGEST = 500


@router.get("")
def show(request: Request) -> Response:
    """Show what is off, and the form that switches off."""
    return _page(request)


@router.post("/off")
def switch_off(
    request: Request,
    channel: Annotated[str, Form()] = "",
    message: Annotated[str, Form(max_length=_LONGEST)] = "",
    reason: Annotated[str, Form(max_length=_LONGEST)] = "",
    until: Annotated[str, Form(max_length=30)] = "",
) -> Response:
    """Switch off, at once in every replica."""
    here, who = parts(request), visit(request)
    typed = {"channel": channel, "message": message, "reason": reason, "until": until}
    problem, moment = _problem(typed), _moment(until)
    if problem:
        return _page(request, t(problem), typed)
    switch = Switch(channel, message.strip(), reason.strip(), moment, who.account.name, datetime.now(UTC))
    here.switches.switch_off(switch)
    here.note(who, "switches.off", channel, f"{switch.reason} | {switch.message} | {until}")
    return went_well(PAGE.path, "switches.done_off")


@router.post("/on")
def switch_on(request: Request, channel: Annotated[str, Form(max_length=20)]) -> Response:
    """Switch on again."""
    here = parts(request)
    if here.switches.switch_on(channel):
        here.note(visit(request), "switches.on", channel)
    return went_well(PAGE.path, "switches.done_on")


def _problem(typed: dict[str, str]) -> str:
    """Return the text that says what is wrong with the form, "" for nothing."""
    if typed["channel"] not in (EVERYTHING, *CHANNELS):
        return "switches.no_channel"
    if not typed["message"].strip() or not typed["reason"].strip():
        return "switches.no_words"
    if typed["until"]:
        moment = _moment(typed["until"])
        if moment is None or moment <= datetime.now(UTC):
            return "switches.bad_until"
    return ""


def _moment(local: str) -> datetime | None:
    """Return a moment in Viet Nam, typed as the browser's date and time field sends it; None for none."""
    try:
        return datetime.fromisoformat(local).replace(tzinfo=ZONE)
    except ValueError:
        return None


def _page(request: Request, problem: str = "", typed: dict[str, str] | None = None) -> Response:
    return render(
        request,
        "switches.html",
        400 if problem else 200,
        crumbs=[Crumb(t("switches.title"))],
        off=parts(request).switches.all(),
        channels=(EVERYTHING, *CHANNELS),
        problem=problem,
        typed=typed or {"channel": "", "message": t("switches.message_proposed"), "reason": "", "until": ""},
        longest=_LONGEST,
    )
