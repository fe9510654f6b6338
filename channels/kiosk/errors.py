"""What can go wrong at a kiosk's own endpoints; each class's docstring is its default message."""

from channels.errors import GatewayError


class NoSuchListError(GatewayError):
    """The turn handed over no list that could be carried."""

    status = 404
    key = "turn_not_found"


class CarriedGoneError(Exception):
    """The carried list was fetched before, is too old, or never was."""


class TooManyCarriedError(GatewayError):
    """Too many lists wait to be fetched."""

    status = 429
    key = "too_many_turns"


class NoSpeechError(GatewayError):
    """The server cannot read aloud."""

    status = 404
    key = "not_now"


class TooMuchSpeechError(GatewayError):
    """More was asked to be read aloud in a minute than one kiosk needs."""

    status = 429
    key = "too_many_turns"
