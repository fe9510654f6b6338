"""Telegram's side of the application: it introduces itself, takes updates in, and asks for them where none are sent.

Telegram calls the webhook where `MOTCUA_TELEGRAM_WEBHOOK_URL` is set; else the application asks (polling). Either way
an update is kept by the deliveries before Telegram is told that it arrived, so none is lost.
"""

import asyncio
import hmac
import logging
import math
from collections.abc import Awaitable, Callable
from typing import Any

from pydantic import ValidationError
from telegram import BotCommand, BotCommandScopeAllPrivateChats
from telegram.error import InvalidToken, TelegramError

from channels.delivery.deliveries import Deliveries
from channels.gateway import Gateway
from channels.telegram import sending
from channels.telegram.channel import TelegramChannel
from channels.telegram.listening import menu
from channels.telegram.updates import KINDS, Arriving, minimal
from knowledge.database import DatabaseError
from knowledge.settings import Settings

_FIRST_WAIT, _LONGEST_WAIT = 1.0, 300.0

log = logging.getLogger(__name__)


class Telegram:
    """The bot, joined to the deliveries."""

    def __init__(self, settings: Settings, gateway: Gateway, deliveries: Deliveries) -> None:
        self.bot = sending.bot(settings)
        self.deliveries = deliveries
        self.webhook_url = settings.telegram_webhook_url
        self._secret = webhook_secret(settings, deliveries.conversations.secret)
        self._known = [self._secret, settings.telegram_secret_before.get_secret_value() or self._secret]
        self._next: int | None = None
        self._ordering = gateway.ordering
        deliveries.join(TelegramChannel(self.bot, gateway))

    def knows(self, secret: str) -> bool:
        """Whether a caller of the webhook is Telegram; takes the same time for every wrong one."""
        return any(hmac.compare_digest(secret.encode(), known.encode()) for known in self._known)

    async def accept(self, update: Any) -> None:
        """Keep one update, as Telegram sends it, to be answered soon. What is none of ours is passed over.

        Raises `DatabaseUnavailableError`: then Telegram is to send it again.
        """
        try:
            arriving = Arriving.model_validate(update)
        except ValidationError as error:
            log.warning("an update of an unknown form was passed over: %s fields", error.error_count())
            return
        chat = arriving.chat
        if chat is None or arriving.concerns == "nothing":
            return
        if arriving.concerns == "blocked":
            await self.deliveries.gone(TelegramChannel.name, str(chat.id), "blocked")
            return
        place = arriving.update_id
        await self.deliveries.accept(TelegramChannel.name, str(place), str(chat.id), minimal(update), place)

    async def run(self) -> None:
        """Introduce the bot, then ask for updates where Telegram does not call. Ends only by being cancelled."""
        try:
            await self._until_done(self._introduce)
            while not self.webhook_url:
                await self._until_done(self._poll)
            await asyncio.Event().wait()
        finally:
            await self.bot.shutdown()

    async def _introduce(self) -> None:
        await self.bot.initialize()
        commands = [BotCommand(name, description) for name, description in menu()]
        await self.bot.set_my_commands(commands, scope=BotCommandScopeAllPrivateChats())
        if self.webhook_url:
            await self.bot.set_webhook(self.webhook_url, secret_token=self._secret, allowed_updates=KINDS)
        else:
            await self.bot.delete_webhook()
        log.info("Telegram knows this bot as @%s", self.bot.username)

    async def _poll(self) -> None:
        """Ask for updates once, one replica at a time. The next question tells Telegram that these are kept."""
        async with self._ordering.alone("asking Telegram", patience=math.inf):
            updates = await self.bot.get_updates(self._next, timeout=sending.POLL_SECONDS, allowed_updates=KINDS)
            for update in updates:
                await self.accept(update.to_dict())
                self._next = update.update_id + 1

    async def _until_done(self, step: Callable[[], Awaitable[None]]) -> None:
        """Do a step until it ends without an error, with growing pauses. An error's words may hold the token."""
        wait = _FIRST_WAIT
        while True:
            try:
                await step()
                return
            except InvalidToken:
                log.error("Telegram refuses MOTCUA_TELEGRAM_TOKEN: see `python -m channels doctor`")  # noqa: TRY400
                wait = _LONGEST_WAIT
            except TelegramError as error:
                log.warning("Telegram cannot be reached now (%s)", type(error).__name__)
            except DatabaseError as error:
                log.warning("updates wait at Telegram: %s", error)
            await asyncio.sleep(wait)
            wait = min(2 * wait, _LONGEST_WAIT)


def telegram(settings: Settings, gateway: Gateway, deliveries: Deliveries) -> Telegram | None:
    """Return the bot, joined to the deliveries; None where the settings name none."""
    return Telegram(settings, gateway, deliveries) if settings.telegram_token.get_secret_value() else None


def webhook_secret(settings: Settings, secret: bytes) -> str:
    """Return what Telegram proves itself with: the setting, or derived from the application's secret."""
    told = settings.telegram_secret.get_secret_value()
    return told or hmac.digest(secret, b"telegram webhook", "sha256").hex()
