"""Kills deliveries at work, again and again: `python -m tests.channels.delivery.killing STORE PLATFORM VAR KILLS SEED`.

Children are forked from one process that has everything imported, each works with connections of its own until it is
killed with SIGKILL after some milliseconds. Two work at once: at any moment a replica lives on.
"""

import asyncio
import os
import random
import signal
import sys
import time
from pathlib import Path

from bot.conversations.store import Conversations
from channels.delivery.deliveries import Deliveries
from knowledge.database import engine, sessions
from tests.channels.delivery.conftest import SECRET, settings
from tests.channels.delivery.talking import App

LEASE = 1.5
SHORTEST, LONGEST = 0.05, 0.5


def deliveries(store: str, platform: str, var: Path) -> Deliveries:
    """Return deliveries with connections of their own; kills count as tries, so there are many."""
    conversations = Conversations(sessions(engine(store)), SECRET)
    made = Deliveries(conversations, settings(var, delivery_lease=LEASE, delivery_tries=1000, notice_seconds=0.2))
    made.join(App(conversations, platform))
    return made


def start(store: str, platform: str, var: Path) -> int:
    """Fork a child that works until it is killed; return its id."""
    child = os.fork()
    if child:
        return child
    try:
        asyncio.run(deliveries(store, platform, var).run())
    finally:
        os._exit(1)


def main(store: str, platform: str, var: str, kills: str, seed: str) -> None:
    """Keep two children at work, and kill one of them after another."""
    chance = random.Random(int(seed))
    children = [start(store, platform, Path(var)) for _ in range(2)]
    for _ in range(int(kills)):
        time.sleep(chance.uniform(SHORTEST, LONGEST))
        victim = children.pop(chance.randrange(2))
        os.kill(victim, signal.SIGKILL)
        os.waitpid(victim, 0)
        children.append(start(store, platform, Path(var)))
    for child in children:
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)


if __name__ == "__main__":
    main(*sys.argv[1:])
