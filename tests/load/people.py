"""People for Locust: each plays one conversation of `tests/bot/conversations_*.yml` after the other, a turn a second on average.

    locust -f tests/load/people.py --headless --users 40 --spawn-rate 20 --run-time 60s --host http://127.0.0.1:8000

Runs in an environment of its own (`make .venv-load/.ready`), so it imports nothing of ours. `LOAD_FIGURES` names the
file that its figures are written to at the end, `LOAD_WARM_UP` the seconds at the start that do not count; when they are
over, a file with `.begun` behind that name appears.
"""

import json
import os
import random
import time
import uuid
from pathlib import Path
from typing import Any

import gevent
import yaml
from locust import HttpUser, events, task
from locust.env import Environment

Reply = dict[str, Any]
_FILES = sorted((Path(__file__).parent.parent / "bot").glob("conversations_*.yml"))
CONVERSATIONS = [
    item
    for file in _FILES
    for item in yaml.safe_load(file.read_text(encoding="utf-8"))
    if item.get("release", "guides") == "guides"
]
_ASKED = "/api/v1/chat"
counted = {"turns": 0, "limited": 0, "conversations": 0}


class Person(HttpUser):
    """Somebody who talks, and reads for a while before the next turn."""

    def on_start(self) -> None:
        """Begin as somebody new."""
        self.due = time.monotonic()
        self.begin()

    def wait_time(self) -> float:
        """Return the seconds until the next turn: half a second to one and a half after the last was due.

        At equal steps, people who once waited for a slow reply together would speak at the same moment ever after.
        """
        self.due = max(self.due + random.uniform(0.5, 1.5), time.monotonic())
        return self.due - time.monotonic()

    def begin(self) -> None:
        """Begin a conversation as somebody new."""
        self.client.cookies.clear()
        self.conversation_id = str(uuid.uuid4())
        self.turns = iter(random.choice(CONVERSATIONS)["turns"])
        self.answers: dict[str, str] = {}
        self.offered: list[tuple[str, str]] = []
        self.asked: str | None = None
        counted["conversations"] += 1

    @task
    def take_a_turn(self) -> None:
        """Answer what is asked, or say what comes next."""
        if self.asked and (label := self.answers.get(self.asked)) and self.tap(label):
            return
        turn = next(self.turns, None)
        if turn is None:
            self.begin()
            turn = next(self.turns)
        self.answers = turn.get("answers", {})
        if "say" in turn:
            self.send(text=turn["say"])
        elif "choose" in turn:
            self.tap(turn["choose"])
        elif self.asked and (label := self.answers.get(self.asked)):
            self.tap(label)

    def tap(self, label: str) -> bool:
        """Tap a choice by its label; return whether it was offered."""
        found = [choice for text, choice in self.offered if label in text]
        if found:
            self.send(choice=found[0])
        return bool(found)

    def send(self, **said: str) -> None:
        """Take one turn; anything but a reply is a failure."""
        sent = {"conversation_id": self.conversation_id, "channel": "web", **said}
        with self.client.post(_ASKED, json=sent, catch_response=True) as answer:
            if answer.status_code != 200:
                answer.failure(f"status {answer.status_code}")
                return
            self.read(answer.json())

    def read(self, reply: Reply) -> None:
        """Note what is offered and asked."""
        counted["turns"] += 1
        counted["limited"] += bool(reply["limited"])
        choices = [message for message in reply["messages"] if message["type"] == "choices"]
        newest = [(choice["label"], choice["id"]) for message in choices for choice in message["choices"]]
        self.offered = [*newest, *self.offered][:60]
        self.asked = next((message["fact"] for message in reversed(choices) if message["fact"]), None)


@events.init.add_listener
def _begin(environment: Environment, **_: object) -> None:
    """Count anew once everybody is there and warm."""

    def warm(**_: object) -> None:
        gevent.spawn_later(float(os.environ.get("LOAD_WARM_UP", "0")), count_anew, environment)

    environment.events.spawning_complete.add_listener(warm)
    count_anew(environment)


def count_anew(environment: Environment) -> None:
    """Forget what was counted so far."""
    environment.stats.reset_all()
    counted.update(turns=0, limited=0)
    environment.processor_at_start = time.process_time()
    environment.started = time.monotonic()
    environment.times_counted = getattr(environment, "times_counted", 0) + 1
    if environment.times_counted > 1 and (file := os.environ.get("LOAD_FIGURES")):
        Path(f"{file}.begun").touch()


@events.quitting.add_listener
def _tell(environment: Environment, **_: object) -> None:
    total = environment.stats.total
    seconds = time.monotonic() - environment.started
    used = time.process_time() - environment.processor_at_start
    figures = {
        "turns": total.num_requests,
        "failures": total.num_failures,
        "limited": counted["limited"],
        "seconds": round(seconds, 1),
        "turns_a_second": round(total.num_requests / seconds, 1),
        "ms": {str(share): total.get_response_time_percentile(share / 100) for share in (50, 95, 99)},
        "locust_processor_share": round(used / seconds, 2),
        "errors": [f"{error.error} x {error.occurrences}" for error in environment.stats.errors.values()],
    }
    if file := os.environ.get("LOAD_FIGURES"):
        Path(file).write_text(json.dumps(figures), encoding="utf-8")
