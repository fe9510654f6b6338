"""Replay the conversations of tests/bot on all channels and write the table docs/results/replay.{json,md}.

    python -m tests.prove_replay [--most 60] [--without-rasa] [--out docs/results/replay]

The application runs as `make run` starts it, Rasa ready, over the releases that the tests have built: the guides, and
the national catalogue where it is there. Telegram and Zalo are local servers. Status 1 where anything differs without
a rule.
"""

import argparse
import json
import logging
import os
import sys
import time
from collections.abc import Mapping, Sequence
from itertools import groupby
from pathlib import Path
from typing import Any

from knowledge.settings import ROOT, Settings
from retriever import release
from tests.catalogue import TEST_VAR
from tests.channels.replay.application import as_served, in_process
from tests.channels.replay.choosing import everything, spread
from tests.channels.replay.playing import Outcome, replay
from tests.channels.replay.table import markdown, told

_QUIET = logging.WARNING
"""Without Rasa every turn logs a warning that says so."""


def main() -> int:
    """Play, write the table; return 1 where a channel differs without a rule."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--most", type=int, help="so many conversations, spread over all kinds; all without it")
    parser.add_argument("--without-rasa", action="store_true", help="in this process, replies composed without Rasa")
    parser.add_argument("--out", type=Path, default=ROOT / "docs" / "results" / "replay")
    options = parser.parse_args()
    logging.disable(_QUIET)
    chosen = spread(everything(), options.most) if options.most else everything()
    started = time.monotonic()
    outcomes, releases = _played(chosen, rasa=not options.without_rasa)
    seconds = round(time.monotonic() - started)
    found = told(outcomes, releases=releases, rasa=not options.without_rasa, seconds=seconds, cores=os.cpu_count())
    options.out.with_suffix(".json").write_text(json.dumps(found, ensure_ascii=False, indent=1) + "\n", "utf-8")
    options.out.with_suffix(".md").write_text(markdown(found), "utf-8")
    print(markdown(found))
    return 1 if found["differs"] else 0


def _played(chosen: Sequence[Mapping[str, Any]], rasa: bool) -> tuple[list[Outcome], list[str]]:
    """Play each conversation over its release, as far as that is built; return the releases' names, too."""
    outcomes, releases = list[Outcome](), list[str]()
    for name, these in groupby(sorted(chosen, key=_release), key=_release):
        settings = Settings(var=TEST_VAR / name)
        if not (settings.releases / "current").exists():
            print(f"left out: the release of {name} is not built", file=sys.stderr)
            continue
        releases.append(release.current(settings.releases).name)
        with (as_served if rasa else in_process)(settings) as application:
            for conversation in these:
                outcomes.append(replay(conversation, application))
                print(f"{len(outcomes)}/{len(chosen)} {conversation['id']}", file=sys.stderr, flush=True)
    return outcomes, releases


def _release(conversation: Mapping[str, Any]) -> str:
    return str(conversation.get("release", "guides"))


if __name__ == "__main__":
    sys.exit(main())
