"""Killed with SIGKILL at work, by a process of its own: no reply is lost, and no notice doubled."""

from pathlib import Path

from tests.channels.delivery.conftest import on_both_stores
from tests.channels.delivery.platform import Platform
from tests.prove_delivery import put_to_the_proof

KILLS = 6


@on_both_stores
def test_no_reply_is_lost_and_no_notice_doubled_whoever_is_killed(url: str, platform: Platform, tmp_path: Path) -> None:
    after = put_to_the_proof(url, platform, tmp_path, KILLS, seed=7)
    assert (after.lost_replies, after.disordered_replies, after.doubled_notices) == (0, 0, 0)
    # Of each conversation one reply can be under way when its worker is killed.
    assert after.doubled_replies <= KILLS * after.people
    assert after.notices_not_taken <= after.unknown_notices
    assert after.turns == after.messages
    assert after.notices
