"""The command that writes judgements as test cases: `python -m eval judgements export --out FILE`."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from eval.console.errors import ConsoleError
from eval.console.judgements.cases import dialogues, questions, write
from eval.console.judgements.judgements import Judgement, Judgements
from eval.console.judgements.paper_cases import checklists
from eval.console.proposals.approved import approved_phrasings
from eval.console.proposals.nearness import Texts
from knowledge.database import DatabaseError, engine, sessions, upgrade
from knowledge.settings import settings

if TYPE_CHECKING:
    from argparse import _SubParsersAction


def add_commands(parser: argparse.ArgumentParser) -> None:
    """Add `export`; it sets `command(options) -> exit status`."""
    deeds: _SubParsersAction[argparse.ArgumentParser] = parser.add_subparsers(required=True, metavar="COMMAND")
    exporting = deeds.add_parser("export", help="write judgements as questions for `python -m eval retrieval`")
    exporting.add_argument("--out", type=Path, required=True, metavar="FILE", help="JSON Lines, not in eval/questions")
    kind = exporting.add_mutually_exclusive_group()
    kind.add_argument(
        "--dialogues", action="store_true", help="trials of several messages, for `python -m eval dialogue`"
    )
    kind.add_argument("--papers", action="store_true", help="judged papers lists, for `python -m eval checklists`")
    exporting.add_argument(
        "--taught", action="store_true", help="also questions that are taught by now: figures on those flatter"
    )
    exporting.set_defaults(command=_export)


def _export(options: argparse.Namespace) -> int:
    """Write the file; return 0 written, 1 refused, 2 not possible."""
    try:
        upgrade(settings().sqlalchemy_url)
        store = sessions(engine(settings().sqlalchemy_url))
        judged = Judgements(store).all()
        known = Texts.of({} if options.taught else approved_phrasings(store))
        written = write(options.out, _entries(options, judged, known))
    except ConsoleError as error:
        print(f"error: {error}", file=sys.stderr)
        return 1
    except (DatabaseError, OSError) as error:
        print(f"error: {error}", file=sys.stderr)
        return 2
    print(f"{written} of {len(judged)} judgements written to {options.out}")
    return 0


def _entries(options: argparse.Namespace, judged: Sequence[Judgement], known: Texts) -> list[dict[str, Any]]:
    if options.papers:
        return checklists(judged)
    return dialogues(judged) if options.dialogues else questions(judged, known.has_nearly)
