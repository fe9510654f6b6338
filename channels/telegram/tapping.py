"""A tapped button: an answer, a set question, or a paper that is ticked off."""

import logging

from telegram import CallbackQuery, InlineKeyboardMarkup, Message
from telegram.error import TelegramError

from bot.conversations import receipts
from bot.conversations.errors import ReceiptNotFoundError
from bot.conversations.ticks import Ticks
from channels.delivery.contract import Payload
from channels.rendering import TickList, tick_list
from channels.telegram import keyboards, payloads
from channels.telegram import tick_list as list_message
from channels.telegram.texts import text

log = logging.getLogger(__name__)


class Ticking:
    """Ticks papers off. The conversation's memory tells what is there; for a list before the latest, its buttons do."""

    def __init__(self, ticks: Ticks) -> None:
        self.ticks = ticks

    def tick(self, key: str, tapped: CallbackQuery, told: str) -> tuple[list[Payload], str]:
        """Return the edit of the list's message and a short word, which says so where the list is not known any more.

        Whether a paper is to be ticked or unticked follows from the button as it was shown: repeated, it does the same.
        """
        listed, number = self._found(told)
        message = tapped.message
        if listed is None or not isinstance(message, Message):
            return [], text("old_list")
        shown = keyboards.read(message.reply_markup or InlineKeyboardMarkup([]))
        before = _marked(shown, listed)
        paper = listed.papers[number - 1].id
        there = paper not in before
        ids = [known.id for known in listed.papers]
        having = self.ticks.put(key, listed.procedure_code, ids, paper, there)
        if having is None:
            having = before | {paper} if there else before - {paper}
        word = text("ticked" if there else "unticked", done=len(having), all=len(ids))
        return payloads.retold(message.message_id, listed, having), word

    def _found(self, told: str) -> tuple[TickList | None, int]:
        receipt, number = list_message.read(told) or ("", 0)
        try:
            listed = tick_list(receipts.read(self.ticks.sessions, receipt).told)
        except ReceiptNotFoundError:
            return None, 0
        return (listed, number) if 1 <= number <= len(listed.papers) else (None, 0)


def _marked(shown: keyboards.Rows, listed: TickList) -> frozenset[str]:
    """Return ids of the papers whose buttons are marked."""
    keys = {
        paper.id: keyboards.find(shown, list_message.data_of(listed.receipt, number))
        for number, paper in enumerate(listed.papers, 1)
    }
    return frozenset(paper for paper, key in keys.items() if key and key["text"].startswith(list_message.THERE))


def chosen(tapped: CallbackQuery) -> list[Payload]:
    """Return the edit that marks the tapped answer, so that the conversation can be read again later."""
    message = tapped.message
    if not isinstance(message, Message) or message.reply_markup is None:
        return []
    rows = keyboards.chosen(message.reply_markup, str(tapped.data))
    return payloads.marked(message.message_id, rows)


async def answer(tapped: CallbackQuery, word: str = "") -> None:
    """End the waiting sign on the button. It is only a sign: where it cannot be ended, the reply still comes."""
    try:
        await tapped.answer(word or None)
    except TelegramError as error:
        log.info("a tapped button could not be answered: %s", error)
