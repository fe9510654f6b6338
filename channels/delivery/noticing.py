"""Noticing: dossiers whose status or appointed day is not what was told last become notices in the outbox.

While a notice waits (quiet hours, a closed window, a flood limit) the next change takes its place: one notice tells
the newest state. It ends the wish when the dossier has ended.
"""

import logging
import secrets
from collections.abc import Mapping

from sqlalchemy import ColumnElement, Select, delete, exists, or_, select

from bot.answers.notices import notice
from bot.conversations.tables import SubscriptionRow
from channels.delivery.contract import Channel
from channels.delivery.outbox import Outbox
from channels.delivery.pushing import reached
from channels.delivery.queues import HELD, SENDING, WAITING
from channels.delivery.tables import OutboxRow
from knowledge.database import reading, writing
from knowledge.dossiers.errors import UnknownStatusError
from knowledge.dossiers.look_up import short
from knowledge.dossiers.statuses import statuses
from knowledge.dossiers.tables import DossierRow

_AT_ONCE = 500

log = logging.getLogger(__name__)


class Noticing:
    """Compares what was told with what is stored."""

    def __init__(self, outbox: Outbox, channels: Mapping[str, Channel]) -> None:
        self.outbox = outbox
        self.channels = channels

    def check(self) -> int:
        """Put a notice for every dossier that moved; return how many. Safe in several replicas.

        Raises `DatabaseUnavailableError`.
        """
        with reading(self.outbox.sessions) as session:
            numbers = session.scalars(self._moved().limit(_AT_ONCE)).all()
            ended = session.scalar(select(exists().where(*_over())))
        put = sum(map(self._told, numbers))
        if ended:
            with writing(self.outbox.sessions) as session:
                session.execute(delete(SubscriptionRow).where(*_over()))
        return put

    def _moved(self) -> Select[int]:
        same_day = DossierRow.due_at.is_not_distinct_from(SubscriptionRow.told_due_at)
        query = select(SubscriptionRow.number).join(DossierRow, DossierRow.dossier_code == SubscriptionRow.dossier_code)
        query = query.where(or_(DossierRow.status != SubscriptionRow.told_status, ~same_day))
        return query.where(SubscriptionRow.channel.in_(tuple(self.channels))).order_by(SubscriptionRow.number)

    def _told(self, number: int) -> bool:
        try:
            return self._put(number)
        except UnknownStatusError as error:
            log.warning("nobody can be told of a dossier: %s", error)
            return False

    def _put(self, number: int) -> bool:
        with writing(self.outbox.sessions) as session:
            # Locked, on PostgreSQL, for another replica may be at the same wish.
            again = self._moved().where(SubscriptionRow.number == number).with_for_update(of=SubscriptionRow)
            if session.scalars(again).first() is None:
                return False
            wish = session.get_one(SubscriptionRow, number)
            dossier = session.get_one(DossierRow, wish.dossier_code)
            to = reached(session, self.outbox, wish.conversation_key)
            if to is None:
                session.delete(wish)
                return False
            wish.told_status, wish.told_due_at = dossier.status, dossier.due_at
            wish.last = statuses()[dossier.status].ends is not None
            session.execute(delete(OutboxRow).where(*_waits(number)))
            reply = notice(short(dossier, self.outbox.now()), wish.last)
            payloads = self.channels[to.channel].render(reply)
            self.outbox.put(session, f"notice:{number}:{secrets.token_hex(8)}", to, payloads, number)
            return True


def _waits(number: int) -> tuple[ColumnElement[bool], ...]:
    """The condition of a wish's notices that nobody has begun to send."""
    return OutboxRow.subscription == number, OutboxRow.state.in_((WAITING, HELD))


def _over() -> tuple[ColumnElement[bool], ...]:
    """The condition of wishes whose last notice was sent, or cannot be."""
    is_open = OutboxRow.state.in_((WAITING, HELD, SENDING))
    waits = exists().where(OutboxRow.subscription == SubscriptionRow.number, is_open)
    return SubscriptionRow.last.is_(True), ~waits
