"""Everything together, without Rasa: a question, a look-up, the tap, the dossier moves, the notice, the end of it."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import pytest
from sqlalchemy import select

from bot.answers.chat import ChatReply
from bot.answers.notices import words
from bot.answers.wording import say
from channels.delivery.contract import Arrived, Payload
from channels.delivery.deliveries import Deliveries
from channels.delivery.tables import InboxRow, OutboxRow, RecipientRow
from channels.services import Services
from knowledge.database import reading
from knowledge.dossiers import demo
from knowledge.dossiers.demo import DemoDossier
from knowledge.dossiers.statuses import statuses
from knowledge.dossiers.tables import DossierRow
from tests.channels.delivery.conftest import Office
from tests.channels.delivery.dossiers import move
from tests.channels.delivery.platform import Platform
from tests.channels.delivery.talking import App


@dataclass
class RealApp(App):
    """Asks the real gateway; choices are told with their ids, and "#ID" taps one."""

    gateway: Any = None

    async def handle(self, arrived: Arrived) -> Sequence[Payload]:
        text: str = arrived.payload["text"]
        turn = arrived.turn(choice=text[1:]) if text.startswith("#") else arrived.turn(text)
        return self.render(await self.gateway.take(turn))

    def render(self, reply: ChatReply) -> Sequence[Payload]:
        told = list(super().render(reply))
        for message in reply.messages:
            if message.type == "choices":
                told.append({"text": message.text, "choices": {one.label: one.id for one in message.choices}})
            elif message.type == "dossier":
                told.append({"text": message.status_text})
        return told


@pytest.fixture
def chat(services: Services, platform: Platform) -> Office:
    services.deliveries.join(RealApp(services.conversations, platform.url, gateway=services.gateway))
    app = services.deliveries.channels["telegram"]
    assert isinstance(app, RealApp)
    office = Office(services.deliveries, app, platform, None)  # type: ignore[arg-type]
    office.deliveries.sending.quiet_hours = type(office.deliveries.sending.quiet_hours)()
    return office


@pytest.fixture
def dossier(services: Services) -> DemoDossier:
    """A demo dossier that goes on."""
    now = datetime.now(UTC)
    invented = demo.invent(12, 1, now)
    demo.replace(services.sessions, services.conversations.secret, invented, now)
    with reading(services.sessions) as session:
        going_on = [row.dossier_code for row in session.scalars(select(DossierRow)) if not statuses()[row.status].ends]
    return next(one for one in invented if one.record.dossier_code in going_on)


def say_to(office: Office, text: str) -> list[dict[str, Any]]:
    """Say something and return what the platform took for it."""
    before = len(office.platform.taken)
    office.hear(text, update_id=f"{office.platform.url}{len(office.numbers)}"[-60:])
    office.work()
    return office.platform.taken[before:]


def tap(office: Office, label: str, told: list[dict[str, Any]]) -> list[dict[str, Any]]:
    found = next(ids for message in told for name, ids in message.get("choices", {}).items() if label in name)
    return say_to(office, f"#{found}")


def test_from_the_look_up_to_the_notice_to_its_end(chat: Office, services: Services, dossier: DemoDossier) -> None:
    code = dossier.record.dossier_code
    offered = say_to(chat, f"{code} {dossier.identity_number[-4:]}")
    agreed = tap(chat, words("offer_label"), offered)
    assert words("agreed", code=f"…{code[-4:]}") in [message["text"] for message in agreed]
    move(services.sessions, code, status="payment_requested")
    chat.deliveries.noticing.check()
    chat.work()
    assert statuses()["payment_requested"].name in chat.platform.taken[-1]["text"]
    stopped = say_to(chat, "dừng thông báo")
    assert words("stopped", code=f"…{code[-4:]}") in [message["text"] for message in stopped]
    move(services.sessions, code, status="stopped")
    assert chat.deliveries.noticing.check() == 0


def test_erasing_leaves_nobody_to_reach_and_says_so(chat: Office, services: Services) -> None:
    say_to(chat, "xin chào")
    told = tap(chat, say("erase_now"), say_to(chat, "xóa dữ liệu của tôi"))
    assert say("erased") in [message["text"] for message in told]
    with reading(services.sessions) as session:
        assert session.scalars(select(RecipientRow)).all() == []
        assert session.scalars(select(InboxRow.lane)).unique().all() == [""]
        assert {row.conversation_key for row in session.scalars(select(OutboxRow))} == {None}


def test_what_came_before_a_restart_is_answered_once(chat: Office, services: Services) -> None:
    chat.hear("xin chào", update_id="before")
    again = Deliveries(services.conversations, services.settings)
    again.join(chat.app)
    office = Office(again, chat.app, chat.platform, None)  # type: ignore[arg-type]
    assert not office.hear("xin chào", update_id="before")
    office.work()
    chat.work()
    assert asyncio.run(again.accept("telegram", "before", "an", {})) is False
    assert [say("greeting") in message["text"] for message in chat.platform.taken].count(True) == 1
