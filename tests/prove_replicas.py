"""Prove that replicas are as good as one: `python -m tests.prove_replicas`; writes docs/results/replicas.json and .md.

    python -m tests.prove_replicas [--applications 2 4] [--rasas 2] [--conversations 60] [--out docs/results/replicas.json]

nginx, applications, Rasa servers, PostgreSQL and Redis are real and all on this machine. Nothing here measures speed:
what counts is that every conversation of `tests/bot` goes as written whichever replica takes a turn, that each message
is answered once, and what is lost and doubled while replicas, Rasa servers and Redis are killed.
"""

import argparse
import json
import os
import signal
import sys
import tempfile
import time
import uuid
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import httpx
from websockets.sync.client import connect

from bot.answers.wording import say
from bot.conversations.hand_overs import HandOvers
from bot.conversations.officer_replies import taken_reply, words_reply
from bot.conversations.store import Conversations
from bot.training import train
from knowledge.data_key import data_key
from knowledge.database import engine, sessions
from knowledge.dossiers import demo
from knowledge.settings import ROOT, Settings
from retriever.build import build
from tests.bot.talking import Citizen, Reply, of_type, words
from tests.bot.test_conversations import conversations, play_with
from tests.catalogue import TEST_VAR
from tests.replicas import Cluster, cluster

BIRTH = "lam giay khai sinh cho con can gi"
GUESSES = 6
_AT_ONCE = 6
_TRIES = 40
_PATIENCE = 600.0


@dataclass
class Wanderer(Citizen):
    """A citizen who notes which replica answered, and who sends a message again that got no answer, as the page does."""

    replicas: list[str] = field(default_factory=list)
    failures: int = 0

    def _send(self, **body: str) -> Reply:
        told = {
            "conversation_id": self.conversation_id,
            "channel": self.channel,
            "client_message_id": str(uuid.uuid4()),
        }
        for _ in range(_TRIES):
            try:
                answer = self.http.post("/api/v1/chat", json=told | body)
            except httpx.TransportError:
                self.failures += 1
                continue
            if answer.status_code == 200:
                self.replicas.append(answer.headers["X-Replica"].split(", ")[-1])
                self.heard.append(answer.json())
                return self.heard[-1]
            assert answer.status_code in (502, 503, 504), answer.text
            self.failures += 1
            time.sleep(0.25)
        raise AssertionError(f"no answer after {_TRIES} tries")

    def kept(self) -> list[str]:
        """Return the ids of the turns that the server keeps, oldest first."""
        answer = self.http.get(f"/api/v1/chat/{self.conversation_id}/messages")
        answer.raise_for_status()
        return [reply["turn_id"] for reply in answer.json()]


@dataclass(frozen=True)
class Played:
    """Conversations of `tests/bot`, all at once. `wandered`: were answered by more than one replica."""

    conversations: int
    as_written: int
    turns: int
    wandered: int
    disordered: int
    turns_by_replica: dict[str, int]


@dataclass(frozen=True)
class Once:
    """Messages sent at once through nginx: the same one four times, and four of one conversation."""

    messages: int
    answered_twice: int
    overlapped: int


@dataclass(frozen=True)
class Shared:
    """What one replica did and every other one knew, as counts of replicas that knew it."""

    replicas: int
    silent_while_an_officer_has_it: int
    pushed_an_officers_words: bool
    closed_by_the_spent_budget: int


@dataclass(frozen=True)
class Killed:
    """Conversations while something is killed and started again. `lost`: acknowledged, and not kept."""

    what: str
    turns: int
    limited: int
    tried_again: int
    lost: int
    doubled: int
    seconds_until_whole: float


def played(made: Cluster, most: int) -> Played:
    """Play conversations through nginx, several at once."""
    chosen = conversations("guides")[:most]

    def one(conversation: dict[str, Any]) -> tuple[bool, Wanderer, list[str]]:
        with Wanderer(made.url) as citizen:
            try:
                play_with(conversation, citizen)
                good = True
            except AssertionError as error:
                print(f"not as written: {str(error)[:400]}", file=sys.stderr)
                good = False
            return good, citizen, citizen.kept()

    with ThreadPoolExecutor(_AT_ONCE) as pool:
        found = list(pool.map(one, chosen))
    names = {f"127.0.0.1:{replica.port}": replica.name for replica in made.applications}
    by_replica = Counter(names[port] for _, citizen, _ in found for port in citizen.replicas)
    return Played(
        conversations=len(found),
        as_written=sum(good for good, _, _ in found),
        turns=sum(len(citizen.heard) for _, citizen, _ in found),
        wandered=sum(len(set(citizen.replicas)) > 1 for _, citizen, _ in found),
        disordered=sum(kept != [reply["turn_id"] for reply in citizen.heard] for _, citizen, kept in found),
        turns_by_replica=dict(sorted(by_replica.items())),
    )


def once(made: Cluster, messages: int = 25) -> Once:
    """Send messages four at a time."""
    twice = overlapped = 0
    with ThreadPoolExecutor(4) as pool:
        for _ in range(messages):
            with Wanderer(made.url) as citizen:
                citizen.say("xin chào")
                again = {"client_message_id": str(uuid.uuid4())}
                same = list(pool.map(lambda _, sent=again, to=citizen: to.say(BIRTH, **sent)["turn_id"], range(4)))
                others = list(pool.map(lambda text, to=citizen: to.say(text)["turn_id"], ("a", "b", "phí", "ở đâu")))
                twice += len(set(same)) > 1
                overlapped += len(set(others)) < 4 or len(citizen.kept()) != 6
    return Once(messages, twice, overlapped)


def shared(made: Cluster, settings: Settings) -> Shared:
    """Let one replica learn something, and ask all of them."""
    store = sessions(engine(made.database_url))
    hand_overs, key = HandOvers(store), data_key(store, settings)
    with Wanderer(made.url) as citizen:
        last = citizen.say(BIRTH)["turn_id"]
        conversation = Conversations(store, key).key("web", citizen.conversation_id)
        number = hand_overs.ask(conversation, "asked", "giấy khai sinh")
        secret = {"X-Conversation-Secret": citizen.http.cookies["motcua_owner"]}
        with connect(f"{made.url.replace('http', 'ws')}/api/v1/chat/ws", additional_headers=secret) as socket:
            socket.send(json.dumps({"follow": citizen.conversation_id, "since": last}))
            socket.recv(10)
            hand_overs.take(number, "Lan", taken_reply())
            hand_overs.say(number, "Lan", "Chào chị", words_reply("Chào chị"))
            pushed = "Chào chị" in str(socket.recv(10)) + str(socket.recv(10))
        silent = 0
        for replica in made.applications:
            sent = {"conversation_id": citizen.conversation_id, "channel": "web", "text": "alo"}
            silent += not httpx.post(f"{replica.url}/api/v1/chat", json=sent, headers=secret).json()["messages"]
    return Shared(len(made.applications), silent, pushed, _closed(made, settings, store))


def _closed(made: Cluster, settings: Settings, store: Any) -> int:
    """Spend the budget of wrong digits through nginx; return at how many replicas right ones open nothing now."""
    now = datetime.now(UTC)
    (dossier,) = demo.invent(1, 1, now)
    demo.replace(store, data_key(store, settings), [dossier], now)
    code, proof = dossier.record.dossier_code, dossier.identity_number[-4:]
    for number in range(1, GUESSES + 1):
        with Wanderer(made.url) as guesser:
            guesser.say(f"hồ sơ {code}")
            guesser.say(f"{(int(proof) + number) % 10_000:04}")
    closed = 0
    for replica in made.applications:
        with Citizen(replica.url) as citizen:
            citizen.say(f"hồ sơ {code}")
            closed += not of_type(citizen.say(proof), "dossier")
    return closed


def killed(
    made: Cluster, what: str, kill: Callable[[], None], start: Callable[[], None], whole: Callable[[], bool]
) -> Killed:
    """Talk while something is killed; start it again, and see how long until everything is as before."""
    ended = False

    def talk(_: int) -> Wanderer:
        with Wanderer(made.url) as citizen:
            while not ended:
                citizen.say(BIRTH)
                citizen.say("phí bao nhiêu")
            citizen.kept_at_the_end = citizen.kept()  # type: ignore[attr-defined]
            return citizen

    with ThreadPoolExecutor(_AT_ONCE) as pool:
        talks = [pool.submit(talk, number) for number in range(_AT_ONCE)]
        time.sleep(3)
        kill()
        time.sleep(8)
        start()
        started = time.monotonic()
        while not whole() and time.monotonic() < started + _PATIENCE:
            time.sleep(0.5)
        seconds = time.monotonic() - started
        time.sleep(2)
        ended = True
        citizens = [one.result() for one in talks]
    heard = [[reply["turn_id"] for reply in citizen.heard] for citizen in citizens]
    kept: list[list[str]] = [citizen.kept_at_the_end for citizen in citizens]  # type: ignore[attr-defined]
    return Killed(
        what=what,
        turns=sum(map(len, heard)),
        limited=sum(bool(reply["limited"]) for citizen in citizens for reply in citizen.heard),
        tried_again=sum(citizen.failures for citizen in citizens),
        lost=sum(len(set(one) - set(there)) for one, there in zip(heard, kept, strict=True)),
        doubled=sum(len(there) - len(set(one)) for one, there in zip(heard, kept, strict=True)),
        seconds_until_whole=round(seconds, 1),
    )


def understood(made: Cluster) -> bool:
    """Whether a new conversation is fully understood, and every replica is there."""
    try:
        with Citizen(made.url) as citizen:
            reply = citizen.say("đăng ký tạm trú phí bao nhiêu")
        told = [httpx.get(f"{replica.url}/readyz", timeout=2).json() for replica in made.applications]
    except (AssertionError, httpx.HTTPError):
        return False
    return not reply["limited"] and say("limited") not in words(reply) and all(one["rasa"] for one in told)


def proved(var: Path, applications: int, rasas: int, most: int) -> dict[str, Any]:
    """Prove everything with so many replicas, over the release in `var`."""
    settings = Settings(var=var)
    unhindered = ("TURNS_PER_MINUTE", "ADDRESS_TURNS_PER_MINUTE", "ADDRESS_REQUESTS_PER_MINUTE", "LOOK_UPS_PER_HOUR")
    told = {f"MOTCUA_{name}": "1000000" for name in unhindered} | {"MOTCUA_GUESSES_PER_HOUR": str(GUESSES)}
    with (
        tempfile.TemporaryDirectory(prefix="motcua-replicas-") as folder,
        cluster(settings.var, Path(folder), applications, rasas, **told) as made,
    ):
        Path(folder).chmod(0o755)
        whole = lambda: understood(made)  # noqa: E731
        application, rasa = made.applications[0], made.rasas[0]
        return {
            "played": asdict(played(made, most)),
            "once": asdict(once(made)),
            "killed": [
                asdict(killed(made, "an application", application.kill, application.start, whole)),
                asdict(killed(made, "a Rasa server", rasa.kill, rasa.start, whole)),
                asdict(
                    killed(
                        made, "a Rasa server, hanging", lambda: rasa.send(signal.SIGSTOP),
                        lambda: rasa.send(signal.SIGCONT), whole,
                    )
                ),
                asdict(killed(made, "Redis", made.redis.stop, made.redis.start, whole)),
            ],
            "shared": asdict(shared(made, settings)),
        }  # fmt: skip


def report(found: dict[str, Any]) -> str:
    """Return the figures for people."""
    made = f"Made by `python -m tests.prove_replicas` on {found['day']}: correctness, not speed."
    where = f"{found['cores']} cores for everything, load {found['load']} in the last quarter of an hour."
    lines = ["# Replicas", "", f"{made} {where}", ""]
    for name, one in found["replicas"].items():
        play, at_once, share = one["played"], one["once"], one["shared"]
        of = f"of {share['replicas']}"
        lines += [
            f"## {name}", "", "| | |", "|---|---|",
            f"| conversations of `tests/bot`, at once | {play['conversations']} |",
            f"| gone as written | {play['as_written']} |",
            f"| answered by more than one replica | {play['wandered']} |",
            f"| whose turns are kept in another order than heard | {play['disordered']} |",
            f"| turns by replica | {', '.join(map(str, play['turns_by_replica'].values()))} |",
            f"| messages sent four times at once | {at_once['messages']} |",
            f"| answered more than once | {at_once['answered_twice']} |",
            f"| turns that overlapped or were lost | {at_once['overlapped']} |",
            f"| replicas silent while an officer has the conversation | {share['silent_while_an_officer_has_it']} {of} |",
            f"| officer's words pushed over the socket | {'yes' if share['pushed_an_officers_words'] else 'NO'} |",
            f"| replicas where the spent budget closes four digits | {share['closed_by_the_spent_budget']} {of} |",
            "",
            "| killed while people talk | turns | limited | tried again | lost | doubled | seconds until whole |",
            "|---|---|---|---|---|---|---|",
            *(f"| {' | '.join(str(value) for value in kill.values())} |" for kill in one["killed"]),
            "",
        ]  # fmt: skip
    lines += [
        "*limited*: answered without Rasa, and said so. *tried again*: answers 502 or 503, or none, after which the same "
        "message was sent again, as the page does. *lost*: acknowledged turns that are not kept. *doubled*: turns kept "
        "that nobody heard.",
        "",
    ]
    return "\n".join(lines)


def _built() -> Path:
    settings = Settings(var=TEST_VAR / "guides")
    build(settings)
    train(settings)
    return settings.var


def main() -> int:
    """Prove it for each number of applications."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--applications", type=int, nargs="+", default=[2, 4])
    parser.add_argument("--rasas", type=int, default=2)
    parser.add_argument("--conversations", type=int, default=60)
    parser.add_argument("--out", type=Path, default=ROOT / "docs/results/replicas.json")
    parser.add_argument("--var", type=Path, help="a folder with a release of the guides; one is built otherwise")
    options = parser.parse_args()
    var = options.var or _built()
    found: dict[str, Any] = {
        "day": f"{datetime.now(UTC):%Y-%m-%d}",
        "cores": os.cpu_count(),
        "replicas": {
            f"{count} applications, {options.rasas} Rasa servers": proved(
                var, count, options.rasas, options.conversations
            )
            for count in options.applications
        },
    }
    found["load"] = round(os.getloadavg()[2], 1)
    options.out.write_text(json.dumps(found, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    options.out.with_suffix(".md").write_text(report(found), encoding="utf-8")
    print(report(found))
    return 0


if __name__ == "__main__":
    sys.exit(main())
