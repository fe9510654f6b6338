"""Command line: `python -m channels build`, `serve`, and `run`, which is both in one process."""

import argparse
import sys
import time

from bot.conversations.hours import BadHoursError
from bot.training import TrainingFailedError, train
from channels.backup.commands import add_commands as add_backup
from channels.backup.errors import BackupError
from channels.delivery.quiet_hours import BadQuietHoursError
from channels.doctor import doctor
from channels.log_lines import log_to_stderr
from channels.personal_data import add_commands as add_personal_data
from channels.serving import PortTakenError, serve
from channels.zalo.commands import add_commands as add_zalo
from channels.zalo.errors import ZaloError
from knowledge.database import DatabaseError
from knowledge.dossiers.sources.errors import BadSourcesError
from knowledge.families.loading import BadFamilyError
from knowledge.guides.errors import GuideError
from knowledge.life_events.loading import BadLifeEventError
from knowledge.local.errors import LocalError
from knowledge.offices.errors import OfficeError
from knowledge.online.errors import OnlineError
from knowledge.phrasings.loading import BadPhrasingError
from knowledge.procedures.errors import CatalogueError
from knowledge.secrets import SecretError
from knowledge.settings import settings
from retriever.build import build
from retriever.errors import RetrieverError

KNOWN_ERRORS = (
    PortTakenError, RetrieverError, DatabaseError, SecretError, TrainingFailedError, GuideError, CatalogueError,
    BadPhrasingError, BadFamilyError, BadLifeEventError, LocalError, OnlineError, OfficeError, BadHoursError,
    BadSourcesError, BadQuietHoursError, ZaloError, BackupError,
)  # fmt: skip


def main(arguments: list[str] | None = None) -> int:
    """Run one command; return its exit status: 0 done, 1 something is wrong (doctor), 2 not done."""
    parser = argparse.ArgumentParser(prog="python -m channels", description=__doc__)
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    commands.add_parser("serve", help="serve until Ctrl-C").set_defaults(run=_serve)
    commands.add_parser("build", help="train Rasa and build the release, where needed").set_defaults(run=_build)
    commands.add_parser("run", help="build where needed, then serve").set_defaults(run=_run)
    commands.add_parser("doctor", help="say in plain words what is wrong").set_defaults(run=_doctor)
    add_zalo(commands)
    add_personal_data(commands)
    add_backup(commands)
    options = vars(parser.parse_args(arguments))
    run = options.pop("run")
    try:
        return run(**options) or 0
    except KNOWN_ERRORS as error:
        print(f"error: {error}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 0


def _serve() -> None:
    log_to_stderr(settings().log_format)
    serve(settings())


def _doctor() -> int:
    return doctor(settings(), _say)


def _run() -> None:
    _build()
    _serve()


def _build() -> None:
    started = time.monotonic()
    train(settings(), say=_say)
    made = build(settings(), say=_say)
    state = "unchanged" if made.reused else f"built in {time.monotonic() - started:.0f} s"
    _say(f"release {made.folder.name}: {made.procedures} procedures, {made.phrasings} phrasings, {state}")


def _say(text: str) -> None:
    print(text, flush=True)


if __name__ == "__main__":
    sys.exit(main())
