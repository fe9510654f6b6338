"""Serves the kiosk's pages `/kiosk` and `/kiosk/health`, its service worker, and the files under `/static/kiosk`."""

from functools import cache
from hashlib import sha256
from pathlib import Path

from fastapi import APIRouter, FastAPI
from fastapi.responses import FileResponse, HTMLResponse

from channels.web.pages import PAGE_HEADERS, PageFiles
from channels.web.pages import STATIC as WEB_STATIC

STATIC = Path(__file__).parent / "static"
PREFIX = "/static/kiosk"
# Not kept in the browser's back-forward memory: nobody goes back to what another person saw.
_HEADERS = {**PAGE_HEADERS, "Cache-Control": "no-store"}

router = APIRouter(include_in_schema=False)


@cache
def version() -> str:
    """Return twelve hex digits that stand for the present content of all files that a kiosk shows."""
    digest = sha256()
    for folder in (STATIC, WEB_STATIC):
        for path in sorted(path for path in folder.rglob("*") if path.is_file()):
            digest.update(path.relative_to(folder).as_posix().encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()[:12]


@cache
def files() -> list[str]:
    """Return the addresses of everything that the page needs without network; nothing of it says anything of anybody."""
    shown = [(PREFIX, STATIC, path) for path in STATIC.rglob("*") if path.suffix != ".html"]
    shown += [("/static/web", WEB_STATIC, path) for path in WEB_STATIC.rglob("*") if path.suffix != ".html"]
    addresses = [f"{prefix}/{path.relative_to(folder).as_posix()}" for prefix, folder, path in shown if path.is_file()]
    data = ["/api/v1/kiosk/setup", "/api/v1/topics", "/api/v1/life-events"]
    return ["/kiosk", *data, *sorted(addresses)]


@router.api_route("/kiosk", methods=["GET", "HEAD"])
async def kiosk_page() -> HTMLResponse:
    """Serve the kiosk's page."""
    return HTMLResponse((STATIC / "kiosk.html").read_text(encoding="utf-8"), headers=_HEADERS)


@router.api_route("/kiosk/health", methods=["GET", "HEAD"])
async def health_page() -> HTMLResponse:
    """Serve the operator's page."""
    return HTMLResponse((STATIC / "health.html").read_text(encoding="utf-8"), headers=_HEADERS)


@router.get("/kiosk/sw.js")
async def service_worker() -> FileResponse:
    """Serve the service worker, which may look after `/kiosk` itself."""
    headers = {
        "Cache-Control": "no-cache",
        # A worker fetches under its own policy.
        "Content-Security-Policy": "default-src 'self'",
        "Service-Worker-Allowed": "/kiosk",
        "X-Content-Type-Options": "nosniff",
    }
    return FileResponse(STATIC / "service_worker.js", media_type="text/javascript", headers=headers)


@router.get("/kiosk/files")
async def file_list() -> list[str]:
    """Return what the service worker is to keep."""
    return files()


def mount(app: FastAPI) -> None:
    """Mount the kiosk's static files on `app`."""
    app.mount(PREFIX, PageFiles(directory=STATIC), name="kiosk-static")
