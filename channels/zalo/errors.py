"""Everything that can go wrong with the Zalo account; each class's docstring is its default message."""

from channels.zalo.protocol import Refusal


class ZaloError(Exception):
    """Zalo could not be used."""

    def __init__(self, message: str | None = None) -> None:
        super().__init__(message or self.__doc__)


class ForgedEventError(ZaloError):
    """A webhook call is not signed by Zalo for this account, or is too old."""


class NotConnectedError(ZaloError):
    """No usable token: connect the account with `python -m channels zalo connect`."""


class NoTokensError(ZaloError):
    """Zalo did not give tokens for what was presented."""


class UnreachableError(ZaloError):
    """Zalo could not be reached, or gave no tokens in time."""


class UncertainAnswerError(ZaloError):
    """Zalo was asked and gave no readable answer: nobody knows whether it did it."""


class RefusedMessageError(ZaloError):
    """Zalo did not take a message."""

    def __init__(self, refusal: Refusal, code: int, told: str) -> None:
        super().__init__(f"Zalo refused a message ({refusal}): error {code}: {told}")
        self.refusal = refusal
        self.code = code
