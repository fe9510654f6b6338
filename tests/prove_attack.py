"""Attack the look-up with ten thousand guesses, and compare the hits that were computed with those that came.

    python -m tests.prove_attack [--guesses 10000] [--out docs/results/look-up-attack.json]

The guessers ask `LookUps` itself, with a clock that they may move: whenever they must wait, or four digits are closed,
they let as much time pass as it takes, so that months go by in minutes. A few hundred guesses then go through
`POST /api/v1/chat` of a running application without Rasa, over every channel name. All dossiers are invented.
"""

import argparse
import json
import logging
import os
import sys
import tempfile
import time
import uuid
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import cycle, islice
from math import ceil, sqrt
from pathlib import Path
from random import Random

from fastapi.testclient import TestClient

from channels.app import public_app
from channels.services import put_together
from knowledge.database import Sessions, engine, sessions, upgrade
from knowledge.dossiers import demo
from knowledge.dossiers.budget import Sign
from knowledge.dossiers.demo import DemoDossier
from knowledge.dossiers.guesses import BEARABLE, FOUR_DIGITS, Limits
from knowledge.dossiers.look_up import Caller, LookUps, Outcome
from knowledge.settings import Settings
from retriever.build import build
from tests.catalogue import TEST_VAR

SECRET = b"a secret of the proof, 32 bytes."
CHANNELS = ("web", "kiosk", "telegram", "zalo", "api")
START = datetime(2026, 11, 23, tzinfo=UTC)
DOSSIERS, _STRANGERS = 200, 100
_MEMORY = Path("/dev/shm")
_A_WHILE = timedelta(minutes=10)
Guess = tuple[str, str]


class Clock:
    """A clock that guessers move."""

    def __init__(self) -> None:
        self.at = START

    def __call__(self) -> datetime:
        return self.at


def main(arguments: list[str] | None = None) -> int:
    """Attack and write the figures; 1 where more was hit than can be chance, or faster than is bearable."""
    parser = argparse.ArgumentParser(prog="python -m tests.prove_attack", description=__doc__)
    parser.add_argument("--guesses", type=int, default=10_000)
    parser.add_argument("--through-http", type=int, default=300)
    parser.add_argument("--out", type=Path)
    options = parser.parse_args(arguments)
    logging.disable(logging.ERROR)
    ended = list(attacks(options.guesses))
    command = f"python -m tests.prove_attack --guesses {options.guesses}"
    told = {"command": command, "attacks": ended, "http": through_http(options.through_http)}
    text = json.dumps(told, indent=1, ensure_ascii=False) + "\n"
    print(text, end="")
    if options.out:
        options.out.write_text(text, encoding="utf-8")
    return 0 if all(one["bearable"] for one in ended) else 1


def attacks(guesses: int) -> Iterator[dict[str, object]]:
    """Yield what every kind of guesser reached with so many answered guesses at dossiers that exist."""
    for name, plan in _plans().items():
        with stored() as (desk, dossiers):
            yield {"guesser": name} | attack(
                desk, plan(dossiers), guesses, {one.record.dossier_code for one in dossiers}
            )


def attack(desk: LookUps, plan: Iterator[Guess], guesses: int, codes: set[str]) -> dict[str, object]:
    """Guess until so many guesses were compared, each as a new caller, waiting while four digits are closed.

    `codes`: those that exist, which the guesser may not know. Returns the figures.
    """
    clock, signs, ends, met = Clock(), Counter[Sign](), Counter[Outcome](), 0
    desk, started = replace(desk, now=clock, tell=lambda sign: signs.update([sign])), time.perf_counter()
    for code, proof in islice(plan, guesses):
        while (end := desk.look_up(code, proof, _nobody()).outcome) is Outcome.SHORT_CLOSED:
            clock.at += _A_WHILE
        ends[end] += 1
        met += code in codes
    # The budget that was spent at once on the first day is that of the day before.
    days, computed = (clock.at - START) / timedelta(days=1) + 1, met * FOUR_DIGITS
    return {
        "compared": guesses,
        "of_them_at_dossiers": met,
        "refused": signs[Sign.CLOSED],
        "alarms": signs[Sign.SPENT],
        "days": round(days, 1),
        "hits_computed": round(computed, 2),
        "hits_observed": ends[Outcome.FOUND_SHORT],
        "hits_computed_per_day": round(computed / days, 4),
        "bearable": computed / days <= BEARABLE and ends[Outcome.FOUND_SHORT] <= _most(computed),
        "seconds": round(time.perf_counter() - started, 1),
    }


def through_http(guesses: int) -> dict[str, object]:
    """Guess through the public API over every channel, each guess from a new conversation; then as the owner."""
    settings = Settings(var=TEST_VAR / "guides")
    build(settings)
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{Path(folder) / 'motcua.sqlite'}"
        services = put_together(settings.model_copy(update={"database_url": url, "rasa_port": 9}))
        dossiers = _invented(services.sessions, services.conversations.secret)
        plan = zip(many_codes(dossiers), cycle(CHANNELS))
        with TestClient(public_app(services)) as client:
            started = time.perf_counter()
            ends = Counter(_said(client, *guess, channel) for guess, channel in islice(plan, guesses))
            seconds = time.perf_counter() - started
            strangers = [(one.record.dossier_code, f"0992{n:08}") for n, one in enumerate(dossiers[:_STRANGERS])]
            started = time.perf_counter()
            whole = Counter(_said(client, *guess, "web") for guess in strangers)
            pace = _STRANGERS / (time.perf_counter() - started)
            first = dossiers[0]
            owner = _said(client, first.record.dossier_code, first.identity_number, "web")
            short = _said(client, first.record.dossier_code, first.identity_number[-4:], "zalo")
            metrics = [line for line in client.get("/metrics").text.splitlines() if "dossier_proofs_total{" in line]
    budget = Limits().budget
    return {
        "guesses": guesses,
        "channels": CHANNELS,
        "turns_a_second": round(guesses / seconds, 1),
        "answers": dict(ends),
        "budget_per_hour": budget.per_hour,
        "hits_computed": round(budget.per_hour * FOUR_DIGITS, 4),
        "hits_observed": ends["dossier"],
        "wrong_whole_numbers": dict(whole),
        "wrong_whole_numbers_a_second": round(pace, 1),
        "load": round(os.getloadavg()[0], 1),
        "cores": os.cpu_count(),
        "owner_with_the_whole_number": owner,
        "owner_with_four_digits": short,
        "metrics": metrics,
    }


def one_code(dossiers: list[DemoDossier]) -> Iterator[Guess]:
    """Every four digits at one dossier after the other: the next one when all were tried."""
    return (
        (one.record.dossier_code, f"{n:04}") for one in cycle(dossiers) for n in Random(1).sample(range(10**4), 10**4)
    )


def many_codes(dossiers: list[DemoDossier]) -> Iterator[Guess]:
    """Random digits at every dossier in turn."""
    random = Random(2)
    return ((one.record.dossier_code, f"{random.randrange(10**4):04}") for one in cycle(dossiers))


def guessed_codes(dossiers: list[DemoDossier]) -> Iterator[Guess]:
    """Random digits at guessed codes, one in five of which exists."""
    random = Random(3)
    while True:
        known = random.choice(dossiers).record.dossier_code
        code = known if random.random() < 1 / 5 else f"{known.rpartition('-')[0]}-{random.randrange(5000, 9999)}"
        yield code, f"{random.randrange(10**4):04}"


@contextmanager
def stored() -> Iterator[tuple[LookUps, list[DemoDossier]]]:
    """A store of invented dossiers, and its look-up with the default limits."""
    with tempfile.TemporaryDirectory(dir=_MEMORY if _MEMORY.is_dir() else None) as folder:
        url = f"sqlite:///{Path(folder) / 'motcua.sqlite'}"
        upgrade(url)
        made, of = engine(url), Limits()
        desk = LookUps(sessions(made), SECRET, of.per_hour, address_per_hour=of.address_per_hour, budget=of.budget)
        yield desk, _invented(desk.sessions, SECRET)
        made.dispose()


def _plans() -> dict[str, Callable[[list[DemoDossier]], Iterator[Guess]]]:
    return {"one valid code": one_code, "many valid codes": many_codes, "guessed codes": guessed_codes}


def _invented(store: Sessions, secret: bytes) -> list[DemoDossier]:
    dossiers = demo.invent(DOSSIERS, 1, START)
    demo.replace(store, secret, dossiers, START)
    return dossiers


def _nobody() -> Caller:
    return Caller(uuid.uuid4().hex, uuid.uuid4().hex)


def _said(client: TestClient, code: str, proof: str, channel: str) -> str:
    """Say code and proof in a conversation of its own; return "dossier", or the first words of what was told."""
    client.cookies.clear()
    body = {"conversation_id": str(uuid.uuid4()), "channel": channel, "text": f"hồ sơ {code} số {proof}"}
    message = client.post("/api/v1/chat", json=body).raise_for_status().json()["messages"][-1]
    return "dossier" if message["type"] == "dossier" else " ".join(message["text"].split()[:9])


def _most(mean: float) -> int:
    """More hits than this come by chance once in ten thousand times at most."""
    return ceil(mean + 4 * sqrt(mean) + 4)


if __name__ == "__main__":
    sys.exit(main())
