"""Zalo's side of the application: it takes signed events in, and keeps the account's tokens fresh.

An event is kept by the deliveries before Zalo hears 200, so none is lost and none takes longer than keeping it.
"""

import asyncio
import logging
import time

from prometheus_client import Counter

from channels.delivery.deliveries import Deliveries
from channels.gateway import Gateway
from channels.zalo import events, signature
from channels.zalo.account import Account, account
from channels.zalo.channel import ZaloChannel, stored
from channels.zalo.client import ZaloClient
from channels.zalo.errors import ZaloError
from channels.zalo.protocol import Event
from channels.zalo.sending import Sender
from channels.zalo.tokens import Tokens
from knowledge.database import DatabaseError
from knowledge.settings import Settings

EVENTS = Counter("motcua_zalo_events_total", "Webhook calls of Zalo that were signed, by what they told.", ["kind"])
_LOOK_EVERY = 600.0
_ANSWERED = (Event.TEXT, Event.OTHER, Event.FOLLOW)

log = logging.getLogger(__name__)


class Zalo:
    """The account, joined to the deliveries."""

    def __init__(self, speaking: Account, settings: Settings, gateway: Gateway, deliveries: Deliveries) -> None:
        conversations = deliveries.conversations
        self.account = speaking
        self.deliveries = deliveries
        self.client = ZaloClient(speaking)
        self.tokens = Tokens(conversations.sessions, conversations.secret, speaking)
        self._oldest = settings.zalo_oldest_hours * 3600
        deliveries.join(ZaloChannel(gateway, Sender(self.client, self.tokens), settings.zalo_buttons))

    async def accept(self, raw: bytes, header: str | None) -> None:
        """Keep one event, to be answered soon; what concerns nobody here is counted and passed over.

        Raises `ForgedEventError`, and `DatabaseUnavailableError`: then Zalo is to send it again.
        """
        account = self.account
        body = signature.checked(raw, header, account.app_id, account.oa_secrets, time.time(), self._oldest)
        told = events.read(body)
        EVENTS.labels(told.kind.value).inc()
        if told.kind is Event.UNFOLLOW:
            await self.deliveries.gone(ZaloChannel.name, told.user, "unfollowed")
        elif told.kind in _ANSWERED:
            await self.deliveries.accept(ZaloChannel.name, told.id, told.user, stored(told), told.at)

    async def run(self) -> None:
        """Renew the tokens ahead of their end, also while nobody writes, until cancelled; then close."""
        try:
            while True:
                await self._look()
                await asyncio.sleep(_LOOK_EVERY)
        finally:
            await self.client.close()

    async def _look(self) -> None:
        try:
            await asyncio.to_thread(self.tokens.access)
        except (ZaloError, DatabaseError) as error:
            log.warning("Zalo: %s", error)


def zalo(settings: Settings, gateway: Gateway, deliveries: Deliveries) -> Zalo | None:
    """Return the account, joined to the deliveries; None where no application is set."""
    speaking = account(settings)
    return Zalo(speaking, settings, gateway, deliveries) if speaking else None
