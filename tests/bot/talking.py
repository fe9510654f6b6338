"""A citizen at the public chat API: says, chooses by label, and reads what comes back."""

import uuid
from dataclasses import dataclass, field
from typing import Any

import httpx

Reply = dict[str, Any]


@dataclass
class Citizen:
    """One conversation with the server at `url`. `heard`: all replies, oldest first."""

    url: str
    channel: str = "web"
    conversation_id: str = field(default_factory=lambda: str(uuid.uuid4()))
    heard: list[Reply] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.http = httpx.Client(base_url=self.url, timeout=30)

    def __enter__(self) -> "Citizen":
        return self

    def __exit__(self, *_: object) -> None:
        self.http.close()

    def say(self, text: str, **more: str) -> Reply:
        """Send a text."""
        return self._send(text=text, **more)

    def choose(self, label: str) -> Reply:
        """Tap the newest choice whose label is or contains `label`."""
        labels = self.labels()
        exact = [choice for text, choice in labels if text == label]
        near = [choice for text, choice in labels if label in text]
        assert exact or near, f"no choice {label!r} among {[text for text, _ in labels]}"
        return self._send(choice=(exact or near)[0])

    def labels(self) -> list[tuple[str, str]]:
        """Return the (label, id) of every choice of the last reply, and before it of earlier ones, newest first."""
        return [
            (choice["label"], choice["id"])
            for reply in reversed(self.heard)
            for message in reply["messages"]
            if message["type"] == "choices"
            for choice in message["choices"]
        ]

    def _send(self, **body: str) -> Reply:
        answer = self.http.post(
            "/api/v1/chat", json={"conversation_id": self.conversation_id, "channel": self.channel, **body}
        )
        assert answer.status_code == 200, answer.text
        self.heard.append(answer.json())
        return self.heard[-1]


def words(reply: Reply) -> str:
    """Everything that a citizen reads in a reply, in one string."""

    def strings(value: Any) -> list[str]:
        if isinstance(value, str):
            return [value]
        if isinstance(value, dict):
            return [text for inner in value.values() for text in strings(inner)]
        if isinstance(value, list):
            return [text for inner in value for text in strings(inner)]
        return []

    return "\n".join(strings(reply["messages"]))


def of_type(reply: Reply, kind: str) -> list[dict[str, Any]]:
    """The messages of one type."""
    return [message for message in reply["messages"] if message["type"] == kind]


def question(reply: Reply) -> str | None:
    """The fact that the reply asks, None where it asks none."""
    asked = [message["fact"] for message in of_type(reply, "choices") if message["fact"]]
    return asked[-1] if asked else None


def papers(reply: Reply) -> list[str] | None:
    """Ids of the papers needed, None where no list is shown."""
    lists = of_type(reply, "checklist")
    return [item["id"] for item in lists[-1]["needed"]] if lists else None
