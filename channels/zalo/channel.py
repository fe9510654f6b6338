"""Zalo as a chat app of `channels.delivery`: what an event leads to, and how a reply looks and leaves."""

import asyncio
from collections.abc import Sequence
from dataclasses import asdict

from bot.answers.chat import ChatReply
from bot.answers.messages import TextMessage
from bot.conversations.errors import NotYoursError
from channels.delivery.contract import Arrived, Payload, Sent
from channels.gateway import Gateway
from channels.zalo.events import Told
from channels.zalo.picking import is_number, label, picked
from channels.zalo.protocol import Event
from channels.zalo.rendering import payloads, said
from channels.zalo.sending import Sender
from channels.zalo.texts import text, unread

NAME = "zalo"


class ZaloChannel:
    """The channel. `most_buttons`: see `MOTCUA_ZALO_BUTTONS`."""

    name = NAME

    def __init__(self, gateway: Gateway, sender: Sender, most_buttons: int) -> None:
        self.gateway = gateway
        self.sender = sender
        self.most_buttons = most_buttons

    async def handle(self, arrived: Arrived) -> Sequence[Payload]:
        """Return what to send for one event, which `stored` made a payload of."""
        told = Told(**arrived.payload)
        match told.kind:
            case Event.FOLLOW:
                return [said(text("welcome"))]
            case Event.OTHER:
                return [said(unread(told.medium))]
        return await self._turn(arrived, told)

    def render(self, reply: ChatReply) -> Sequence[Payload]:
        """Return a reply as texts with buttons or numbers."""
        return payloads(reply.messages, self.most_buttons)

    async def send(self, recipient: str, payload: Payload) -> Sent:
        """Send one text. Raises `channels.delivery.errors`."""
        return await self.sender.send(recipient, payload)

    async def _turn(self, arrived: Arrived, told: Told) -> Sequence[Payload]:
        kept = await self._kept(arrived) if told.choice is not None or is_number(told.text) else []
        choice = told.choice if told.choice is not None else picked(told.text, kept)
        reply = await self.gateway.take(arrived.turn("" if choice is not None else told.text, choice))
        chosen = label(choice, kept) if choice and reply.messages else ""
        # What is behind a tapped button does not appear in the chat.
        echo = [TextMessage(text=text("chosen", label=chosen))] if chosen else []
        return payloads([*echo, *reply.messages], self.most_buttons)

    async def _kept(self, arrived: Arrived) -> Sequence[str]:
        """Return the conversation's replies (JSON), oldest first."""
        conversations = self.gateway.conversations
        key = conversations.key(self.name, arrived.conversation_id)
        try:
            return await asyncio.to_thread(conversations.since, key, arrived.owner, None)
        except NotYoursError:  # nothing was said yet
            return []


def stored(told: Told) -> Payload:
    """Return an event as it waits in the inbox."""
    return asdict(told)
