"""Rasa's trackers as a bounded cache: the truth about a conversation is ours, not Rasa's.

The newest conversations stay, each with its newest events, so that neither memory nor a turn grows with
time, and nothing that a citizen typed is written anywhere by Rasa.
"""

from collections import OrderedDict
from typing import Any, Iterable, Optional, Text

from rasa.core.brokers.broker import EventBroker
from rasa.core.tracker_store import SerializedTrackerAsText, TrackerStore
from rasa.shared.core.domain import Domain
from rasa.shared.core.trackers import DialogueStateTracker


class RecentTrackerStore(TrackerStore, SerializedTrackerAsText):
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
        super().__init__(domain, event_broker, max_event_history=max_events, **kwargs)

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
