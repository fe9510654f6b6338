"""A real HTTP server on the loopback address that behaves like the live portal, well or badly as a test wants.

Run by itself (with `PYTHONPATH=.`) it serves a few invented records for a trial of `knowledge sync`.
"""

import argparse
import json
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from knowledge.procedures.sources.portal import DETAIL, LIST, PROVINCES
from tests.knowledge.procedures.samples import detail, listed, raw_method

HTML = b"<!DOCTYPE html><html><body>Please wait</body></html>"
SHORTEST_NAME = 40
"""A User-Agent below this length gets a page of HTML."""
Answer = tuple[int, bytes, dict[str, str]]
Fault = Callable[[str, dict[str, Any]], "Answer | None"]


class PortalServer(ThreadingHTTPServer):
    """Serves `details` (raw answers by code) and their list, newest id first, `page_size` rows a page.

    `faults` are asked in turn, one for each request, whether to answer otherwise, and `always` after them; `asked`
    counts what was asked. Answers wait for `delay` seconds, and `drip` seconds after each byte.
    """

    daemon_threads = True

    def __init__(self, page_size: int = 3, port: int = 0) -> None:
        super().__init__(("127.0.0.1", port), _Handler)
        self.page_size = page_size
        self.details: dict[str, dict[str, Any]] = {}
        self.rows: list[Any] = []
        self.faults: list[Fault | None] = []
        self.always: Fault | None = None
        self.asked: Counter[str] = Counter()
        self.bodies: list[tuple[str, dict[str, Any]]] = []
        self.moments: list[float] = []
        self.agents: set[str] = set()
        self.connections = 0
        self.delay = 0.0
        self.drip = 0.0

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"

    def offer(self, *codes: str, updated_at: int | None = None, **changes: Any) -> None:
        """List procedures with a record of our own making each; `changes` go into the record."""
        for code in codes:
            stamp = {} if updated_at is None else {"updatedAt": updated_at}
            data = {"id": f"id-{code}", "name": f"Cấp giấy {code}", **stamp, **changes}
            self.offer_record(detail(code, **data), stamp)

    def offer_record(self, answer: dict[str, Any], more: dict[str, Any] | None = None) -> None:
        """List the procedure of a raw answer, in place of an earlier one with its code."""
        data = answer["data"]
        self.withdraw(data["code"])
        self.details[data["code"]] = answer
        row = {**listed(data["code"], data["type"]), "id": data["id"], "name": data["name"], **(more or {})}
        self.rows.append(row)
        self.rows.sort(key=lambda row: str(row["id"]), reverse=True)

    def withdraw(self, code: str) -> None:
        self.rows = [row for row in self.rows if row.get("code") != code]
        self.details.pop(code, None)

    def answer(self, path: str, body: dict[str, Any]) -> Answer:
        if path == PROVINCES:
            return ok([{"name": "Thành phố Cần Thơ"}])
        if path == LIST:
            return ok(self._page(body.get("lastId")))
        found = next((item for item in self.details.values() if item["data"]["id"] == body.get("id")), None)
        return (201, json.dumps(found).encode(), {}) if found else (404, b"{}", {})

    def _page(self, after: str | None) -> list[Any]:
        ids = [row["id"] for row in self.rows]
        start = ids.index(after) + 1 if after else 0
        return self.rows[start : start + self.page_size]


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    server: PortalServer

    def setup(self) -> None:
        super().setup()
        self.server.connections += 1

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self._note(body)
        time.sleep(self.server.delay)
        status, content, headers = self._faulty(body) or self.server.answer(self.path, body)
        self.send_response(status)
        for name, value in {"Content-Length": str(len(content)), **headers}.items():
            self.send_header(name, value)
        self.end_headers()
        self._write(content)

    def _write(self, content: bytes) -> None:
        pieces = [content[at : at + 1] for at in range(len(content))] if self.server.drip else [content]
        with suppress(ConnectionError):
            for piece in pieces:
                self.wfile.write(piece)
                time.sleep(self.server.drip)

    def _note(self, body: dict[str, Any]) -> None:
        self.server.asked[str(body.get("id", self.path))] += 1
        self.server.bodies.append((self.path, body))
        self.server.moments.append(time.monotonic())
        self.server.agents.add(self.headers["User-Agent"])

    def _faulty(self, body: dict[str, Any]) -> Answer | None:
        if len(self.headers["User-Agent"]) < SHORTEST_NAME:
            return html(self.path, body)
        fault = self.server.faults.pop(0) if self.server.faults else self.server.always
        return fault(self.path, body) if fault else None

    def log_message(self, *told: object) -> None:
        """Keep quiet."""


def ok(data: Any) -> Answer:
    return 201, json.dumps({"code": "OK", "message": "", "data": data}).encode(), {}


def html(path: str, body: dict[str, Any]) -> Answer:
    return 200, HTML, {"Content-Type": "text/html"}


def half(path: str, body: dict[str, Any]) -> Answer:
    return 201, ok([{"id": "1"}] * 9)[1][:40], {}


def empty(path: str, body: dict[str, Any]) -> Answer:
    return 201, b"", {}


def cut(path: str, body: dict[str, Any]) -> Answer:
    """Promise more bytes than come, then hang up."""
    return 201, b'{"data": [', {"Content-Length": "1000", "Connection": "close"}


def slow(path: str, body: dict[str, Any]) -> Answer:
    time.sleep(0.8)
    return ok([])


def wrong_shape(path: str, body: dict[str, Any]) -> Answer:
    return 201, b'["no object"]', {}


def no_data(path: str, body: dict[str, Any]) -> Answer:
    return 201, b'{"code": "OK"}', {}


def reported(path: str, body: dict[str, Any]) -> Answer:
    return 201, b'{"code": "ERR_17", "message": "busy"}', {}


def nested(path: str, body: dict[str, Any]) -> Answer:
    return 201, b"[" * 100_000, {}


def redirect(path: str, body: dict[str, Any]) -> Answer:
    return 302, b"", {"Location": "/captcha"}


def status(code: int, **headers: str) -> Fault:
    return lambda path, body: (code, b"{}", {name.replace("_", "-"): value for name, value in headers.items()})


def only(path: str, fault: Fault, **wanted: str) -> Fault:
    """Return a fault that strikes one path alone, and only bodies that hold what is `wanted`."""
    return lambda asked, body: fault(asked, body) if asked == path and wanted.items() <= body.items() else None


def for_detail(fault: Fault, code: str) -> Fault:
    return only(DETAIL, fault, id=f"id-{code}")


def every(number: int, fault: Fault) -> Fault:
    """Return a fault that strikes every n-th request."""
    count = Counter[str]()

    def struck(path: str, body: dict[str, Any]) -> Answer | None:
        count["requests"] += 1
        return fault(path, body) if count["requests"] % number == 0 else None

    return struck


@contextmanager
def serving(page_size: int = 3) -> Iterator[PortalServer]:
    """Serve on a free port in a thread until the block ends."""
    server = PortalServer(page_size)
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()


def invented(server: PortalServer, later: bool = False) -> None:
    """Offer a few records of nobody's; `later`, some changed, left or came."""
    paper = {"name": "- Giấy tờ chứng minh nơi ở;", "code": "G01-KQ7", "originalQty": 1, "copyQty": 0}
    server.offer("9.900001", "9.900002", "9.900003", "9.900004")
    if not later:
        server.offer("1.001193")
        return
    server.withdraw("9.900003")
    server.offer("9.900005")
    server.offer("1.001193", executionMethods=[raw_method(processingTime=2)])
    server.offer("9.900002", executionCases=[{"name": "* Giấy tờ phải nộp:", "profileComponents": [paper]}])
    server.details["9.900004"]["data"].pop("executionCases")


def main() -> None:
    """Serve the invented records until interrupted."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--port", type=int, default=8099)
    parser.add_argument("--later", action="store_true", help="serve the records as they are some weeks later")
    options = parser.parse_args()
    server = PortalServer(port=options.port)
    invented(server, options.later)
    with suppress(KeyboardInterrupt):
        server.serve_forever()


if __name__ == "__main__":
    main()
