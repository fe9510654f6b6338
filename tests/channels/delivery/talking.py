"""A chat app for tests: sends over real HTTP to `Platform`, and answers from the real store of conversations."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field

import httpx

from bot.answers.chat import ChatReply
from bot.answers.messages import Decision, TextMessage
from bot.conversations.store import Conversations, Pending, new_turn_id
from channels.delivery.contract import Arrived, Payload, Sent
from channels.delivery.errors import GoneError, RefusedError, TryLaterError, UncertainError, WindowClosedError

ANSWERS = {
    400: RefusedError("refused"),
    403: GoneError("blocked"),
    409: WindowClosedError(),
    429: TryLaterError(0.05),
}


@dataclass
class App:
    """Answers every text with `parts` messages, "TEXT/0", "TEXT/1", ...; `failing` texts raise."""

    conversations: Conversations
    url: str
    name: str = "telegram"
    parts: int = 2
    handled: list[str] = field(default_factory=list)
    failing: dict[str, int] = field(default_factory=dict)

    async def handle(self, arrived: Arrived) -> Sequence[Payload]:
        text = arrived.payload["text"]
        self.handled.append(text)
        if self.failing.get(text, 0) > 0:
            self.failing[text] -= 1
            raise RuntimeError(text)
        return self.render(await asyncio.to_thread(self._taken, arrived))

    def _taken(self, arrived: Arrived) -> ChatReply:
        turn = arrived.turn(arrived.payload["text"])
        key = self.conversations.key(turn.channel, turn.conversation_id)
        opened = self.conversations.open(key, turn.owner, turn.client_message_id)
        if opened.earlier:
            return ChatReply.model_validate_json(opened.earlier)
        texts = [TextMessage(text=f"{turn.text}/{part}") for part in range(self.parts)]
        reply = ChatReply(turn_id=new_turn_id(), decision=Decision.DIALOGUE, messages=texts)
        pending = Pending(turn_id=reply.turn_id, reply=reply.model_dump_json())
        self.conversations.begin(opened, turn.channel, turn.owner, pending)
        self.conversations.finish(key, pending, turn.client_message_id)
        return reply

    def render(self, reply: ChatReply) -> Sequence[Payload]:
        return [
            {
                "text": "\n".join([message.text, *(f"{line.label}: {line.text}" for line in message.lines)]),
                "turn": reply.turn_id,
            }
            for message in reply.messages
            if isinstance(message, TextMessage)
        ]

    async def send(self, recipient: str, payload: Payload) -> Sent:
        try:
            async with httpx.AsyncClient(timeout=2, verify=False) as http:
                answer = await http.post(self.url, json={"to": recipient, **payload})
        except httpx.ConnectError as error:
            raise TryLaterError from error
        except httpx.HTTPError as error:
            raise UncertainError(type(error).__name__) from error
        if answer.status_code in ANSWERS:
            raise ANSWERS[answer.status_code]
        if answer.status_code != 200:
            raise UncertainError(f"HTTP {answer.status_code}")
        return Sent(answer.json()["id"])
