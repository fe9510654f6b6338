"""Rasa's trackers inside Rasa's own environment: shared in Redis, gone in time, and never a silent memory instead."""

import json
import subprocess
from collections.abc import Iterator
from typing import Any

import pytest

from bot.training import PYTHON
from knowledge.settings import ROOT
from tests.redis_server import RedisServer, redis_server

SCRIPT = """
import asyncio, json, sys
from rasa.core.tracker_store import FailSafeTrackerStore, TrackerStore
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import UserUttered
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.utils.endpoints import EndpointConfig
from bot.nlu import trackers

def store(url):
    told = EndpointConfig(url=url, type="bot.nlu.trackers.SharedTrackerStore", max_events=20)
    return FailSafeTrackerStore(TrackerStore.create(told, Domain.empty()))

async def error(call):
    try:
        await call
    except Exception as raised:
        return type(raised).__name__
    return ""

async def main(url):
    trackers.fail_closed()
    one, other, away = store(url), store(url), store("redis://127.0.0.1:9/0")
    said = DialogueStateTracker("a" * 64, [])
    for number in range(50):
        said.update(UserUttered(f"message {number}"))
    await one.save(said)
    found = await other.retrieve("a" * 64)
    told = {"newest": found.latest_message.text, "events": len(found.events), "unknown": await other.retrieve("b" * 64)}
    own = trackers.RecentTrackerStore(Domain.empty(), max_events=20, max_conversations=2)
    for turn in range(30):
        kept = await own.get_or_create_tracker("c" * 64)
        kept.update(UserUttered(f"turn {turn}"))
        await own.save(kept)
    trackers.remember_kinds_of_events()
    kept = await own.retrieve("c" * 64)
    told["own"] = {"newest": kept.latest_message.text, "events": len(kept.events)}
    told["own"]["kinds"] = sorted({type(event).__name__ for event in kept.events})
    for name in "de":
        await own.save(DialogueStateTracker(name * 64, []))
    told["own"]["kept"] = [key[0] for key in await own.keys()]
    told["keys"] = list(await other.keys())
    told["save"], told["retrieve"], told["list"] = [
        await error(call) for call in (away.save(said), away.retrieve("a" * 64), away.keys())
    ]
    print(json.dumps(told, default=str))

asyncio.run(main(sys.argv[1]))
"""


@pytest.fixture(scope="module")
def redis() -> Iterator[RedisServer]:
    with redis_server() as server:
        yield server


@pytest.fixture(scope="module")
def told(redis: RedisServer) -> dict[str, Any]:
    """What two stores on one Redis, and one whose Redis is away, told of themselves."""
    done = subprocess.run(
        [str(PYTHON), "-W", "ignore", "-c", SCRIPT, redis.url], cwd=ROOT, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr[-2000:]
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


def test_another_server_finds_the_tracker(told: dict[str, Any]) -> None:
    assert told["newest"] == "message 49"
    assert told["unknown"] is None
    assert told["keys"] == ["a" * 64]


def test_it_does_not_grow_without_end(told: dict[str, Any]) -> None:
    assert told["events"] <= 20


def test_one_servers_own_memory_does_not_grow_either(told: dict[str, Any]) -> None:
    assert told["own"] == {"newest": "turn 29", "events": 20, "kinds": ["UserUttered"], "kept": ["d", "e"]}


def test_it_is_gone_within_an_hour(told: dict[str, Any], redis: RedisServer) -> None:
    assert 3500 < redis.client.ttl(f"motcua:tracker:{'a' * 64}") <= 3600


def test_a_store_that_fails_fails_the_turn(told: dict[str, Any]) -> None:
    assert [told[call] for call in ("save", "retrieve", "list")] == ["ConnectionError"] * 3
