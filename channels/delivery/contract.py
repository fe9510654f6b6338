"""What a chat app implements, and what it is handed.

A minimal channel:

    class Echo:
        name = "telegram"

        async def handle(self, arrived: Arrived) -> Sequence[Payload]:
            reply = await self.gateway.take(arrived.turn(text=arrived.payload["text"]))
            return self.render(reply)

        def render(self, reply: ChatReply) -> Sequence[Payload]:
            return [{"text": message.text} for message in reply.messages if message.type == "text"]

        async def send(self, recipient: str, payload: Payload) -> Sent:
            return Sent(await self.api.send_message(recipient, payload["text"]))
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Protocol, runtime_checkable

from bot.answers.chat import ChatReply
from channels.turns import Turn

Payload = dict[str, Any]
"""What JSON can hold; its meaning is the channel's own. Kept encrypted, and emptied once it is done with."""


@dataclass(frozen=True)
class Arrived:
    """One update, leased to be handled. `conversation_id` and `owner`: keyed hashes of `recipient`, for the gateway.

    `recipient`: the platform's id of the person or chat that the answer goes to. `attempt`: 1 for the first time.
    """

    channel: str
    update_id: str
    recipient: str
    payload: Payload
    conversation_id: str
    owner: str
    attempt: int = 1

    def turn(self, text: str = "", choice: str | None = None) -> Turn:
        """Return the turn for the gateway. One update is one turn: handled again, it gets the same reply."""
        return Turn(self.conversation_id, self.channel, self.owner, text, choice, self.update_id)


@dataclass(frozen=True)
class Sent:
    """The platform took a message. `reference`: its id there, "" where it has none."""

    reference: str = ""


class Channel(Protocol):
    """A chat app. All three may be called for several conversations at once, never twice at once for the same one."""

    @property
    def name(self) -> str:
        """The channel's name in turns: telegram, zalo."""

    async def handle(self, arrived: Arrived) -> Sequence[Payload]:
        """Handle one update, usually by `gateway.take(arrived.turn(...))`, and return what to send, in order.

        Handled again after a crash or an exception, so it must be safe to repeat. What it returns is stored in one
        transaction with the update's end. After the last try the person is told that it does not work now.
        """

    def render(self, reply: ChatReply) -> Sequence[Payload]:
        """Return a reply as payloads in the order of sending: officers' words, notices."""

    async def send(self, recipient: str, payload: Payload) -> Sent:
        """Send one payload. Raises what `channels.delivery.errors` names; must end within `MOTCUA_DELIVERY_LEASE`."""


@runtime_checkable
class TemplateChannel(Protocol):
    """A channel that may also write outside the platform's window, by a template that the platform approved."""

    async def send_template(self, recipient: str, payload: Payload) -> Sent:
        """Send a notice's payload by template. Raises like `send`; `WindowClosedError` where none is configured."""
