"""One's own second factor: set up with an app, given up, and new recovery codes. Each asks for the password again."""

from typing import Annotated

from fastapi import APIRouter, Depends, Form, HTTPException, Request
from fastapi.responses import Response

from channels.kiosk.qr import qr_code
from eval.console import second_factors, time_codes
from eval.console.access import address, first_due, visit
from eval.console.attempts import Attempt
from eval.console.errors import SecondFactorDueError, WrongCodeError
from eval.console.page import PREFIX
from eval.console.parts import parts
from eval.console.rendering import Crumb, render, went_well
from eval.console.second_factors import Offer
from eval.console.texts import t

_LONGEST = 200
PATH = f"{PREFIX}/second-factor"

Typed = Annotated[str, Form(max_length=_LONGEST)]
Sealed = Annotated[str, Form(max_length=600)]


def _offered(request: Request) -> None:
    if parts(request).services.settings.staff_second_factor == "off":
        raise HTTPException(404)


router = APIRouter(dependencies=[Depends(_offered)])


@router.get("/second-factor")
def show(request: Request) -> Response:
    """Show what is set; where nothing is, offer a new secret."""
    return _page(request)


@router.post("/second-factor/set")
def set_up(request: Request, password: Typed, code: Typed, sealed: Sealed) -> Response:
    """Set the offered secret, and show its recovery codes once."""
    here, name = parts(request), visit(request).account.name
    offer = here.second_factors.offered(name, sealed)
    attempt = _attempt(request)
    if here.attempts.spend(attempt) > 0:
        return _page(request, "password.wait", offer)
    if here.accounts.verified(name, password) is None:
        here.note(visit(request), "second_factor.refused")
        return _page(request, "password.wrong", offer)
    try:
        codes = here.second_factors.set(name, sealed, code)
    except WrongCodeError as error:
        return _page(request, error.key, offer)
    here.attempts.forgive(attempt)
    here.staff_sessions.end_others(name, visit(request).token)
    here.note(visit(request), "second_factor.set")
    return _codes(request, codes)


@router.post("/second-factor/codes")
def renew(request: Request, password: Typed, code: Typed) -> Response:
    """Make ten new recovery codes, shown once; those of before are over."""
    here, who = parts(request), visit(request)
    if problem := _unproved(request, password, code):
        return _page(request, problem)
    here.note(who, "second_factor.codes")
    return _codes(request, here.second_factors.renew_codes(who.account.name))


@router.post("/second-factor/drop")
def drop(request: Request, password: Typed, code: Typed) -> Response:
    """Give the second factor up, as before a new telephone; whose role needs one sets the next one up at once."""
    here, who = parts(request), visit(request)
    if problem := _unproved(request, password, code):
        return _page(request, problem)
    second_factors.drop(here.services.sessions, who.account.name)
    here.note(who, "second_factor.drop")
    return went_well(PATH, "second_factor.done_dropped")


def _unproved(request: Request, password: str, code: str) -> str:
    """Return what is wrong with password and code together, "" for nothing; guessed no faster than at the door."""
    here, who = parts(request), visit(request)
    attempt = _attempt(request)
    if here.attempts.spend(attempt) > 0:
        return "password.wait"
    name = who.account.name
    if here.accounts.verified(name, password) is None or here.second_factors.verified(name, code) is None:
        here.note(who, "second_factor.refused")
        return "second_factor.unproved"
    here.attempts.forgive(attempt)
    return ""


def _attempt(request: Request) -> Attempt:
    name = visit(request).account.name
    return Attempt(name, address(request), device=f"signed in {name}", code=True)


def _page(request: Request, problem: str = "", offer: Offer | None = None) -> Response:
    here, account = parts(request), visit(request).account
    if not account.second_factor:
        offer = offer or here.second_factors.offer(account.name)
    uri = time_codes.address(offer.secret, account.name, t("second_factor.issuer")) if offer else ""
    return render(
        request,
        "second_factor.html",
        400 if problem else 200,
        crumbs=_crumbs(),
        problem=t(problem) if problem else "",
        due=first_due(request, account) is SecondFactorDueError,
        offer=offer,
        to_type=time_codes.to_type(offer.secret) if offer else "",
        qr=qr_code(uri) if offer else None,
        left=here.second_factors.left(account.name),
    )


def _codes(request: Request, codes: list[str]) -> Response:
    return render(request, "second_factor_codes.html", crumbs=_crumbs(), codes=codes)


def _crumbs() -> list[Crumb]:
    return [Crumb(t("password.title"), f"{PREFIX}/password"), Crumb(t("second_factor.title"))]
