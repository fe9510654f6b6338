"""Sending a payload: the token is renewed once, and failures become delivery's."""

import asyncio
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from channels.delivery import errors as delivery
from channels.delivery.contract import Payload, Sent
from channels.zalo.account import Account
from channels.zalo.client import ZaloClient
from channels.zalo.oauth import Pair
from channels.zalo.sending import Sender
from channels.zalo.tokens import Tokens
from knowledge.database import engine, sessions, upgrade
from tests.channels.zalo.conftest import SECRET
from tests.channels.zalo.playing_zalo import PlayingZalo

QUESTION = {
    "text": "Sinh ở đâu?",
    "buttons": [{"title": "Tại nhà", "label": "Tại nhà, không phải trạm", "choice": "c1"}],
}
Send = Callable[..., Sent]


@pytest.fixture
def url(tmp_path: Path) -> str:
    """One store is enough here: `test_tokens` has both."""
    url = f"sqlite:///{tmp_path / 'motcua.sqlite'}"
    upgrade(url)
    return url


@pytest.fixture
def send(tokens: Tokens, zalo: PlayingZalo, account: Account) -> Send:
    """Send one payload with an account that has been connected for an hour."""
    zalo.new_pair()
    an_hour_ago = datetime.now(UTC) - timedelta(hours=1)
    Tokens(tokens.sessions, SECRET, account, lambda: an_hour_ago).connect(
        Pair(zalo.access, zalo.refresh, datetime.now(UTC) + timedelta(hours=24))
    )

    def once(payload: Payload, speaking: Account = account) -> Sent:
        async def sent() -> Sent:
            client = ZaloClient(speaking)
            try:
                return await Sender(client, tokens).send("246", payload)
            finally:
                await client.close()

        return asyncio.run(sent())

    return once


def test_a_payload_is_sent_and_its_number_kept(send: Send, zalo: PlayingZalo) -> None:
    assert send({"text": "Dạ"}) == Sent("m1")
    assert zalo.texts("246") == ["Dạ"]


def test_a_rejected_token_is_renewed_and_the_message_sent_once(send: Send, zalo: PlayingZalo) -> None:
    zalo.faults.append(-216)
    send(QUESTION)
    assert zalo.texts() == ["Sinh ở đâu?"]
    assert zalo.refreshed == 1


def test_a_token_that_is_rejected_twice_is_not_renewed_forever(send: Send, zalo: PlayingZalo) -> None:
    zalo.faults.extend([-216, -216])
    with pytest.raises(delivery.TryLaterError):
        send(QUESTION)
    with pytest.raises(delivery.TryLaterError):
        zalo.faults.append(-216)
        send(QUESTION)
    assert zalo.refreshed == 1


@pytest.mark.parametrize(
    ("fault", "error"),
    [
        (-230, delivery.WindowClosedError),
        (-213, delivery.GoneError),
        (-211, delivery.TryLaterError),
        (-224, delivery.TryLaterError),
        (-32, delivery.TryLaterError),
        (-9999, delivery.TryLaterError),
        (-201, delivery.RefusedError),
        ("500", delivery.UncertainError),
        ("lost", delivery.UncertainError),
    ],
)
def test_every_failure_is_said_in_deliverys_words(
    send: Send, zalo: PlayingZalo, fault: int | str, error: type[Exception]
) -> None:
    zalo.faults.append(fault)
    with pytest.raises(error):
        send({"text": "Dạ"})


def test_without_messages_left_the_next_try_is_an_hour_away(send: Send, zalo: PlayingZalo) -> None:
    zalo.faults.append(-211)
    with pytest.raises(delivery.TryLaterError) as refused:
        send({"text": "Dạ"})
    assert refused.value.seconds == 3600


def test_where_nothing_listens_it_is_tried_later(send: Send, account: Account) -> None:
    with pytest.raises(delivery.TryLaterError):
        send({"text": "Dạ"}, replace(account, api_url="http://127.0.0.1:9"))


def test_where_zalo_takes_no_buttons_the_choices_are_numbered_in_full(send: Send, zalo: PlayingZalo) -> None:
    zalo.buttons_refused = True
    send(QUESTION)
    (text,) = zalo.texts()
    assert text.startswith("Sinh ở đâu?\n")
    assert text.endswith("1. Tại nhà, không phải trạm")


def test_without_a_connection_messages_wait_for_a_person(tokens: Tokens, account: Account) -> None:
    with pytest.raises(delivery.TryLaterError, match="zalo connect"):
        asyncio.run(Sender(ZaloClient(account), tokens).send("246", {"text": "Dạ"}))


def test_without_a_database_messages_wait(account: Account) -> None:
    broken = Tokens(sessions(engine("postgresql+psycopg://nobody@127.0.0.1:9/none")), SECRET, account)
    with pytest.raises(delivery.TryLaterError, match="database"):
        asyncio.run(Sender(ZaloClient(account), broken).send("246", {"text": "Dạ"}))
