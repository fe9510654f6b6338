"""Sending a payload: with a good token, renewed once where Zalo rejects it, and failures in delivery's own words."""

import asyncio

from channels.delivery import errors as delivery
from channels.delivery.contract import Payload, Sent
from channels.zalo import rendering
from channels.zalo.client import ZaloClient
from channels.zalo.errors import (
    NotConnectedError,
    RefusedMessageError,
    UncertainAnswerError,
    UnreachableError,
    ZaloError,
)
from channels.zalo.protocol import Button, Refusal, outgoing
from channels.zalo.tokens import Tokens
from knowledge.database import DatabaseError

_UNTIL_A_PERSON_ACTS = 600.0
_UNTIL_MORE_MESSAGES = 3600.0
_SOON = 60.0
_WAITS = {
    Refusal.TOKEN: _SOON,
    Refusal.QUOTA: _UNTIL_MORE_MESSAGES,
    Refusal.ACCOUNT: _UNTIL_A_PERSON_ACTS,
    Refusal.BUSY: None,
    Refusal.UNKNOWN: None,
}
"""Seconds until a message that Zalo surely did not take is tried again; None: as the outbox thinks fit."""
_PERHAPS_THE_BUTTONS = (Refusal.MESSAGE, Refusal.UNKNOWN)


class Sender:
    """Sends payloads of `rendering`."""

    def __init__(self, client: ZaloClient, tokens: Tokens) -> None:
        self.client = client
        self.tokens = tokens

    async def send(self, recipient: str, payload: Payload) -> Sent:
        """Send to a citizen's id. Raises `channels.delivery.errors`."""
        try:
            return Sent(await self._with_a_good_token(recipient, payload))
        except DatabaseError as error:
            raise delivery.TryLaterError(message=str(error)) from error
        except ZaloError as error:
            raise _in_deliverys_words(error) from error

    async def _with_a_good_token(self, recipient: str, payload: Payload) -> str:
        access = await asyncio.to_thread(self.tokens.access)
        try:
            return await self._said(access, recipient, payload)
        except RefusedMessageError as error:
            if error.refusal is not Refusal.TOKEN:
                raise
        access = await asyncio.to_thread(self.tokens.access_after, access)
        return await self._said(access, recipient, payload)

    async def _said(self, access: str, recipient: str, payload: Payload) -> str:
        """Send; that a text may have buttons is not sure, so what Zalo does not like is said once more without."""
        buttons = [Button(one["title"], one["choice"]) for one in payload.get("buttons", [])]
        try:
            return await self.client.send(access, recipient, outgoing(payload["text"], buttons))
        except RefusedMessageError as error:
            if not buttons or error.refusal not in _PERHAPS_THE_BUTTONS:
                raise
        for part in rendering.without_buttons(payload):
            reference = await self.client.send(access, recipient, outgoing(part["text"]))
        return reference


def _in_deliverys_words(error: ZaloError) -> delivery.DeliveryError:
    said = str(error)
    match error:
        case RefusedMessageError(refusal=Refusal.WINDOW):
            return delivery.WindowClosedError(said)
        case RefusedMessageError(refusal=Refusal.GONE):
            return delivery.GoneError(said)
        case RefusedMessageError(refusal=Refusal.MESSAGE):
            return delivery.RefusedError(said)
        case RefusedMessageError():
            return delivery.TryLaterError(_WAITS[error.refusal], said)
        case NotConnectedError():
            return delivery.TryLaterError(_UNTIL_A_PERSON_ACTS, said)
        case UnreachableError():
            return delivery.TryLaterError(message=said)
        case UncertainAnswerError():
            return delivery.UncertainError(said)
    return delivery.DeliveryError(said)
