"""Sending one message: what Zalo's answers mean."""

import asyncio
from dataclasses import replace

import pytest

from channels.zalo.account import Account
from channels.zalo.client import ZaloClient
from channels.zalo.errors import RefusedMessageError, UncertainAnswerError, UnreachableError, ZaloError
from channels.zalo.protocol import Button, Refusal, outgoing
from tests.channels.zalo.playing_zalo import PlayingZalo


def send(account: Account, zalo: PlayingZalo, access: str | None = None) -> str:
    async def once() -> str:
        client = ZaloClient(account)
        try:
            return await client.send(access or zalo.access, "246", outgoing("Dạ", [Button("Tại nhà", "c1")]))
        finally:
            await client.close()

    return asyncio.run(once())


@pytest.fixture(autouse=True)
def _given(zalo: PlayingZalo) -> None:
    zalo.new_pair()


def test_a_message_goes_to_its_citizen_with_its_buttons(account: Account, zalo: PlayingZalo) -> None:
    assert send(account, zalo) == "m1"
    (sent,) = zalo.sent
    assert sent["recipient"] == {"user_id": "246"}
    assert sent["message"]["text"] == "Dạ"
    assert [(one["title"], one["type"]) for one in zalo.buttons()] == [("Tại nhà", "oa.query.hide")]


@pytest.mark.parametrize(
    ("fault", "refusal"),
    [
        (-216, Refusal.TOKEN),
        (-230, Refusal.WINDOW),
        (-213, Refusal.GONE),
        (-211, Refusal.QUOTA),
        (-224, Refusal.ACCOUNT),
        (-201, Refusal.MESSAGE),
        (-32, Refusal.BUSY),
        (-9999, Refusal.UNKNOWN),
        ("401", Refusal.TOKEN),
        ("429", Refusal.BUSY),
        ("404", Refusal.UNKNOWN),
    ],
)
def test_an_error_with_status_200_is_an_error(
    account: Account, zalo: PlayingZalo, fault: int | str, refusal: Refusal
) -> None:
    zalo.faults.append(fault)
    with pytest.raises(RefusedMessageError) as refused:
        send(account, zalo)
    assert refused.value.refusal is refusal
    assert zalo.sent == []


@pytest.mark.parametrize("fault", ["500", "503", "html", "lost", "slow"])
def test_without_a_readable_answer_nobody_knows(account: Account, zalo: PlayingZalo, fault: str) -> None:
    zalo.faults.append(fault)
    with pytest.raises(UncertainAnswerError):
        send(replace(account, timeout=0.3), zalo)


def test_where_nothing_listens_the_message_surely_did_not_arrive(account: Account, zalo: PlayingZalo) -> None:
    with pytest.raises(UnreachableError):
        send(replace(account, api_url="http://127.0.0.1:9"), zalo)


def test_an_error_names_neither_the_citizen_nor_the_token_nor_the_words(account: Account, zalo: PlayingZalo) -> None:
    zalo.faults.append(-201)
    with pytest.raises(ZaloError) as refused:
        send(account, zalo)
    for secret in ("246", zalo.access, "Dạ"):
        assert secret not in str(refused.value)
