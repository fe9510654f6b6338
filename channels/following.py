"""Following one conversation: what appeared in it since the last look, without the replies that the client got itself."""

from collections import deque
from dataclasses import dataclass, field

from bot.answers.chat import ChatReply
from channels.services import Services

_KEPT_OWN = 50


@dataclass
class Following:
    """A followed conversation. `since`: the last turn seen; `handed_over`: "", waiting or taken."""

    services: Services
    key: str
    conversation_id: str
    owner: str
    since: str
    handed_over: str = ""
    own: deque[str] = field(default_factory=lambda: deque(maxlen=_KEPT_OWN))

    def look(self) -> list[ChatReply]:
        """Return the replies since the last look, oldest first.

        Raises `NotYoursError` where the conversation is gone or another's, and `DatabaseUnavailableError`.
        """
        # The state first: what is said between the two is then found at the next look at the latest.
        self.handed_over = self.services.gateway.hand_overs.state(self.key)
        kept = self.services.conversations.since(self.key, self.owner, self.since)
        replies = [ChatReply.model_validate_json(reply) for reply in kept]
        if replies:
            self.since = replies[-1].turn_id
        return [
            reply.model_copy(update={"conversation_id": self.conversation_id})
            for reply in replies
            if reply.turn_id not in self.own
        ]

    def answered(self, reply: ChatReply) -> None:
        """Note a reply that the client got on its own request; nobody else speaks before a person is asked for."""
        self.own.append(reply.turn_id)
        if not self.handed_over:
            self.since = reply.turn_id
        self.handed_over = reply.handed_over
