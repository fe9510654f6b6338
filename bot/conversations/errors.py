"""Everything that can go wrong with conversations; each class's docstring is its default message."""


class ConversationError(Exception):
    """The conversation cannot go on."""

    def __init__(self, message: str | None = None) -> None:
        super().__init__(message or self.__doc__)


class NotYoursError(ConversationError):
    """The conversation is bound to another secret."""


class NoTurnError(ConversationError):
    """No turn of this conversation is being taken."""


class HandOverError(ConversationError):
    """The conversation is not where this officer could act on it."""


class ReceiptNotFoundError(ConversationError):
    """No list was handed over under this receipt number."""
