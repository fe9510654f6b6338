"""Everything that can go wrong at the gateway; each class's docstring is its default message.

`status` is the HTTP status at the border, `key` names the sentence that the citizen reads.
"""


class GatewayError(Exception):
    """The turn could not be taken."""

    status = 500
    key = "not_now"

    def __init__(self, message: str | None = None) -> None:
        super().__init__(message or self.__doc__)


class TooManyTurnsError(GatewayError):
    """The conversation takes more turns in a minute than allowed."""

    status = 429
    key = "too_many_turns"


class ConversationBusyError(GatewayError):
    """Earlier turns of the conversation take too long."""

    status = 503


class ForeignConversationError(GatewayError):
    """The conversation belongs to somebody else."""

    status = 403
    key = "not_your_conversation"


class TurnNotFoundError(GatewayError):
    """The conversation has no such turn."""

    status = 404
    key = "turn_not_found"


class ReceiptUnknownError(GatewayError):
    """No list was handed over under this receipt number."""

    status = 404
    key = "receipt_not_found"


class RasaUnavailableError(GatewayError):
    """Rasa is down, slow or gave no answer."""

    status = 503
