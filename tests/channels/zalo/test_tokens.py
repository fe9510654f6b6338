"""The account's tokens: encrypted, ahead of their end, and never refreshed twice with the same refresh token."""

import json
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import astuple
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import update

from channels.zalo.account import Account
from channels.zalo.errors import NotConnectedError, UnreachableError
from channels.zalo.oauth import Pair
from channels.zalo.tables import ZaloTokensRow
from channels.zalo.tokens import Tokens
from knowledge.database import Sessions, reading, writing
from knowledge.settings import ROOT
from tests.channels.zalo.conftest import SECRET
from tests.channels.zalo.playing_zalo import PlayingZalo

OTHER_PROCESS = """
import json, sys
from channels.zalo.account import Account
from channels.zalo.tokens import Tokens
from knowledge.database import engine, sessions

print("ready", flush=True)
for line in sys.stdin:
    url, secret, account = json.loads(line)
    print(Tokens(sessions(engine(url)), secret.encode(), Account(*account)).access(), flush=True)
"""


@pytest.fixture(scope="module")
def processes() -> Iterator[list[subprocess.Popen[str]]]:
    """Two other processes that ask for an access token when they are told where."""
    command, pipe = [sys.executable, "-c", OTHER_PROCESS], subprocess.PIPE
    both = [subprocess.Popen(command, cwd=ROOT, stdin=pipe, stdout=pipe, text=True) for _ in range(2)]
    assert [heard(one) for one in both] == ["ready", "ready"]
    yield both
    for one in both:
        one.communicate()


def heard(process: subprocess.Popen[str]) -> str:
    assert process.stdout
    return process.stdout.readline().strip()


@pytest.fixture
def connected(tokens: Tokens, zalo: PlayingZalo) -> Tokens:
    """Tokens with a fresh pair, given a day ago by the clock's telling."""
    zalo.new_pair()
    tokens.connect(Pair(zalo.access, zalo.refresh, datetime.now(UTC) + timedelta(hours=25)))
    return tokens


def age(tokens: Tokens, left: timedelta) -> None:
    """Let the pair be a day old, and `left` be left of its access token."""
    now = datetime.now(UTC)
    with writing(tokens.sessions) as session:
        session.execute(update(ZaloTokensRow).values(given_at=now - timedelta(hours=24), expires_at=now + left))


def row(tokens: Tokens) -> ZaloTokensRow:
    with reading(tokens.sessions) as session:
        found = session.get(ZaloTokensRow, tokens.account.app_id)
        assert found
        return found


def test_nothing_is_connected_at_first(tokens: Tokens) -> None:
    for ask in (tokens.access, tokens.standing):
        with pytest.raises(NotConnectedError, match="zalo connect"):
            ask()


def test_a_good_token_is_used_without_asking_zalo(connected: Tokens, zalo: PlayingZalo) -> None:
    assert connected.access() == zalo.access
    assert zalo.refreshed == 0


def test_tokens_do_not_stand_in_the_database(connected: Tokens, zalo: PlayingZalo) -> None:
    kept = row(connected).pair
    assert zalo.access not in kept
    assert zalo.refresh not in kept


def test_a_token_is_renewed_ahead_of_its_end_and_the_new_pair_is_kept(connected: Tokens, zalo: PlayingZalo) -> None:
    age(connected, left=timedelta(hours=1))
    for times in (1, 2):
        assert connected.access() == zalo.access
        assert zalo.refreshed == times
        age(connected, left=timedelta(hours=1))


def test_a_short_lived_token_is_not_renewed_at_every_call(connected: Tokens, zalo: PlayingZalo) -> None:
    zalo.lifetime = 3600
    age(connected, left=timedelta(0))
    assert {connected.access() for _ in range(3)} == {zalo.access}
    assert zalo.refreshed == 1


def test_a_rejected_token_is_renewed_once_by_whoever_comes_first(connected: Tokens, zalo: PlayingZalo) -> None:
    age(connected, left=timedelta(hours=20))
    rejected = zalo.access
    with ThreadPoolExecutor(4) as threads:
        got = set(threads.map(connected.access_after, [rejected] * 4))
    assert got == {zalo.access} != {rejected}
    assert zalo.refreshed == 1


def test_a_token_that_was_given_a_moment_ago_is_not_renewed_again(connected: Tokens, zalo: PlayingZalo) -> None:
    with pytest.raises(NotConnectedError, match="does not take"):
        connected.access_after(zalo.access)
    assert zalo.refreshed == 0


def test_a_refresh_token_that_was_used_elsewhere_leaves_the_access_token_in_use(
    connected: Tokens, zalo: PlayingZalo
) -> None:
    age(connected, left=timedelta(hours=1))
    before = zalo.access
    zalo.new_pair()
    assert connected.access() == before
    assert "used before" in connected.standing().refusal


def test_when_both_tokens_are_over_a_person_must_connect_again(connected: Tokens, zalo: PlayingZalo) -> None:
    age(connected, left=timedelta(seconds=-1))
    zalo.new_pair()
    with pytest.raises(NotConnectedError, match="used before"):
        connected.access()
    zalo.new_pair()
    connected.connect(Pair(zalo.access, zalo.refresh, datetime.now(UTC) + timedelta(hours=25)))
    assert connected.access() == zalo.access
    assert connected.standing().refusal == ""


def test_zalo_out_of_reach_does_not_matter_while_the_token_is_good(connected: Tokens, zalo: PlayingZalo) -> None:
    age(connected, left=timedelta(hours=1))
    zalo.token_faults.append("500")
    assert [connected.access() for _ in range(3)] == [zalo.access] * 3
    assert list(zalo.token_faults) == []


def test_after_a_failed_renewal_zalo_is_left_alone_for_a_minute(
    connected: Tokens, zalo: PlayingZalo, monkeypatch: pytest.MonkeyPatch
) -> None:
    age(connected, left=timedelta(seconds=-1))
    zalo.token_faults.append("500")
    for _ in range(3):
        with pytest.raises(UnreachableError):
            connected.access()
    assert zalo.refreshed == 0
    monkeypatch.setattr(connected, "now", lambda: datetime.now(UTC) + timedelta(seconds=61))
    assert connected.access() == zalo.access
    assert zalo.refreshed == 1


def test_a_lost_answer_costs_the_connection_and_is_said_so(connected: Tokens, zalo: PlayingZalo) -> None:
    age(connected, left=timedelta(seconds=-1))
    zalo.token_faults.append("lost")
    with pytest.raises(UnreachableError):
        connected.access()
    connected._not_before = datetime.now(UTC)
    with pytest.raises(NotConnectedError, match="used before"):
        connected.access()


def test_tokens_of_another_secret_are_no_tokens(connected: Tokens, database: Sessions, account: Account) -> None:
    with pytest.raises(NotConnectedError, match="another data key"):
        Tokens(database, b"another secret of 32 bytes, too!", account).access()


def test_two_processes_that_renew_at_once_ask_zalo_once(
    connected: Tokens, zalo: PlayingZalo, account: Account, url: str, processes: list[subprocess.Popen[str]]
) -> None:
    age(connected, left=timedelta(seconds=-1))
    zalo.token_faults.append("slow")
    zalo.slow = 0.7
    told = json.dumps([url, SECRET.decode(), astuple(account)])
    for one in processes:
        assert one.stdin
        print(told, file=one.stdin, flush=True)
    assert [heard(one) for one in processes] == [zalo.access] * 2
    assert zalo.refreshed == 1
