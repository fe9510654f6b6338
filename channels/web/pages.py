"""Serves the chat page at `/`, the page inside the widget at `/widget`, the widget's script, and the static files.

The page names its files by a hash of their content, so that browsers keep them for a year and still
see a new release at once. Files asked for without the current hash are served too, but revalidated.
Only `/widget` may stand in a frame, and only on the origins of MOTCUA_WIDGET_ORIGINS.
"""

import json
import re
from functools import cache
from hashlib import sha256
from pathlib import Path

from fastapi import APIRouter, FastAPI, HTTPException, Request
from fastapi.responses import HTMLResponse
from fastapi.staticfiles import StaticFiles
from starlette.responses import Response
from starlette.types import Scope

from channels.web.bundle import bundled

STATIC = Path(__file__).parent / "static"
PREFIX = "/static/web"
ENTRY = "app.js"
BUNDLE = "page.js"
"""All modules that the page needs in one file, made in memory: on a slow network each request costs a second."""

_POLICY = (
    "default-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'self'; frame-ancestors {framers}; "
    "object-src 'none'"
)
CONTENT_SECURITY_POLICY = _POLICY.format(framers="'none'")
PAGE_HEADERS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "Cache-Control": "no-cache",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(self)",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
}
FOR_A_YEAR = "public, max-age=31536000, immutable"
FIVE_MINUTES = "public, max-age=300"
REVALIDATED = "no-cache"
LANGUAGES = ("vi", "en")

_VERSION_FOLDER = re.compile(r"v-[0-9a-f]{12}")
_WIDGET = Path(__file__).parent / "widget.js"

router = APIRouter()


@cache
def version() -> str:
    """Return the folder name, such as `v-1f2e3d4c5b6a`, that stands for the static files' present content."""
    digest = sha256()
    for path in sorted(path for path in STATIC.rglob("*") if path.is_file()):
        digest.update(path.relative_to(STATIC).as_posix().encode() + b"\0" + path.read_bytes())
    return f"v-{digest.hexdigest()[:12]}"


@cache
def page_html() -> str:
    """Return the page with every link to a static file pointing into the version folder."""
    html = (STATIC / "index.html").read_text(encoding="utf-8")
    return html.replace(f'"{PREFIX}/', f'"{PREFIX}/{version()}/')


@cache
def page_script() -> str:
    """Return the page's script: its modules, bundled."""
    return bundled(STATIC, ENTRY)


@cache
def widget_script() -> str:
    """Return the widget's script with its words, which stand in the texts of each language."""
    words = {language: _texts(language)["widget"] for language in LANGUAGES}
    code = _WIDGET.read_text(encoding="utf-8")
    return code.replace('"WIDGET_TEXTS"', json.dumps(words, ensure_ascii=False), 1)


@router.api_route("/", methods=["GET", "HEAD"], include_in_schema=False)
async def chat_page() -> HTMLResponse:
    """Serve the chat page with its content security policy."""
    return HTMLResponse(page_html(), headers=PAGE_HEADERS)


@router.get("/widget", include_in_schema=False)
async def widget_page(request: Request) -> HTMLResponse:
    """Serve the page for the widget's frame: the same, with little around it and without a cookie."""
    framers = " ".join(_framers(request))
    policy = {
        "Content-Security-Policy": _POLICY.format(framers=framers),
        "Cross-Origin-Resource-Policy": "cross-origin",
    }
    headers = PAGE_HEADERS | policy
    return HTMLResponse(page_html().replace("<html ", "<html data-embedded ", 1), headers=headers)


@router.get("/widget.js", include_in_schema=False)
async def widget() -> Response:
    """Serve the script that portal pages include."""
    headers = {
        "Cache-Control": FIVE_MINUTES,
        "Cross-Origin-Resource-Policy": "cross-origin",
        "X-Content-Type-Options": "nosniff",
    }
    return Response(widget_script(), media_type="text/javascript; charset=utf-8", headers=headers)


@router.get(f"{PREFIX}/{{folder}}/{BUNDLE}", include_in_schema=False)
async def page_script_file(folder: str) -> Response:
    """Serve the bundle; kept for a year under today's version."""
    headers = {
        "Cache-Control": FOR_A_YEAR if folder == version() else REVALIDATED,
        "X-Content-Type-Options": "nosniff",
    }
    return Response(page_script(), media_type="text/javascript; charset=utf-8", headers=headers)


class PageFiles(StaticFiles):
    """Static files, found with or without a version folder in front; cached for long only with today's."""

    async def get_response(self, path: str, scope: Scope) -> Response:
        """Answer for `path`. Raises `HTTPException` 404 where there is no such file."""
        folder, _, rest = path.partition("/")
        versioned = _VERSION_FOLDER.fullmatch(folder) is not None
        response = await super().get_response(rest if versioned else path, scope)
        response.headers["Cache-Control"] = FOR_A_YEAR if folder == version() else REVALIDATED
        response.headers["X-Content-Type-Options"] = "nosniff"
        return response


def mount(app: FastAPI, widget_origins: str = "") -> None:
    """Mount the page's static files on `app`; let the widget be embedded on `widget_origins`, split by spaces."""
    app.state.widget_origins = widget_origins.split()
    app.mount(PREFIX, PageFiles(directory=STATIC), name="web-static")


def _framers(request: Request) -> list[str]:
    origins: list[str] = request.app.state.widget_origins
    if not origins:
        raise HTTPException(404, "the widget is off: MOTCUA_WIDGET_ORIGINS names no page")
    return origins


def _texts(language: str) -> dict[str, dict[str, str]]:
    texts: dict[str, dict[str, str]] = json.loads((STATIC / f"texts.{language}.json").read_text(encoding="utf-8"))
    return texts
