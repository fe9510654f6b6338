"""Sending one payload with the library, and what its errors mean for the outbox."""

import httpx
from telegram import LinkPreviewOptions, Message
from telegram.constants import ParseMode
from telegram.error import BadRequest, ChatMigrated, Forbidden, InvalidToken, RetryAfter, TelegramError
from telegram.ext import AIORateLimiter, ExtBot
from telegram.request import HTTPXRequest

from channels.delivery.contract import Payload, Sent
from channels.delivery.errors import DeliveryError, GoneError, RefusedError, TryLaterError, UncertainError
from channels.telegram.keyboards import markup
from knowledge.settings import Settings

Bot = ExtBot[int]

_CONNECT_SECONDS = 5.0
_ANSWER_SECONDS = 10.0
POLL_SECONDS = 30
"""How long Telegram may hold a question for updates."""

_TOKEN_REFUSED_SECONDS = 300.0
_NEVER_SENT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout)
_NOT_MODIFIED = "message is not modified"
_NO_CHAT = "chat not found"
_NO_PREVIEW = LinkPreviewOptions(is_disabled=True)


def bot(settings: Settings) -> Bot:
    """Return the bot of the settings' token; the limiter keeps to Telegram's flood limits."""
    url = settings.telegram_api_url.rstrip("/")
    return ExtBot(
        settings.telegram_token.get_secret_value(),
        base_url=f"{url}/bot",
        base_file_url=f"{url}/file/bot",
        request=_requests(_ANSWER_SECONDS),
        get_updates_request=_requests(POLL_SECONDS + _ANSWER_SECONDS),
        rate_limiter=AIORateLimiter(),
    )


def _requests(answer_seconds: float) -> HTTPXRequest:
    return HTTPXRequest(
        connect_timeout=_CONNECT_SECONDS,
        pool_timeout=_CONNECT_SECONDS,
        write_timeout=_ANSWER_SECONDS,
        read_timeout=answer_seconds,
    )


async def send(sender: Bot, recipient: str, payload: Payload) -> Sent:
    """Send, or change a message sent before; a change that changes nothing counts as done.

    Raises `TryLaterError`, `UncertainError`, `RefusedError` and `GoneError`.
    """
    try:
        told = await _called(sender, int(recipient), payload)
    except TelegramError as error:
        if _NOT_MODIFIED in str(error).lower():
            return Sent()
        raise translated(error) from error
    return Sent(str(told.message_id) if isinstance(told, Message) else "")


async def _called(sender: Bot, chat: int, payload: Payload) -> Message | bool:
    keyboard = markup(payload["rows"])
    match payload["do"]:
        case "mark":
            return await sender.edit_message_reply_markup(chat, payload["message"], reply_markup=keyboard)
        case "edit":
            return await sender.edit_message_text(
                payload["text"],
                chat,
                payload["message"],
                parse_mode=ParseMode.HTML,
                reply_markup=keyboard,
                link_preview_options=_NO_PREVIEW,
            )
        case _:
            return await sender.send_message(
                chat,
                payload["text"],
                parse_mode=ParseMode.HTML,
                reply_markup=keyboard,
                link_preview_options=_NO_PREVIEW,
            )


def translated(error: TelegramError) -> DeliveryError:
    """Return what an error means for the outbox. Telegram says it in words only where no class says it."""
    if isinstance(error, RetryAfter):
        wait = error.retry_after
        return TryLaterError(float(wait) if isinstance(wait, int) else wait.total_seconds(), str(error))
    if isinstance(error, InvalidToken):
        return TryLaterError(_TOKEN_REFUSED_SECONDS, "Telegram refuses the token")
    if isinstance(error, Forbidden) or (isinstance(error, BadRequest) and _NO_CHAT in str(error).lower()):
        return GoneError(str(error))
    if isinstance(error, BadRequest | ChatMigrated):
        return RefusedError(str(error))
    if isinstance(error.__cause__, _NEVER_SENT):
        return TryLaterError(None, str(error))
    return UncertainError(str(error))
