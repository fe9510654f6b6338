"""Every route of the public application, found and not listed: a new one is tested by being there."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from fastapi import FastAPI
from starlette.routing import BaseRoute, Mount, WebSocketRoute

_FILLED = {"procedure_code": "1.001193", "conversation_id": "no-conversation", "number": "0000000000"}
_A_FILE = {"/static/web": "app.js", "/static/kiosk": "kiosk.js", "/staff/static": "console.css"}


@dataclass(frozen=True)
class Door:
    """One method at one path, its parameters filled in."""

    method: str
    path: str

    def __str__(self) -> str:
        return f"{self.method} {self.path}"


def doors(app: FastAPI) -> list[Door]:
    """Return every door of the application but its WebSockets, in the order of the routes."""
    found = []
    for path, route in _leaves(app.routes, ""):
        if isinstance(route, Mount):
            found.append(Door("GET", f"{path}/{_A_FILE[path]}"))
        elif methods := getattr(route, "methods", None):
            filled = re.sub(r"\{(\w+)[^}]*\}", lambda named: _FILLED.get(named[1], "1"), path)
            found += [Door(method, filled) for method in sorted(methods)]
    return found


def sockets(app: FastAPI) -> list[str]:
    """Return the paths of the WebSockets."""
    return [path for path, route in _leaves(app.routes, "") if isinstance(route, WebSocketRoute)]


def _leaves(routes: Iterable[BaseRoute], prefix: str) -> Iterator[tuple[str, BaseRoute]]:
    for route in routes:
        path = prefix + getattr(route, "path", "")
        # What FastAPI keeps of an included router: the router, and the prefix that it was included with.
        included = getattr(route, "original_router", None)
        inner = included.routes if included else getattr(route, "routes", None) or ()
        if included:
            path += getattr(route, "include_context").prefix  # noqa: B009
        if inner:
            yield from _leaves(inner, path)
        elif not included:
            yield path, route
