"""Other citizens keep a server busy, and stop with the measuring."""

import time

from eval.latency.crowd import crowd
from tests.eval.peer import Peer

SAID = ["một", "hai", "ba", "bốn"]
REPLIES = {text: {"decision": "decline", "procedures": []} for text in SAID}


def test_each_citizen_talks_until_the_measuring_ends() -> None:
    with Peer(REPLIES) as peer:
        with crowd(peer.url, 2, SAID):
            limit = time.monotonic() + 10
            while len({one["conversation_id"] for one in peer.asked}) < len(SAID) and time.monotonic() < limit:
                time.sleep(0.02)
        spoken = len(peer.asked)
        time.sleep(0.1)
        assert len(peer.asked) == spoken >= len(SAID)
    assert {one["text"] for one in peer.asked} == set(SAID)


def test_nobody_else_talks_where_one_is_alone() -> None:
    with Peer(REPLIES) as peer:
        with crowd(peer.url, 0, SAID):
            time.sleep(0.1)
        assert peer.asked == []


def test_a_server_that_breaks_off_stops_nobody_from_measuring(nobody: str) -> None:
    with crowd(nobody, 2, SAID):
        time.sleep(0.05)
