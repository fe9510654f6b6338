"""Asking one source over HTTP: bounded in time and size, tried again where that may help, silent about codes.

What a reply means is decided here, once, for every source:

- 200 or 201 with JSON: the reply; 204, and 404 without a page: there is nothing;
- no reply in time, a broken connection, 5xx, an empty body, half JSON: tried again;
- a page of HTML, a redirect, any other status, a wait that the source asks for: not tried again.
"""

import json
import logging
import random
import ssl
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import httpx

from knowledge.dossiers.sources.errors import BusyError, PassingError, RefusedError
from knowledge.dossiers.sources.hanging_up import HangUp
from knowledge.dossiers.sources.manners import Manners

_NOTHING = (204, 404)


@dataclass(frozen=True)
class Question:
    """One request. `fields` go into the query, `body` as JSON; both hold codes, so neither is ever shown."""

    method: str = "GET"
    path: str = ""
    fields: Mapping[str, str] | None = None
    body: Mapping[str, object] | None = None
    headers: Mapping[str, str] | None = None

    def __repr__(self) -> str:
        return f"Question({self.method} {self.path})"


class Line:
    """The line to one source. Certificates are checked, by `ca_file` where the source has its own authority.

    No proxy, credentials or certificates are taken from the environment, and no redirect is followed.
    """

    def __init__(self, url: str, manners: Manners, ca_file: Path | None = None) -> None:
        self._url, self._manners = url, manners
        self._http = httpx.Client(
            headers={"Accept": "application/json", "Accept-Encoding": "identity"},
            verify=ssl.create_default_context(cafile=ca_file) if ca_file else True,
            # A fresh connection a request: a look-up is rare, and a kept connection may be dead already.
            limits=httpx.Limits(max_connections=manners.at_once, max_keepalive_connections=0),
            follow_redirects=False,
            trust_env=False,
        )

    def until(self) -> float:
        """Return when, on the monotonic clock, patience with a look-up that starts now ends."""
        return time.monotonic() + self._manners.whole_seconds

    @staticmethod
    def left(until: float) -> float:
        """Return how many seconds are left, 0 for none."""
        return max(0.0, until - time.monotonic())

    def ask(self, question: Question, until: float) -> object:
        """Return the reply's JSON, None where there is nothing. Raises `SourceError`."""
        attempt = 1
        while True:
            try:
                return self._once(question, until)
            except PassingError as error:
                pause = random.uniform(0.5, 1) * self._manners.pause_seconds * 2 ** (attempt - 1)
                if attempt == self._manners.tries or time.monotonic() + pause >= until:
                    raise PassingError(f"{error}, {attempt} times") from None
            time.sleep(pause)
            attempt += 1

    def _once(self, question: Question, until: float) -> object:
        left = self.left(until)
        if not left:
            raise PassingError("no time is left")
        request = self._http.build_request(
            question.method,
            self._url + question.path,
            params=question.fields,
            json=question.body,
            headers=question.headers,
            timeout=self._limits(left),
        )
        failure = ""
        try:
            with HangUp(until) as hang_up:
                request.extensions["trace"] = hang_up.trace
                response = self._http.send(request, stream=True)
                try:
                    return _judged(response, self._content(response))
                finally:
                    response.close()
        except httpx.PoolTimeout:
            raise BusyError from None
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            failure = type(error).__name__
        # Outside of the handler: the error that httpx raised holds the address, and the address the code.
        raise PassingError(f"no answer ({failure})")

    def _limits(self, left: float) -> httpx.Timeout:
        connect, read = self._manners.connect_seconds, self._manners.read_seconds
        return httpx.Timeout(connect=min(connect, left), read=min(read, left), write=min(read, left), pool=left)

    def _content(self, response: httpx.Response) -> bytes:
        if response.headers.get("Content-Encoding", "identity") != "identity":
            # What unpacks to more than its size promises is not unpacked at all.
            raise RefusedError("a packed reply that was not asked for")
        content = bytearray()
        for chunk in response.iter_raw():
            content += chunk
            if len(content) > self._manners.most_bytes:
                raise RefusedError(f"a reply of more than {self._manners.most_bytes} bytes")
        return bytes(content)


def _judged(response: httpx.Response, content: bytes) -> object:
    status = response.status_code
    if "Retry-After" in response.headers:
        raise RefusedError(f"status {status}, and a request to wait", status)
    if status >= 500:
        raise PassingError(f"status {status}")
    if content.removeprefix(b"\xef\xbb\xbf").lstrip()[:1] == b"<":
        raise RefusedError(f"a page instead of data, status {status}", status)
    if status in _NOTHING:
        return None
    if status not in (200, 201):
        raise RefusedError(f"status {status}", status)
    return _json(content)


def _json(content: bytes) -> object:
    if not content.strip():
        raise PassingError("an empty reply")
    try:
        found: object = json.loads(content)
        return found
    except (ValueError, RecursionError):
        pass
    # Outside of the handler: the decoder's error holds the whole reply.
    raise PassingError("a reply that is no whole JSON")


def _without_query(record: logging.LogRecord) -> bool:
    if isinstance(record.args, tuple):
        record.args = tuple(_short(part) if isinstance(part, httpx.URL) else part for part in record.args)
    return True


def _short(url: httpx.URL) -> str:
    return str(url.copy_with(query=None, fragment=None, username="", password=""))


# httpx writes every address to its log, and the look-ups that citizens use carry the code in the address.
logging.getLogger("httpx").addFilter(_without_query)
