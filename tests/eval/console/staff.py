"""Members of staff at their browser, and a citizen who talks to them, over HTTP in the test's own process."""

import re
import uuid
from base64 import b32decode
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from html import unescape
from typing import Any

import httpx
from fastapi.testclient import TestClient

from bot.answers.wording import say
from eval.console.access import SESSION_COOKIE
from eval.console.page import PREFIX
from eval.console.parts import Parts
from eval.console.second_factors import SecondFactors
from eval.console.time_codes import code_of, step_at, to_type

PASSWORD = "ba con sáo sang sông"
_TOKEN = re.compile(r'name="form_token" value="([^"]+)"')


class Officer:
    """One browser: cookies of its own, forms sent with the token that the page gave. `name`: whose it is, if told."""

    name = ""

    def __init__(self, application: TestClient, address: str = "testclient") -> None:
        self.http = TestClient(
            application.app, base_url=str(application.base_url), follow_redirects=False, client=(address, 50000)
        )
        self.http.portal = application.portal

    def with_session(self, staff: Parts, name: str) -> "Officer":
        """Sign in without the form."""
        self.http.cookies.set(
            SESSION_COOKIE, staff.staff_sessions.begin(name, "testclient"), domain="testserver.local", path=PREFIX
        )
        return self

    def sign_in(self, name: str, password: str = PASSWORD, **fields: str) -> httpx.Response:
        """Sign in by the form."""
        return self.send("/sign-in", at="/sign-in", name=name, password=password, **fields)

    def get(self, path: str, **query: Any) -> httpx.Response:
        return self.http.get(f"{PREFIX}{path}", params=query)

    def send(self, path: str, at: str = "/password", **fields: str) -> httpx.Response:
        """Send a form, with a token from the page `at`."""
        return self.http.post(f"{PREFIX}{path}", data={"form_token": self.token(at), **fields})

    def token(self, at: str = "/password") -> str:
        found = _TOKEN.search(self.get(at).text)
        assert found, f"{at} has no form"
        return found[1]


class App:
    """An authenticator app that holds the account's secret; set up a while ago, so that every code is unused."""

    def __init__(self, staff: Parts, name: str) -> None:
        a_while_ago = SecondFactors(
            staff.services.sessions, staff.secret, lambda: datetime.now(UTC) - timedelta(minutes=10)
        )
        offer = a_while_ago.offer(name)
        self.name, self.secret = name, offer.secret
        self.recovery = a_while_ago.set(name, offer.sealed, code_of(self.secret, step_at(a_while_ago.now())))

    @classmethod
    def typed(cls, name: str, to_type: str) -> "App":
        """An app into which somebody has typed a secret that a page showed."""
        made = cls.__new__(cls)
        made.name, made.secret, made.recovery = name, b32decode(to_type.replace(" ", "")), []
        return made

    @property
    def to_type(self) -> str:
        return to_type(self.secret)

    def code(self) -> str:
        """The code that is shown."""
        return code_of(self.secret, step_at(datetime.now(UTC)))


@dataclass
class Citizen:
    """One conversation over the public API."""

    http: TestClient
    channel: str = "web"
    conversation_id: str = field(default_factory=lambda: str(uuid.uuid4()))
    secret: str = ""
    last: dict[str, Any] = field(default_factory=dict)

    def say(self, text: str) -> dict[str, Any]:
        return self._send(text=text)

    def tap(self, label: str) -> dict[str, Any]:
        choices = [choice for message in self.last["messages"] for choice in message.get("choices", [])]
        return self._send(choice=next(choice["id"] for choice in choices if choice["label"] == label))

    def asks_for_a_person(self) -> dict[str, Any]:
        self.say("gặp cán bộ")
        return self.tap(say("handoff_agree"))

    def since(self) -> list[dict[str, Any]]:
        path = f"/api/v1/chat/{self.conversation_id}/messages"
        kept: list[dict[str, Any]] = self.http.get(path, headers=self._headers()).json()
        return kept

    def _send(self, **said: str) -> dict[str, Any]:
        body = {"conversation_id": self.conversation_id, "channel": self.channel, **said}
        answer = self.http.post("/api/v1/chat", json=body, headers=self._headers())
        self.secret = answer.headers["X-Conversation-Secret"]
        self.last = answer.json()
        return self.last

    def _headers(self) -> dict[str, str]:
        return {"X-Conversation-Secret": self.secret} if self.secret else {}


def words(response: httpx.Response) -> str:
    """Return a page's text without its tags."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", response.text)).split())
