"""Telegram as a channel of the deliveries: updates become turns, replies become messages with buttons."""

import asyncio
import logging
from collections import deque
from collections.abc import Sequence

from telegram import CallbackQuery, Message, Update
from telegram.constants import ChatAction
from telegram.error import TelegramError

from bot.answers.chat import ChatReply
from bot.conversations.ticks import Ticks
from channels.delivery.contract import Arrived, Payload, Sent
from channels.gateway import Gateway
from channels.kiosk.carrying import take
from channels.kiosk.errors import CarriedGoneError
from channels.rendering import TickList, render
from channels.telegram import payloads, sending, tapping
from channels.telegram.carried import shown
from channels.telegram.deep_links import may_be_token, procedure_code
from channels.telegram.keyboards import Means
from channels.telegram.listening import Command, command, unread
from channels.telegram.texts import text

_ALBUMS_REMEMBERED = 1000

log = logging.getLogger(__name__)


class TelegramChannel:
    """Implements `channels.delivery.contract.Channel`."""

    name = "telegram"

    def __init__(self, bot: sending.Bot, gateway: Gateway) -> None:
        self.bot = bot
        self.gateway = gateway
        self.ticks = Ticks(gateway.conversations.sessions)
        self._albums: deque[str] = deque(maxlen=_ALBUMS_REMEMBERED)
        self._signs: set[asyncio.Task[None]] = set()

    async def handle(self, arrived: Arrived) -> Sequence[Payload]:
        """Answer one update; see `docs/telegram.md` for what each kind is answered with."""
        update = Update.de_json(arrived.payload, self.bot)
        if update.callback_query:
            return await self._tapped(arrived, update.callback_query)
        if update.my_chat_member:
            return payloads.words(text("group"))
        message = update.effective_message
        if message is None:
            return []
        if update.edited_message is None:
            return await self._heard(arrived, message)
        again = message.text or message.caption
        return [*payloads.words(text("edited")), *await self._heard(arrived, message)] if again else []

    def render(self, reply: ChatReply) -> Sequence[Payload]:
        """Return a reply as messages; a list in it shows no ticks yet."""
        return payloads.of(render(reply.messages))

    async def send(self, recipient: str, payload: Payload) -> Sent:
        """Send one message, or change one."""
        return await sending.send(self.bot, recipient, payload)

    async def _heard(self, arrived: Arrived, message: Message) -> list[Payload]:
        if message.text is None:
            return await self._without_words(arrived, message)
        called = command(message.text)
        return await self._called(arrived, called) if called else await self._turn(arrived, message.text)

    async def _without_words(self, arrived: Arrived, message: Message) -> list[Payload]:
        if message.caption:
            return [*payloads.words(text("media.caption")), *await self._turn(arrived, message.caption)]
        if message.media_group_id and arrived.attempt == 1:
            if message.media_group_id in self._albums:
                return []
            self._albums.append(message.media_group_id)
        told = unread(message)
        return payloads.words(told) if told else []

    async def _called(self, arrived: Arrived, called: Command) -> list[Payload]:
        if called.name == "start":
            return await self._started(arrived, called.about)
        if called.asks:
            return await self._turn(arrived, called.asks)
        unknown = [] if called.name in text.all["commands"] else [text("unknown_command")]
        return payloads.words(called.says or "\n\n".join([*unknown, text("help")]), payloads.menu())

    async def _started(self, arrived: Arrived, payload: str) -> list[Payload]:
        if not payload:
            return payloads.words(text("welcome"), payloads.menu())
        code = procedure_code(payload)
        if code in self.gateway.assistant.library.retriever.names:
            return await self._turn(arrived, text("procedure", code=code))
        return await asyncio.to_thread(self._carried, payload)

    def _carried(self, payload: str) -> list[Payload]:
        try:
            if may_be_token(payload):
                return payloads.of([shown(take(self.ticks.sessions, payload))])
        except CarriedGoneError:
            log.info("a carried list was asked for that is gone")
        return payloads.words(text("bad_link"), payloads.menu())

    async def _tapped(self, arrived: Arrived, tapped: CallbackQuery) -> list[Payload]:
        means, _, told = str(tapped.data or "").partition(":")
        if means == Means.PAPER:
            edits, word = await asyncio.to_thread(self._ticking().tick, self._key(arrived), tapped, told)
            await tapping.answer(tapped, word)
            return edits
        if means in (Means.CHOICE, Means.ANSWER):
            await tapping.answer(tapped)
            return [*tapping.chosen(tapped), *await self._turn(arrived, choice=told)]
        asked = text.get(f"questions.{told}.ask") if means == Means.QUESTION else ""
        await tapping.answer(tapped, "" if asked else text("old_button"))
        return await self._turn(arrived, asked) if asked else []

    async def _turn(self, arrived: Arrived, said: str = "", choice: str | None = None) -> list[Payload]:
        self._show_typing(arrived.recipient)
        reply = await self.gateway.take(arrived.turn(said, choice))
        key = self._key(arrived)

        def having(listed: TickList) -> frozenset[str]:
            return self.ticks.have(key, listed.procedure_code)

        return await asyncio.to_thread(payloads.of, render(reply.messages), having)

    def _key(self, arrived: Arrived) -> str:
        return self.gateway.conversations.key(self.name, arrived.conversation_id)

    def _ticking(self) -> tapping.Ticking:
        return tapping.Ticking(self.ticks)

    def _show_typing(self, recipient: str) -> None:
        sign = asyncio.create_task(self._typing(int(recipient)))
        self._signs.add(sign)
        sign.add_done_callback(self._signs.discard)

    async def _typing(self, chat: int) -> None:
        try:
            await self.bot.send_chat_action(chat, ChatAction.TYPING)
        except TelegramError as error:
            log.debug("typing could not be shown: %s", error)
