"""Five thousand simulated conversations over every guide, into docs/results/simulator.json.

Run as `python -m tests.prove_simulator [--count N] [--seed S]`. Of a hundred citizens, 96 talk with the assistant
itself and 4 with the running application and its real Rasa model; what must hold is in `bot/simulating/invariants.py`.
"""

import argparse
import json
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from tqdm import tqdm

from channels.services import put_together
from knowledge.settings import ROOT, Settings
from retriever import release
from retriever.build import build
from tests.bot.simulating.cases import Deck
from tests.bot.simulating.desks import Beside
from tests.bot.simulating.runs import Told, as_json, close, result, run, served
from tests.catalogue import TEST_VAR
from tests.conftest import running

RESULT = ROOT / "docs" / "results" / "simulator.json"
COUNT, SEED = 5000, 20261122
SERVED = 0.04
_MOST_BROKEN = 0.02
"""Share of conversations that may break a promise before this counts as a failure."""
TODAY = "2026-11-22"
"""A day on which every guide holds."""


def main() -> int:
    """Play, write the result and return 1 where a promise was broken, else 0."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--count", type=int, default=COUNT)
    arguments.add_argument("--seed", type=int, default=SEED)
    asked = arguments.parse_args()
    settings = Settings(var=TEST_VAR / "guides")
    build(settings, say=print)
    found = prove(settings, asked.count, asked.seed)
    RESULT.parent.mkdir(parents=True, exist_ok=True)
    RESULT.write_text(json.dumps(found, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    violations = sum(found[way]["violations"] for way in ("beside", "served"))
    print(f"{asked.count} conversations, {violations} violations: {RESULT}")
    return 1 if violations > _MOST_BROKEN * asked.count else 0


def prove(settings: Settings, count: int, seed: int) -> dict[str, Any]:
    """Play `count` conversations both ways and return what came of them."""
    folder = release.current(settings.releases)
    deck = Deck(release.load_guides(folder))
    at_server = round(count * SERVED)
    beside = _beside(settings, deck, count - at_server, seed)
    heard = _served(settings, deck, at_server, seed, count - at_server)
    return {
        "seed": seed,
        "release": folder.name,
        "guides": len(deck.guides),
        "beside": as_json(beside),
        "served": as_json(heard),
    }


def _beside(settings: Settings, deck: Deck, count: int, seed: int) -> Told:
    with tempfile.TemporaryDirectory() as folder:
        database = f"sqlite:///{Path(folder) / 'motcua.sqlite'}"
        services = put_together(settings.model_copy(update={"database_url": database, "today": TODAY}))
        return _closed(tqdm(run(count, seed, deck, lambda: Beside(services.gateway.assistant)), total=count))


def _served(settings: Settings, deck: Deck, count: int, seed: int, first: int) -> Told:
    for server in running(settings, MOTCUA_TODAY=TODAY):
        with served(server.url) as desk:
            told = _closed(tqdm(run(count, seed, deck, desk, first=first), total=count))
    return told


def _closed(playing: Iterable[Told]) -> Told:
    told = result(playing)
    close(told)
    return told


if __name__ == "__main__":
    sys.exit(main())
