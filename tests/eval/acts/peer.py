"""A small server that speaks Rasa's HTTP API: `GET /status` and `POST /model/parse`.

Run by itself it takes the command line of Rasa's own server, and hears nothing but thanks.
"""

import argparse
import json
from collections.abc import Mapping
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread
from typing import Any

STATUS: dict[str, Any] = {
    "model_file": "models/0123456789abcdef.tar.gz",
    "model_id": "abc",
    "num_active_training_jobs": 0,
}


class RasaPeer:
    """Hears the scripted acts, and `otherwise` in the rest; an act that is empty is an internal error.

    Without its `api` it serves what Rasa serves then: nothing under these addresses.
    """

    def __init__(
        self,
        scripted: Mapping[str, str],
        otherwise: str = "nlu_fallback",
        api: bool = True,
        model: str = STATUS["model_file"],
        port: int = 0,
    ) -> None:
        self.scripted = scripted
        self.otherwise = otherwise
        self.api = api
        self.status = {**STATUS, "model_file": model}
        self.asked: list[str] = []
        self._http = ThreadingHTTPServer(("127.0.0.1", port), self._handler())
        self.url = f"http://127.0.0.1:{self._http.server_port}"

    def __enter__(self) -> "RasaPeer":
        Thread(target=self._http.serve_forever, args=(0.05,), daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._http.shutdown()
        self._http.server_close()

    def parse(self, text: str) -> tuple[int, dict[str, Any]]:
        self.asked.append(text)
        act = self.scripted.get(text, self.otherwise)
        if not act:
            return 500, {"reason": "ParsingError"}
        return 200, {"text": text, "intent": {"name": act, "confidence": 0.9}, "entities": [], "intent_ranking": []}

    def _handler(peer) -> type[BaseHTTPRequestHandler]:
        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                self._send(*((200, peer.status) if peer.api and self.path == "/status" else (404, {})))

            def do_POST(self) -> None:
                content = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                known = peer.api and self.path == "/model/parse"
                self._send(*(peer.parse(content["text"]) if known else (404, {})))

            def log_message(self, *_: object) -> None:
                """Stay silent."""

            def _send(self, status: int, content: dict[str, Any]) -> None:
                body = json.dumps(content).encode()
                self.send_response(status)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

        return Handler


def main() -> None:
    """Serve until the process is ended."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("command", choices=["run"])
    parser.add_argument("--enable-api", action="store_true")
    parser.add_argument("--model", required=True)
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--interface", choices=["127.0.0.1"], required=True)
    told = parser.parse_args()
    with RasaPeer({}, "thank", told.enable_api, told.model, told.port):
        Event().wait()


if __name__ == "__main__":
    main()
