"""A small server that speaks the public chat and search contracts: the other end of the line for the clients."""

import json
from collections.abc import Mapping
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any
from urllib.parse import parse_qs, urlsplit
from uuid import uuid4

FOLLOW_UP = "phí nhiêu vậy"
"""The one question that is about what the conversation was about before."""


class Peer:
    """Replies as scripted; a text that is not scripted is an internal error. Conversations are bound to cookies."""

    def __init__(self, scripted: Mapping[str, Mapping[str, Any]], release: str | None = "0123456789abcdef") -> None:
        self.scripted = scripted
        self.release = release
        self.conversations: dict[str, list[str]] = {}
        self.owners: dict[str, str] = {}
        self.asked: list[dict[str, Any]] = []
        self._http = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self.url = f"http://127.0.0.1:{self._http.server_port}"

    def __enter__(self) -> "Peer":
        Thread(target=self._http.serve_forever, args=(0.05,), daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._http.shutdown()
        self._http.server_close()

    def search(self, query: dict[str, list[str]]) -> tuple[int, dict[str, Any]]:
        self.asked.append(query)
        reply = self.scripted.get(query["q"][0])
        if reply is None:
            return 500, {"detail": "not scripted"}
        results = [{"code": code, "name": code, "score": 0.5} for code in reply["procedures"][: int(query["k"][0])]]
        return 200, {"decision": reply["decision"], "results": results}

    def chat(self, message: dict[str, Any], secret: str) -> tuple[int, dict[str, Any]]:
        self.asked.append(message)
        conversation, text = message["conversation_id"], message["text"]
        if self.owners.setdefault(conversation, secret) != secret:
            return 403, {"detail": "another's conversation"}
        before = self.conversations.setdefault(conversation, [])
        kept = {"decision": "answer", "procedures": list(before)} if text == FOLLOW_UP and before else None
        reply = self.scripted.get(text, kept)
        if reply is None:
            return 500, {"detail": "not scripted"}
        before[:] = reply["procedures"]
        return 200, {"conversation_id": conversation, "turn_id": "t", "suggestions": [], "messages": [], **reply}

    def _handler(peer) -> type[BaseHTTPRequestHandler]:
        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                split = urlsplit(self.path)
                if split.path == "/api/v1/procedures/search":
                    self._send(*peer.search(parse_qs(split.query)))
                elif split.path == "/readyz":
                    self._send(200, {"release": peer.release} if peer.release else {"status": "ready"})
                else:
                    self._send(404, {})

            def do_POST(self) -> None:
                message = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                secret = self.headers.get("Cookie", "").partition("secret=")[2] or uuid4().hex
                self._send(*peer.chat(message, secret), cookie=f"secret={secret}; Path=/; HttpOnly")

            def log_message(self, *_: object) -> None:
                """Stay silent."""

            def _send(self, status: int, content: dict[str, Any], cookie: str = "") -> None:
                body = json.dumps(content).encode()
                self.send_response(status)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(body)))
                if cookie:
                    self.send_header("Set-Cookie", cookie)
                self.end_headers()
                self.wfile.write(body)

        return Handler
