"""Pages as HTML: Jinja2 templates with every value escaped, under a policy that runs no script of anybody else's."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from http.client import OK
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from fastapi import Request
from fastapi.responses import HTMLResponse, RedirectResponse, StreamingResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from bot.conversations.hours import ZONE
from eval.console import tokens
from eval.console.access import bound_to, first_due
from eval.console.page import PREFIX, Page
from eval.console.parts import parts
from eval.console.roles import Role
from eval.console.texts import known, t
from eval.console.tour_panel import Panel, panel

HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self';"
        " form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "Cache-Control": "no-store",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
}
GROUPS = ("citizens", "teaching", "figures", "running")


@dataclass(frozen=True)
class Crumb:
    """One step of the way to a page; the page itself has no address."""

    label: str
    path: str = ""


def render(
    request: Request, template: str, status: int = 200, *, crumbs: Sequence[Crumb] = (), **values: Any
) -> HTMLResponse:
    """Return a page. In it are `t`, `visit` (None on the way in), `form_token`, the navigation, and `values`.

    `crumbs`: what stands between the start and the page; the last one is the page.
    """
    here = getattr(request.state, "visit", None)
    pages = navigation(request, here.account.role) if here and not first_due(request, here.account) else []
    html = (
        environment()
        .get_template(template)
        .render(
            visit=here,
            navigation=pages,
            tour=_tour(request, pages) if status == OK else None,
            path=request.url.path,
            crumbs=crumbs,
            done=_done(request),
            form_token=tokens.form_token(parts(request).secret, bound_to(request)),
            **values,
        )
    )
    return HTMLResponse(html, status, HEADERS)


def _tour(request: Request, navigation: Sequence[tuple[str, list[Page]]]) -> Panel | None:
    """Return what the tour shows on a page, None for who is not quite in yet."""
    if not navigation:
        return None
    seen = [page for _, pages in navigation for page in pages]
    return panel(parts(request), request.state.visit.account.name, seen, request.url.path)


def navigation(request: Request, role: Role) -> list[tuple[str, list[Page]]]:
    """Return the pages that `role` may see, by group."""
    pages: Iterable[Page] = request.app.state.pages
    allowed = [page for page in pages if role.allows(page.role)]
    grouped = [(group, [page for page in allowed if page.group == group]) for group in GROUPS]
    return [(group, found) for group, found in grouped if found]


def went_well(path: str, done: str, at: str = "") -> RedirectResponse:
    """Return to a page after a form, which says so with the text `done`, such as `live.done_taken`.

    `at`: the id of what is looked at next.
    """
    return RedirectResponse(f"{path}{'&' if '?' in path else '?'}done={done}{at and f'#{at}'}", 303, HEADERS)


def download(name: str, lines: Iterable[str]) -> StreamingResponse:
    """Return lines of CSV as a file."""
    headers = HEADERS | {"Content-Disposition": f'attachment; filename="{name}"'}
    return StreamingResponse(lines, media_type="text/csv; charset=utf-8", headers=headers)


@cache
def environment() -> Environment:
    """Return the environment of all templates."""
    made = Environment(
        loader=FileSystemLoader(Path(__file__).with_name("templates")),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.globals |= {"t": t, "known": known, "PREFIX": PREFIX}
    made.filters |= {"moment": moment, "query": _query}
    return made


def moment(value: datetime | None) -> str:
    """Return "23/11/2026 10:12" in Viet Nam's time, "" for none."""
    return f"{value.astimezone(ZONE):%d/%m/%Y %H:%M}" if value else ""


def _query(values: dict[str, Any]) -> str:
    return urlencode(values, doseq=True)


def _done(request: Request) -> str:
    done = request.query_params.get("done", "")
    # Only texts that say what was done: an address that somebody made up says nothing else.
    return t(done) if done.partition(".")[2].startswith("done_") and known(done) else ""
