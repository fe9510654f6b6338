"""Deliveries: the one object that the application and its chat apps hold.

```
deliveries = Deliveries(conversations, settings)                    # channels/services.py
deliveries.join(TelegramChannel(...))                               # where a token is set
asyncio.create_task(deliveries.run())                               # in the application's lifespan
await deliveries.accept("telegram", update_id, chat_id, payload)    # in the webhook, before it answers 200
```
"""

import asyncio
from collections.abc import Collection
from datetime import UTC, datetime, timedelta
from functools import partial

from bot.conversations.store import Conversations
from channels.delivery.contract import Channel, Payload
from channels.delivery.encryption import Cipher
from channels.delivery.forgetting import forget
from channels.delivery.handling import Handling
from channels.delivery.inbox import Inbox, Taken, lane
from channels.delivery.noticing import Noticing
from channels.delivery.outbox import Outbox, Outgoing
from channels.delivery.pushing import Pushing
from channels.delivery.queues import Clock, Patience
from channels.delivery.quiet_hours import read_quiet_hours
from channels.delivery.sending import Sending
from channels.delivery.working import Loop, every
from knowledge.settings import Settings

_PUSH_EVERY = 1.0
_FORGET_EVERY = 3600.0


class Deliveries:
    """Accepts updates, and while it runs handles them and sends what is to be sent.

    Raises `BadQuietHoursError` where the settings' quiet hours cannot be read.
    """

    def __init__(
        self, conversations: Conversations, settings: Settings, now: Clock = lambda: datetime.now(UTC)
    ) -> None:
        self.conversations = conversations
        self.settings = settings
        lease, age = timedelta(seconds=settings.delivery_lease), timedelta(hours=settings.reply_hours)
        patience = Patience(lease, settings.delivery_tries, age)
        cipher = Cipher(conversations.secret, "delivery")
        self.channels: dict[str, Channel] = {}
        self.inbox = Inbox(conversations, cipher, patience, now)
        self.outbox = Outbox(conversations.sessions, cipher, patience, now)
        self.noticing = Noticing(self.outbox, self.channels)
        self.pushing = Pushing(self.outbox, self.channels, age)
        self.handling = Handling(self.inbox, self.outbox, self.channels)
        self.sending = Sending(self.outbox, self.channels, read_quiet_hours(settings.quiet_hours))
        self._sends: Loop[Outgoing] = Loop(self.sending, settings.delivery_workers)
        self._handles: Loop[Taken] = Loop(self.handling, settings.delivery_workers, self._sends.wake)

    def join(self, channel: Channel) -> None:
        """Let a chat app take part. To be called before `run`."""
        self.channels[channel.name] = channel

    @property
    def names(self) -> Collection[str]:
        """Names of the chat apps that take part."""
        return self.channels.keys()

    async def accept(self, channel: str, update_id: str, recipient: str, payload: Payload, place: int = 0) -> bool:
        """Keep an update durably, to be handled soon; return whether it is new. Returns in milliseconds.

        `update_id`: the platform's own, at most 64 characters; the same one twice is kept once. `recipient`: the
        platform's id of the person or chat that is answered. `place`: the platform's order within a conversation
        (Telegram's update_id, Zalo's timestamp); what waits is handled in this order, then as it came.
        Raises `DatabaseUnavailableError`: then the webhook must not answer 200.
        """
        new = await asyncio.to_thread(self.inbox.accept, channel, update_id, recipient, payload, place)
        self._handles.wake()
        return new

    async def gone(self, channel: str, recipient: str, reason: str) -> None:
        """End everything that waits for a person who blocked or unfollowed us; their notices end, too.

        Raises `DatabaseUnavailableError`.
        """
        await asyncio.to_thread(self.outbox.gone, lane(self.conversations, channel, recipient), reason)

    async def run(self) -> None:
        """Handle and send until cancelled; then finish what is under way, a few seconds at most."""
        if not self.channels:
            return
        days = self.settings.delivery_days
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(self._handles.run())
            tasks.create_task(self._sends.run())
            tasks.create_task(every(_PUSH_EVERY, self.pushing.check, self._sends.wake))
            tasks.create_task(every(self.settings.notice_seconds, self.noticing.check, self._sends.wake))
            tasks.create_task(every(_FORGET_EVERY, partial(forget, self.outbox, days), self._sends.wake))
