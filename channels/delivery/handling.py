"""Handling: an update is given to its channel, and its end and its answer are stored in one transaction."""

import asyncio
import logging
from collections.abc import Mapping, Sequence

from bot.answers.chat import ChatReply
from bot.answers.messages import Decision, TextMessage
from bot.answers.wording import say
from bot.conversations.store import new_turn_id
from channels.delivery import queues
from channels.delivery.contract import Channel, Payload
from channels.delivery.errors import TryLaterError
from channels.delivery.inbox import Inbox, Taken, held
from channels.delivery.outbox import Outbox, To
from channels.delivery.queues import DONE, FAILED
from channels.delivery.tables import InboxRow
from channels.errors import TooManyTurnsError
from channels.metrics import UPDATES
from knowledge.database import DatabaseError, writing

_A_MINUTE = 60.0

log = logging.getLogger(__name__)


class Handling:
    """Handles one update after another for several conversations at once."""

    def __init__(self, inbox: Inbox, outbox: Outbox, channels: Mapping[str, Channel]) -> None:
        self.inbox = inbox
        self.outbox = outbox
        self.channels = channels

    async def take(self, limit: int) -> list[Taken]:
        """Lease updates."""
        return await asyncio.to_thread(self.inbox.take, tuple(self.channels), limit)

    async def work(self, taken: Taken) -> None:
        """Handle one. A failure is tried again later; after the last try the person is told so."""
        try:
            async with asyncio.timeout(self.inbox.patience.call):
                payloads = await self.channels[taken.arrived.channel].handle(taken.arrived)
        except TryLaterError as error:
            await asyncio.to_thread(self.inbox.postpone, taken, error.seconds, False)
        except TooManyTurnsError:
            await asyncio.to_thread(self.inbox.postpone, taken, _A_MINUTE, False)
        except DatabaseError as error:
            log.warning("update %s waits for the database: %s", taken.number, error)
            await asyncio.to_thread(self.inbox.postpone, taken, None, False)
        except Exception:
            log.exception("update %s of %s: try %s failed", taken.number, taken.arrived.channel, taken.arrived.attempt)
            await self._again(taken)
        else:
            await self._end(taken, payloads)

    async def _again(self, taken: Taken) -> None:
        if taken.arrived.attempt < self.inbox.patience.tries:
            await asyncio.to_thread(self.inbox.postpone, taken)
            return
        log.error("update %s of %s is given up", taken.number, taken.arrived.channel)
        sorry = ChatReply(
            turn_id=new_turn_id(), decision=Decision.DIALOGUE, messages=[TextMessage(text=say("not_now"))]
        )
        await self._end(taken, self.channels[taken.arrived.channel].render(sorry), FAILED, "given up")

    async def _end(self, taken: Taken, payloads: Sequence[Payload], state: str = DONE, reason: str = "") -> None:
        await asyncio.to_thread(self._store, taken, payloads, state, reason)
        UPDATES.labels(taken.arrived.channel, state).inc()

    def _store(self, taken: Taken, payloads: Sequence[Payload], state: str, reason: str) -> None:
        to = To(taken.lane, taken.arrived.channel, taken.arrived.recipient)
        with writing(self.inbox.sessions) as session:
            if queues.settle(session, InboxRow, held(taken), state, self.inbox.now(), reason):
                self.outbox.contact(session, to)
                self.outbox.put(session, taken.update_key, to, payloads)
