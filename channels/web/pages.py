"""Serves the chat page at `/` and its files under `/static/web`.

The page names its files by a hash of their content, so that browsers keep them for a year and still
see a new release at once. Files asked for without the current hash are served too, but revalidated.
"""

import re
from functools import cache
from hashlib import sha256
from pathlib import Path

from fastapi import APIRouter, FastAPI
from fastapi.responses import HTMLResponse
from fastapi.staticfiles import StaticFiles
from starlette.responses import Response
from starlette.types import Scope

STATIC = Path(__file__).parent / "static"
PREFIX = "/static/web"
CONTENT_SECURITY_POLICY = (
    "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; object-src 'none'"
)
PAGE_HEADERS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "Cache-Control": "no-cache",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
}
FOR_A_YEAR = "public, max-age=31536000, immutable"
REVALIDATED = "no-cache"

_VERSION_FOLDER = re.compile(r"v-[0-9a-f]{12}")

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


@router.api_route("/", methods=["GET", "HEAD"], include_in_schema=False)
async def chat_page() -> HTMLResponse:
    """Serve the chat page with its content security policy."""
    return HTMLResponse(page_html(), headers=PAGE_HEADERS)


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


def mount(app: FastAPI) -> None:
    """Mount the page's static files on `app`."""
    app.mount(PREFIX, PageFiles(directory=STATIC), name="web-static")
