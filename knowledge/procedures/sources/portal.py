"""The live portal: three POST requests that answer JSON, asked politely over one connection.

What an answer means is decided here, once, for every request:

- 200 or 201 with a JSON object that can be read: the answer;
- a page of HTML, 401, 403, 429, a redirect: blocked, wait and try again;
- no answer in time, a broken connection, 5xx, an empty body, half JSON, JSON of another shape: try again;
- any other 4xx: this one request is refused for good.

The National Public Service Portal publishes no description of these requests; the shapes are those of its own pages.
"""

import json
import random
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from types import TracebackType
from typing import Any, Self, TypeVar

import httpx

from knowledge.procedures.errors import (
    PortalBlockedError,
    PortalError,
    PortalFailedError,
    PortalRejectedError,
    PortalRepeatsError,
    TryAgainError,
)

LIST = "/api/v1/submitting/formality/list-all-public-formality-by-citizen"
DETAIL = "/api/v1/configuring/formality/get-formality-by-citizen"
PROVINCES = "/api/v1/configuring/province-vn/list-by-citizen"
_MOST_BYTES = 50_000_000
"""No answer of the portal comes near this; more is not read."""
T = TypeVar("T")
Row = dict[str, Any]


@dataclass(frozen=True)
class Manners:
    """How the portal is asked; all times in seconds. See the settings `MOTCUA_PORTAL_...`."""

    user_agent: str
    pause: float = 1.0
    timeout: float = 30.0
    tries: int = 6
    backoff: float = 2.0
    longest_wait: float = 300.0


class Portal:
    """The live portal behind one connection. Every method raises `PortalError` when patience ends."""

    def __init__(self, url: str, manners: Manners) -> None:
        self.url = url.rstrip("/")
        self._manners = manners
        self._asked_at = -manners.pause
        self._http = httpx.Client(
            headers={"User-Agent": manners.user_agent, "Accept": "application/json"},
            timeout=manners.timeout,
            limits=httpx.Limits(max_connections=1),
            follow_redirects=False,
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._http.close()

    def knock(self) -> None:
        """Ask for the provinces, the smallest request: who is blocked learns it before anything else."""
        self._ask(PROVINCES, {}, lambda answer: answer)

    def page(self, after: str | None, seen: set[str]) -> list[Any]:
        """Return the rows of the list after the row with the id `after`; none is the end of the list.

        Raises `PortalRepeatsError` for a page that ends in a row of `seen`, the ids that ended earlier pages.
        """
        return self._ask(LIST, {"lastId": after} if after else {}, lambda answer: _rows(answer, seen))

    def detail(self, portal_id: str) -> dict[str, Any]:
        """Return the portal's raw answer for one procedure, its record under `data`."""
        return self._ask(DETAIL, {"id": portal_id}, _record)

    def _ask(self, path: str, body: dict[str, Any], read: Callable[[dict[str, Any]], T]) -> T:
        for attempt in range(1, self._manners.tries + 1):
            try:
                return read(self._once(path, body))
            except TryAgainError as error:
                wait = self._wait(attempt, error)
                if attempt == self._manners.tries:
                    raise error.becomes(f"{path}: {error}, {attempt} times") from error
            time.sleep(wait)
        raise PortalFailedError

    def _wait(self, attempt: int, error: TryAgainError) -> float:
        if error.wait is not None and error.wait > self._manners.longest_wait:
            raise PortalBlockedError(f"{error}, and asks to wait for {error.wait:.0f} seconds") from error
        if error.wait is not None:
            return error.wait
        longest = min(self._manners.longest_wait, self._manners.backoff * 2 ** (attempt - 1))
        return random.uniform(longest / 2, longest)

    def _once(self, path: str, body: dict[str, Any]) -> dict[str, Any]:
        time.sleep(max(0.0, self._asked_at + self._manners.pause - time.monotonic()))
        try:
            with self._http.stream("POST", self.url + path, json=body) as response:
                return _judged(response, self._content(response))
        except httpx.InvalidURL as error:
            raise PortalError(f"{self.url}: is no address: {error}") from error
        except httpx.HTTPError as error:
            raise TryAgainError(f"no answer: {type(error).__name__}: {error}") from error
        finally:
            self._asked_at = time.monotonic()

    def _content(self, response: httpx.Response) -> bytes:
        """Read the body within the time limit: httpx's own limit starts anew with every byte."""
        until, content = time.monotonic() + self._manners.timeout, bytearray()
        for chunk in response.iter_bytes():
            content += chunk
            if time.monotonic() > until or len(content) > _MOST_BYTES:
                raise TryAgainError(f"no whole answer in {self._manners.timeout:g} s or {_MOST_BYTES} bytes")
        return bytes(content)


def _judged(response: httpx.Response, content: bytes) -> dict[str, Any]:
    status, wait = response.status_code, _retry_after(response.headers.get("Retry-After"))
    if status >= 500:
        raise TryAgainError(f"status {status}", wait=wait)
    if response.is_redirect:
        told = f"a redirect to {response.headers.get('Location')}"
        raise TryAgainError(told, PortalBlockedError, wait)
    if status in (401, 403, 429) or content.lstrip()[:1] == b"<":
        page = "a page of HTML" if content.lstrip()[:1] == b"<" else "a refusal"
        raise TryAgainError(f"{page} with status {status} instead of data", PortalBlockedError, wait)
    if status == 408:
        raise TryAgainError("status 408", wait=wait)
    if status not in (200, 201):
        raise PortalRejectedError(f"status {status}")
    return _object(content)


def _object(content: bytes) -> dict[str, Any]:
    try:
        answer = json.loads(content)
    except (ValueError, RecursionError) as error:
        told = "an empty answer" if not content.strip() else f"an answer that is no whole JSON ({error})"
        raise TryAgainError(told) from error
    if not isinstance(answer, dict):
        raise TryAgainError("JSON that is no object")
    if answer.get("code") not in (None, "OK"):
        raise TryAgainError(f"the portal reports {answer['code']!r}: {answer.get('message')}")
    return answer


def _retry_after(told: str | None) -> float | None:
    """Read the header Retry-After (RFC 9110, 10.2.3): seconds or a date."""
    if not told:
        return None
    if told.strip().isdecimal():
        return float(told)
    try:
        until = parsedate_to_datetime(told)
    except ValueError:
        return None
    return max(0.0, (until.astimezone(UTC) - datetime.now(UTC)).total_seconds())


def _record(answer: dict[str, Any]) -> dict[str, Any]:
    if not isinstance(answer.get("data"), dict):
        raise TryAgainError("an answer without a record")
    return answer


def _rows(answer: dict[str, Any], seen: set[str]) -> list[Any]:
    data = answer.get("data")
    lists = [item for item in data.values() if isinstance(item, list)] if isinstance(data, dict) else [data]
    if len(lists) != 1 or not isinstance(lists[0], list):
        raise TryAgainError("an answer without one list of procedures")
    rows = lists[0]
    if rows and not last_id(rows):
        raise TryAgainError("a page without any id")
    if rows and last_id(rows) in seen:
        raise TryAgainError("a page that came before", PortalRepeatsError)
    return rows


def last_id(rows: list[Any]) -> str:
    """Return the id of a page's last row that has one, where the next page goes on; empty if none has."""
    ids = (row.get("id") for row in reversed(rows) if isinstance(row, dict))
    return next((given for given in ids if isinstance(given, str) and given), "")
