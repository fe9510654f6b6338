"""Sending: a payload is given to its channel; what became of it decides whether it is sent again."""

import asyncio
import logging
from collections.abc import Mapping

from channels.delivery.contract import Channel, Sent, TemplateChannel
from channels.delivery.errors import GoneError, RefusedError, TryLaterError, UncertainError, WindowClosedError
from channels.delivery.outbox import NOTICE, Outbox, Outgoing
from channels.delivery.quiet_hours import QuietHours
from channels.metrics import DELIVERIES

_TOO_LATE = "not sent in time"
_WINDOW = "the platform's window is closed"

log = logging.getLogger(__name__)


class Sending:
    """Sends one payload after another for several conversations at once."""

    def __init__(self, outbox: Outbox, channels: Mapping[str, Channel], quiet_hours: QuietHours) -> None:
        self.outbox = outbox
        self.channels = channels
        self.quiet_hours = quiet_hours

    async def take(self, limit: int) -> list[Outgoing]:
        """Lease what may be sent now."""
        quiet = self.quiet_hours.at(self.outbox.now())
        return await asyncio.to_thread(self.outbox.take, tuple(self.channels), limit, quiet)

    async def work(self, outgoing: Outgoing) -> None:
        """Send one payload and store what became of it."""
        if outgoing.kind != NOTICE and self.outbox.now() - outgoing.put_at > self.outbox.patience.age:
            return await self._failed(outgoing, _TOO_LATE)
        try:
            async with asyncio.timeout(self.outbox.patience.call):
                sent = await self._send(outgoing)
        except TryLaterError as error:
            await asyncio.to_thread(self.outbox.later, outgoing, error.seconds, False)
        except GoneError as error:
            await asyncio.to_thread(self.outbox.gone, outgoing.to.lane, str(error))
            self._count(outgoing, "gone")
        except RefusedError as error:
            await self._failed(outgoing, str(error))
        except WindowClosedError:
            await self._window_closed(outgoing)
        except UncertainError as error:
            await self._uncertain(outgoing, str(error))
        except Exception as error:
            log.exception("%s %s of %s", outgoing.kind, outgoing.number, outgoing.to.channel)
            await self._uncertain(outgoing, type(error).__name__)
        else:
            await asyncio.to_thread(self.outbox.sent, outgoing, sent.reference)
            self._count(outgoing, "sent")

    async def _send(self, outgoing: Outgoing) -> Sent:
        """Send; a notice that the window keeps out goes by template, where the channel has one."""
        channel = self.channels[outgoing.to.channel]
        try:
            return await channel.send(outgoing.to.recipient, outgoing.payload)
        except WindowClosedError:
            if outgoing.kind != NOTICE or not isinstance(channel, TemplateChannel):
                raise
            return await channel.send_template(outgoing.to.recipient, outgoing.payload)

    async def _window_closed(self, outgoing: Outgoing) -> None:
        if outgoing.kind == NOTICE:
            await asyncio.to_thread(self.outbox.hold, outgoing)
            self._count(outgoing, "held")
        else:
            await self._failed(outgoing, _WINDOW)

    async def _uncertain(self, outgoing: Outgoing, reason: str) -> None:
        """Nobody knows whether the platform took it: a reply is sent again, a notice never."""
        log.warning("%s %s of %s may have been sent: %s", outgoing.kind, outgoing.number, outgoing.to.channel, reason)
        if outgoing.kind == NOTICE:
            await asyncio.to_thread(self.outbox.unknown, outgoing, reason)
            self._count(outgoing, "unknown")
        elif outgoing.tries >= self.outbox.patience.tries:
            await self._failed(outgoing, reason)
        else:
            await asyncio.to_thread(self.outbox.later, outgoing)

    async def _failed(self, outgoing: Outgoing, reason: str) -> None:
        log.warning("%s %s of %s failed: %s", outgoing.kind, outgoing.number, outgoing.to.channel, reason)
        await asyncio.to_thread(self.outbox.fail, outgoing, reason)
        self._count(outgoing, "failed")

    def _count(self, outgoing: Outgoing, outcome: str) -> None:
        DELIVERIES.labels(outgoing.to.channel, outgoing.kind, outcome).inc()
