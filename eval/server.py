"""Talking to a running assistant over HTTP. A request that fails is told apart from an assistant that is not there."""

import time
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

import httpx
from pydantic import BaseModel, ValidationError

from eval.errors import UnreachableServerError

URL = "http://localhost:8000"
TIMEOUT = 30.0
"""Seconds after which a question has no answer."""

Body = TypeVar("Body", bound=BaseModel)


@dataclass(frozen=True)
class Response(Generic[Body]):
    """What came back after how long; `body` None: nothing usable, `error` says why."""

    body: Body | None
    milliseconds: float
    error: str = ""


class Ready(BaseModel):
    """What a server says of itself. `rasa_model`: file of the dialogue's model, where it tells that."""

    release: str | None = None
    rasa_model: dict[str, str] | None = None


def connect(url: str) -> httpx.Client:
    """Return a client of the server at `url` that keeps its cookies. Raises `UnreachableServerError` for no URL."""
    try:
        return httpx.Client(base_url=url, timeout=TIMEOUT)
    except httpx.InvalidURL as error:
        raise UnreachableServerError(f"{url}: {error}") from error


def release_name(client: httpx.Client) -> str | None:
    """Return the release that the server says it runs, None where it does not say.

    Raises `UnreachableServerError` where nothing answers.
    """
    return ready(client).release


def ready(client: httpx.Client) -> Ready:
    """Return what the server says of itself at `/readyz`, nothing where it does not say.

    Raises `UnreachableServerError` where nothing answers.
    """
    try:
        response = client.get("/readyz")
    except httpx.HTTPError as error:
        raise UnreachableServerError(f"{client.base_url}: {error}. {UnreachableServerError.__doc__}") from error
    try:
        return Ready.model_validate_json(response.content)
    except ValidationError:
        return Ready()


def send(client: httpx.Client, body: type[Body], method: str, path: str, **content: Any) -> Response[Body]:
    """Send one request and read its JSON as `body`. `content`: what `httpx.Client.request` takes."""
    started = time.perf_counter()
    try:
        response = client.request(method, path, **content)
        milliseconds = (time.perf_counter() - started) * 1000
        response.raise_for_status()
        return Response(body.model_validate_json(response.content), milliseconds)
    except (httpx.HTTPError, ValidationError) as error:
        return Response(None, (time.perf_counter() - started) * 1000, f"{type(error).__name__}: {error}")
