"""One conversation with a running assistant through its public chat API."""

from typing import Self
from uuid import uuid4

from bot.answers.chat import ChatReply
from eval.server import Response, connect, send

CHANNEL = "web"


class Conversation:
    """A citizen at the server of `url`. Each has an id and cookies of its own.

    Raises `UnreachableServerError` where `url` is no URL.
    """

    def __init__(self, url: str, channel: str = CHANNEL) -> None:
        self._client = connect(url)
        self._told = {"conversation_id": str(uuid4()), "channel": channel}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._client.close()

    def says(self, text: str) -> Response[ChatReply]:
        """Send a text; a request that fails is a response without a body."""
        return self._post(text=text)

    def taps(self, choice: str) -> Response[ChatReply]:
        """Tap the answer with this id."""
        return self._post(choice=choice)

    def _post(self, **said: str) -> Response[ChatReply]:
        return send(self._client, ChatReply, "POST", "/api/v1/chat", json=self._told | said)
