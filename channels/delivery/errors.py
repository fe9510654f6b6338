"""How sending can fail, said by a channel's `send`; each class's docstring is its default message.

What each means for a reply (sent at least once) and for a notice (sent at most once):

| raised | reply | notice |
|---|---|---|
| `TryLaterError` | tried again | tried again |
| `UncertainError`, or any other exception | tried again | unknown, never sent again |
| `RefusedError` | failed; later parts go on | failed |
| `GoneError` | all that waits for the person fails | the same, and their notices end |
| `WindowClosedError` | failed | by template where the channel has one, else held until the next contact |
"""


class DeliveryError(Exception):
    """The message could not be sent."""

    def __init__(self, message: str | None = None) -> None:
        super().__init__(message or self.__doc__)


class TryLaterError(DeliveryError):
    """The platform surely did not take the message (flood limit, no connection); it may later.

    `seconds`: how long the platform asks to wait, None where it does not say.
    """

    def __init__(self, seconds: float | None = None, message: str | None = None) -> None:
        super().__init__(message)
        self.seconds = seconds


class UncertainError(DeliveryError):
    """The message may have been taken: the request was sent and no answer came (time-out, cut, 5xx)."""


class RefusedError(DeliveryError):
    """The platform will never take this message."""


class GoneError(DeliveryError):
    """The person cannot be reached any more: blocked us, unfollowed, deleted the account."""


class WindowClosedError(DeliveryError):
    """The platform lets us write only so long after the person's last message, and that is over."""


class UnreadableError(DeliveryError):
    """What is stored was encrypted with another secret, or changed."""
