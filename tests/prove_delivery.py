"""Kill deliveries at work hundreds of times and count what was lost or doubled.

    python -m tests.prove_delivery [--kills 500] [--store sqlite] [--out docs/results/delivery-kills.json]

Two workers are always at work; one of them is killed with SIGKILL every 50 to 500 ms and another one started. The
platform is a server of our own on the loopback that takes 10 ms for each message.
"""

import argparse
import itertools
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

from sqlalchemy import func, select

from bot.conversations.tables import TurnRow
from channels.delivery.deliveries import Deliveries
from channels.delivery.outbox import NOTICE
from channels.delivery.tables import InboxRow, OutboxRow
from knowledge.database import reading, upgrade
from knowledge.settings import ROOT
from tests.channels.delivery.conftest import Clock, Office, run_for
from tests.channels.delivery.dossiers import move, subscribed
from tests.channels.delivery.killing import deliveries
from tests.channels.delivery.platform import Platform, serving
from tests.channels.delivery.talking import App
from tests.postgres import server

PEOPLE = 4
_PAUSE = 0.5
_SLOW = 0.01
_PATIENCE = 900


@dataclass(frozen=True)
class Aftermath:
    """What the platform took in spite of everything, counted. Each message has two parts, each part is a reply."""

    kills: int
    people: int
    messages: int
    turns: int
    replies: int
    lost_replies: int
    doubled_replies: int
    disordered_replies: int
    notices: int
    notices_not_taken: int
    unknown_notices: int
    doubled_notices: int


def put_to_the_proof(url: str, platform: Platform, var: Path, kills: int, seed: int) -> Aftermath:
    """Let people write and their dossiers move while workers are killed; then let them work to the end, and count."""
    made = deliveries(url, platform.url, var)
    app = made.channels["telegram"]
    assert isinstance(app, App)
    office = Office(made, app, platform, Clock())
    for person in range(PEOPLE):
        subscribed(office, f"p{person}", _code(person))
    platform.slow = _SLOW
    told = [url, platform.url, str(var), str(kills), str(seed)]
    command = [sys.executable, "-m", "tests.channels.delivery.killing", *told]
    with subprocess.Popen(command, cwd=ROOT) as killing, ThreadPoolExecutor(1) as pool:
        writing = pool.submit(_write, office, killing)
        if killing.wait() != 0:
            raise AssertionError("the killing itself failed")
        messages = writing.result()
    platform.slow = 0.0
    run_for(made.run(), lambda: _settled(made), limit=_PATIENCE)
    return _count(made, platform, kills, messages)


def _write(office: Office, killing: "subprocess.Popen[bytes]") -> int:
    """Let everybody write and every dossier move until the killing ends; return how many messages each wrote."""
    database = office.deliveries.inbox.sessions
    for number in itertools.count():
        for person in range(PEOPLE):
            office.hear(f"{person}.{number:04}", f"p{person}", f"{person}.{number}")
            move(database, _code(person), status="in_progress" if number % 2 else "supplement_requested")
        time.sleep(_PAUSE)
        if killing.poll() is not None:
            break
    return number + 1


def _settled(made: Deliveries) -> bool:
    with reading(made.inbox.sessions) as session:
        inbox = session.scalar(select(func.count()).where(InboxRow.settled_at.is_(None)))
        outbox = session.scalar(select(func.count()).where(OutboxRow.settled_at.is_(None)))
    return not inbox and not outbox


def _count(made: Deliveries, platform: Platform, kills: int, messages: int) -> Aftermath:
    lost = doubled = disordered = 0
    for person in range(PEOPLE):
        taken = [text for text in platform.texts(f"p{person}") if not _is_notice(text)]
        wanted = {f"{person}.{number:04}/{part}" for number in range(messages) for part in (0, 1)}
        lost += len(wanted - set(taken))
        doubled += len(taken) - len(set(taken))
        disordered += sum(before > after for before, after in itertools.pairwise(taken))
    with reading(made.inbox.sessions) as session:
        turns = session.scalar(select(func.count()).select_from(TurnRow)) or 0
        states = session.scalars(select(OutboxRow.state).where(OutboxRow.kind == NOTICE)).all()
    notices = [message["turn"] for message in platform.taken if _is_notice(message["text"])]
    return Aftermath(
        kills=kills,
        people=PEOPLE,
        messages=PEOPLE * messages,
        turns=turns - PEOPLE,
        replies=PEOPLE * messages * 2,
        lost_replies=lost,
        doubled_replies=doubled,
        disordered_replies=disordered,
        notices=len(states),
        notices_not_taken=len(states) - len(set(notices)),
        unknown_notices=states.count("unknown"),
        doubled_notices=len(notices) - len(set(notices)),
    )


def _code(person: int) -> str:
    return f"H13.12-250701-{person:04}"


def _is_notice(text: str) -> bool:
    return text.startswith("Hồ sơ")


def main() -> int:
    """Prove it on both stores, or one."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kills", type=int, default=500)
    parser.add_argument("--store", choices=("sqlite", "postgresql"), action="append")
    parser.add_argument("--out", type=Path)
    options = parser.parse_args()
    found = {store: asdict(_proved(store, options.kills)) for store in options.store or ("sqlite", "postgresql")}
    written = json.dumps({"cores": os.cpu_count(), **found}, indent=1)
    print(written)
    if options.out:
        options.out.write_text(f"{written}\n", encoding="utf-8")
    return 0


def _proved(store: str, kills: int) -> Aftermath:
    with tempfile.TemporaryDirectory() as folder, _url(store, Path(folder)) as url, serving(Platform()) as platform:
        return put_to_the_proof(url, platform, Path(folder), kills, seed=1)


@contextmanager
def _url(store: str, folder: Path) -> Iterator[str]:
    if store == "sqlite":
        url = f"sqlite:///{folder / 'motcua.sqlite'}"
        upgrade(url)
        yield url
    else:
        with server() as running:
            yield running.upgraded()


if __name__ == "__main__":
    sys.exit(main())
