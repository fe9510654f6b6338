"""The inbox: messages that went wrong, alike ones together. Officers read, editors settle."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from functools import partial
from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Depends, Form, Request
from fastapi.responses import Response

from eval.console.access import needs, visit
from eval.console.grouping import grouping
from eval.console.inbox.groups import STANDINGS, Group, Standing, Wanted, groups
from eval.console.inbox.mishaps import KINDS, MOST, Mishap, mishaps
from eval.console.inbox.papers import asked_for
from eval.console.inbox.settling import VERDICTS, Settlements, Verdict, entry_of
from eval.console.naming import procedure_name
from eval.console.page import Page
from eval.console.paging import Paging
from eval.console.parts import parts
from eval.console.rendering import Crumb, render, went_well
from eval.console.roles import Role
from eval.console.texts import t

router = APIRouter()
PAGE = Page("inbox", Role.OFFICER, router, "teaching")
_DAYS = (0, 1, 7, 30)
"""How many days back one may look; 0: without an end."""
_WAITING = "waiting"
"""What the page asks for where nothing is said: all that is not settled."""
_FILTERS: dict[str, Sequence[Standing]] = {_WAITING: ("open", "reopened")}
_FILTERS |= {one: (one,) for one in STANDINGS} | {"all": STANDINGS}
_LONGEST_REASON = 500
_SAYINGS_SHOWN = 4


@router.get("")
def show(request: Request, kind: str = "", days: int = 0, state: str = _WAITING, page: int = 1) -> Response:
    """Show the groups, the largest first; those of one kind, of the last days or in one state, where asked for."""
    days, kind = days if days in _DAYS else 0, kind if kind in KINDS else ""
    state = state if state in _FILTERS else _WAITING
    since = datetime.now(UTC) - timedelta(days=days) if days else None
    wanted = Wanted(kind, since, _FILTERS[state])
    everything = _groups(request)
    found = [group for group in everything if wanted.takes(group)]
    paging = Paging(page, len(found))
    return render(
        request,
        "inbox.html",
        crumbs=[Crumb(t("inbox.title"))],
        found=found[paging.first_line : paging.first_line + paging.size],
        count=sum(group.count for group in found),
        is_empty=not everything,
        name=partial(procedure_name, parts(request).services.library),
        kinds=KINDS,
        days=_DAYS,
        states=[*_FILTERS],
        wanted={"kind": kind, "days": days, "state": state},
        most=MOST,
        retention=parts(request).services.settings.retention_days,
        shown=_SAYINGS_SHOWN,
        paging=paging,
    )


@router.get("/{entry}")
def show_one(request: Request, entry: str, page: int = 1) -> Response:
    """Show one group: everything in it, what was decided, and what an editor may decide. Reading it is a deed."""
    shown = _page(request, entry, page=page)
    if shown.status_code == HTTPStatus.OK:
        parts(request).note(visit(request), "inbox.open", entry)
    return shown


@router.post("/{entry}/settle", dependencies=[Depends(needs(Role.EDITOR))])
def settle(
    request: Request,
    entry: str,
    verdict: Annotated[str, Form(max_length=20)] = "",
    reason: Annotated[str, Form(max_length=_LONGEST_REASON)] = "",
    until: Annotated[str, Form(max_length=40)] = "",
) -> Response:
    """Settle what the editor has seen of a group: what came in since the page was made stays open."""
    here, who, words = parts(request), visit(request), " ".join(reason.split())
    chosen: Verdict | None = next((one for one in VERDICTS if one == verdict), None)
    if chosen is None or (chosen == "ignored" and not words):
        return _page(request, entry, t("inbox.no_verdict" if chosen is None else "inbox.no_reason"), verdict, reason)
    group = _group(request, entry)
    seen = _seen(group, until) if group else []
    if not seen:
        return _page(request, entry, t("inbox.gone"))
    Settlements(here.services.sessions).settle(chosen, words, who.account.name, seen)
    here.note(who, "inbox.settle", entry, f"{chosen} {len(seen)}")
    return went_well(PAGE.path, "inbox.done_settled")


@router.post("/{entry}/reopen", dependencies=[Depends(needs(Role.EDITOR))])
def reopen(request: Request, entry: str) -> Response:
    """Take back what was decided about a group."""
    here, group = parts(request), _group(request, entry)
    if group is None:
        return _page(request, entry)
    Settlements(here.services.sessions).reopen(group.mishaps)
    here.note(visit(request), "inbox.reopen", entry)
    return went_well(f"{PAGE.path}/{entry}", "inbox.done_reopened")


def _page(
    request: Request, entry: str, problem: str = "", verdict: str = "", reason: str = "", page: int = 1
) -> Response:
    here, group = parts(request), _group(request, entry)
    crumbs = [Crumb(t("inbox.title"), PAGE.path), Crumb(t("inbox.one"))]
    if group is None:
        return render(request, "error.html", 404, crumbs=crumbs, heading=t("errors.heading_404"), text=t("inbox.gone"))
    paging, services = Paging(page, group.count), here.services
    return render(
        request,
        "inbox_group.html",
        400 if problem else 200,
        crumbs=crumbs,
        group=group,
        lines=group.mishaps[paging.first_line : paging.first_line + paging.size],
        paper=asked_for(group, services.library, services.sessions) if group.is_paper else None,
        name=partial(procedure_name, services.library),
        verdicts=VERDICTS,
        typed={"verdict": verdict, "reason": reason},
        may_settle=visit(request).account.role.allows(Role.EDITOR),
        settled=lambda mishap: entry_of(mishap) in group.settlements,
        longest=_LONGEST_REASON,
        problem=problem,
        paging=paging,
    )


def _groups(request: Request) -> list[Group]:
    services = parts(request).services
    names = tuple(services.library.retriever.names.values())
    return groups(mishaps(services.sessions), Settlements(services.sessions).all(), grouping(names))


def _group(request: Request, entry: str) -> Group | None:
    """Return the group in which a mishap is now, None where it is gone."""
    return next((group for group in _groups(request) if any(one.entry == entry for one in group.mishaps)), None)


def _seen(group: Group, until: str) -> list[Mishap]:
    """Return what had happened when the page was made; all where that is not said."""
    try:
        moment = datetime.fromisoformat(until)
    except ValueError:
        return [*group.mishaps]
    return [one for one in group.mishaps if one.at <= moment]
