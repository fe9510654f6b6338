"""Commands: `python -m channels backup --out FOLDER` and `restore FOLDER`."""

import argparse
from pathlib import Path

from channels.backup.backing_up import back_up
from channels.backup.manifest import Manifest
from channels.backup.restoring import restore
from knowledge.settings import settings


def add_commands(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add both; they raise `BackupError`, `DatabaseError` and `SecretError`."""
    saving = commands.add_parser("backup", help="copy what cannot be made again into a new folder, while it serves")
    saving.add_argument("--out", type=Path, required=True, metavar="FOLDER", help="a folder that is not there yet")
    saving.set_defaults(run=_back_up)
    restoring = commands.add_parser("restore", help="put a backup back where nothing is; overwrites nothing")
    restoring.add_argument("folder", type=Path, metavar="FOLDER")
    restoring.set_defaults(run=_restore)


def _back_up(out: Path) -> None:
    made = back_up(settings(), out)
    print(f"backed up into {out}: {_told(made)}")
    if "secret" in made.files:
        print("It holds the secret that opens it: keep the folder where only you can read it, apart from this machine.")
    else:
        print("MOTCUA_SECRET is not in it: keep it apart; without it nothing here can be opened.")


def _restore(folder: Path) -> None:
    held = restore(settings(), folder)
    print(f"restored {folder}: {_told(held)}; the secret opens it. Then: make build, and start.")


def _told(made: Manifest) -> str:
    return f"{made.store} at {made.revision}, {len(made.files)} files, of {made.made_at}"
