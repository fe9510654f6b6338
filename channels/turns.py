"""The turn: what every channel hands over to the gateway."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Turn:
    """What a channel hands over: either `text` or the id of a `choice`; `owner`: the conversation's secret."""

    conversation_id: str
    channel: str
    owner: str
    text: str = ""
    choice: str | None = None
    client_message_id: str | None = None
    address: str = ""
