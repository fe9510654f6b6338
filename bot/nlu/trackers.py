"""Rasa's trackers as a bounded cache: the truth about a conversation is ours, not Rasa's.

One Rasa server keeps the newest conversations in its memory; several share them in Redis, where each is gone an hour
after its last message. Either way each keeps its newest events alone, so that neither memory nor a turn grows with
time, and nothing that a citizen typed is written to a disk by Rasa.
"""

from collections import OrderedDict
from functools import cache
from typing import Any, Iterable, NoReturn, Optional, Text

from rasa.core.brokers.broker import EventBroker
from rasa.core.tracker_store import FailSafeTrackerStore, SerializedTrackerAsText, TrackerStore
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import Event
from rasa.shared.core.trackers import DialogueStateTracker
from redis.asyncio import Redis

PREFIX = "motcua:tracker:"


class BoundedTrackerStore(TrackerStore, SerializedTrackerAsText):
    """Gives every tracker its newest `max_events` events alone."""

    max_events: int

    @property
    def max_event_history(self) -> int:
        """The limit, under Rasa's name for it."""
        return self.max_events

    @max_event_history.setter
    def max_event_history(self, _: Optional[int]) -> None:
        """Keep the limit. Rasa 3.6.21 sets none with every message; a tracker, and with it a turn, would grow."""


class RecentTrackerStore(BoundedTrackerStore):
    """Keeps the `max_conversations` most recent trackers with at most `max_events` events each."""

    def __init__(
        self,
        domain: Domain,
        event_broker: Optional[EventBroker] = None,
        host: Optional[Text] = None,
        max_conversations: int = 10_000,
        max_events: int = 60,
        **kwargs: Any,
    ) -> None:
        self.kept: "OrderedDict[Text, Text]" = OrderedDict()
        self.max_conversations = max_conversations
        self.max_events = max_events
        super().__init__(domain, event_broker, **kwargs)

    async def save(self, tracker: DialogueStateTracker) -> None:
        """Keep the tracker, and forget the longest unused one."""
        await self.stream_events(tracker)
        self.kept[tracker.sender_id] = self.serialise_tracker(tracker)
        self.kept.move_to_end(tracker.sender_id)
        while len(self.kept) > self.max_conversations:
            self.kept.popitem(last=False)

    async def retrieve(self, sender_id: Text) -> Optional[DialogueStateTracker]:
        """Return the tracker of a conversation, if it is still kept."""
        kept = self.kept.get(sender_id)
        return self.deserialise_tracker(sender_id, kept) if kept else None

    async def delete(self, sender_id: Text) -> None:
        """Forget a conversation."""
        self.kept.pop(sender_id, None)

    async def keys(self) -> Iterable[Text]:
        """Return the kept conversations."""
        return list(self.kept)


class SharedTrackerStore(BoundedTrackerStore):
    """Keeps trackers in the Redis at `host` (a URL) for `lifetime` seconds after their last message.

    What Redis does not answer in `patience` seconds raises `redis.RedisError`: see `fail_closed`.
    """

    def __init__(
        self,
        domain: Domain,
        event_broker: Optional[EventBroker] = None,
        host: Text = "redis://127.0.0.1:6379/0",
        lifetime: int = 3600,
        max_events: int = 60,
        patience: float = 1.0,
        **kwargs: Any,
    ) -> None:
        waits = {"socket_timeout": patience, "socket_connect_timeout": patience}
        self.redis = Redis.from_url(host, decode_responses=True, **waits)
        self.lifetime = lifetime
        self.max_events = max_events
        super().__init__(domain, event_broker, **kwargs)

    async def save(self, tracker: DialogueStateTracker) -> None:
        """Keep the tracker for all servers."""
        await self.stream_events(tracker)
        await self.redis.set(PREFIX + tracker.sender_id, self.serialise_tracker(tracker), ex=self.lifetime)

    async def retrieve(self, sender_id: Text) -> Optional[DialogueStateTracker]:
        """Return the tracker of a conversation, whichever server kept it, if it is still there."""
        kept = await self.redis.get(PREFIX + sender_id)
        return self.deserialise_tracker(sender_id, kept) if kept else None

    async def delete(self, sender_id: Text) -> None:
        """Forget a conversation."""
        await self.redis.delete(PREFIX + sender_id)

    async def keys(self) -> Iterable[Text]:
        """Return the kept conversations."""
        return [key[len(PREFIX) :] async for key in self.redis.scan_iter(f"{PREFIX}*")]


def fail_closed() -> None:
    """Let a store that fails fail the turn, which is then taken without Rasa and says so.

    Rasa 3.6.21 would take a failed read for a new conversation and a failed write to its memory, where no other
    server sees it, and tell neither to the citizen.
    """
    FailSafeTrackerStore.on_tracker_store_error = _raise
    FailSafeTrackerStore.on_tracker_store_retrieve_error = _raise


def remember_kinds_of_events() -> None:
    """Let Rasa look up once what class an event's name stands for.

    Rasa 3.6.21 walks all classes anew for every event that it reads back, a tenth of a turn's processor time.
    """
    Event.resolve_by_type = staticmethod(cache(Event.resolve_by_type))


def _raise(_: FailSafeTrackerStore, error: Exception) -> NoReturn:
    raise error
