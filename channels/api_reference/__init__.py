"""`/docs`: the public API to read, made from its own OpenAPI document; no script, nothing from other hosts."""

from functools import cache
from pathlib import Path
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import FileResponse, HTMLResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from channels.api_reference.operations import operations, schemas

_HERE = Path(__file__).parent
_POLICY = "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

router = APIRouter(include_in_schema=False)


@router.get("/docs")
def reference(request: Request) -> HTMLResponse:
    """Serve the reference of this application."""
    document: dict[str, Any] = request.app.openapi()
    html = _template("reference.html").render(
        title=document["info"]["title"],
        version=document["info"]["version"],
        operations=operations(document),
        schemas=schemas(document),
    )
    return HTMLResponse(html, headers={"Content-Security-Policy": _POLICY, "Cache-Control": "no-cache"})


@router.get("/docs/style.css")
async def style() -> FileResponse:
    """Serve the page's style."""
    return FileResponse(_HERE / "style.css", headers={"Cache-Control": "public, max-age=300"})


@cache
def _environment() -> Environment:
    loader = FileSystemLoader(_HERE)
    return Environment(loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)


def _template(name: str) -> Any:
    return _environment().get_template(name)
