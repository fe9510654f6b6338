"""Drill a backup: fill, back up while it serves, destroy, restore; the conversation goes on and the dossier opens.

    python -m tests.prove_restore [--store sqlite] [--out docs/results/restore-drill.md]

On the guides' release, which is not destroyed: it is built again from the repository. Rasa is left out, for nothing of
it is backed up. Every line of the log was checked; the first that does not hold ends the drill.
"""

import argparse
import os
import secrets
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import httpx
from sqlalchemy import func, select

from bot.conversations.tables import TurnRow
from channels.backup.backing_up import back_up
from channels.backup.errors import BackupError
from channels.backup.manifest import NAME
from channels.backup.restoring import restore
from eval.console.accounts import Accounts
from eval.console.roles import Role
from eval.console.second_factors import SecondFactors
from eval.console.time_codes import code_of, step_at
from knowledge.data_key import data_key
from knowledge.database import engine, reading, sessions
from knowledge.dossiers import demo
from knowledge.dossiers.tables import DossierRow
from knowledge.settings import ROOT, Settings
from retriever import release
from retriever.build import build
from tests.bot.talking import Citizen, Reply, of_type
from tests.catalogue import TEST_VAR
from tests.conftest import free_port
from tests.postgres import Postgres, server

QUESTION = "làm giấy khai sinh cho con cần giấy tờ gì"
FOLLOW_UP = "bao lâu thì xong"
OFFICER = "an-editor"
WRITERS = 4
DOSSIERS = 500
_PATIENCE = 120
_ABOUT = "The guides' release, Rasa left out; how long it took is told without the start of the command."


@dataclass
class Drill:
    """One drill on one kind of database. `new_database`: makes an empty one and returns its URL."""

    store: str
    folder: Path
    new_database: Callable[[], str]
    lines: list[str] = field(default_factory=list)
    url: str = ""

    @property
    def var(self) -> Path:
        """The installation that is destroyed."""
        return self.folder / "var"

    @property
    def settings(self) -> Settings:
        """What the processes of the drill are told."""
        return Settings(var=self.var, database_url=self.url, rasa_url="http://127.0.0.1:9")

    def holds(self, told: str, so: bool = True) -> None:
        """Log what was checked; end the drill where it does not hold."""
        if not so:
            raise AssertionError(f"{self.store}: does not hold: {told}")
        self.lines.append(f"{datetime.now(UTC):%H:%M:%S}  {told}")
        print(self.lines[-1], flush=True)

    def refused(self, deed: Callable[[], object], about: str) -> None:
        """Log that a deed is refused, and in which words."""
        try:
            deed()
        except BackupError as error:
            self.holds(f"{about} is refused: {str(error).replace(str(self.folder), '...')}")
        else:
            self.holds(f"{about} is refused", so=False)

    @contextmanager
    def serving(self) -> Iterator[str]:
        """Serve; killed with SIGKILL at the end, as by a fire."""
        port = free_port()
        told = self._environment() | {"MOTCUA_PORT": str(port), "MOTCUA_INTERNAL_PORT": str(free_port())}
        with (self.folder / "serve.log").open("ab") as log:
            command = [sys.executable, "-m", "channels", "serve"]
            process = subprocess.Popen(command, cwd=ROOT, env=told, stdout=log, stderr=log)
        try:
            _await(f"http://127.0.0.1:{port}/readyz", process, self.folder / "serve.log")
            yield f"http://127.0.0.1:{port}"
        finally:
            process.send_signal(signal.SIGKILL)
            process.wait(20)

    def _environment(self) -> dict[str, str]:
        made = self.settings
        told: dict[str, object] = {
            "MOTCUA_VAR": made.var,
            "MOTCUA_DATABASE_URL": made.database_url,
            "MOTCUA_RASA_URL": made.rasa_url,
        }
        told |= dict.fromkeys(("MOTCUA_TURNS_PER_MINUTE", "MOTCUA_ADDRESS_TURNS_PER_MINUTE"), 100_000)
        return os.environ | {name: str(value) for name, value in told.items()}


@dataclass
class Writers:
    """Citizens who go on writing. `acknowledged`: the turns whose replies came back, with the time; `failed`: others."""

    url: str
    stop: threading.Event = field(default_factory=threading.Event)
    acknowledged: list[tuple[float, str]] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)

    def __enter__(self) -> "Writers":
        self.threads = [threading.Thread(target=self._write) for _ in range(WRITERS)]
        for thread in self.threads:
            thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop.set()
        for thread in self.threads:
            thread.join()

    def _write(self) -> None:
        with Citizen(self.url) as citizen:
            while not self.stop.wait(0.05):
                try:
                    reply = citizen.say(QUESTION)
                except (AssertionError, httpx.HTTPError) as error:
                    self.failed.append(repr(error))
                    continue
                self.acknowledged.append((time.monotonic(), reply["turn_id"]))


def drill(one: Drill) -> None:
    """Go through it. Raises `AssertionError` where a promise is not kept."""
    _install(one)
    backup = one.folder / "backup"
    with one.serving() as url:
        citizen = Citizen(url)
        before = citizen.say(QUESTION)
        dossiers = _fill(one)
        one.holds(f"filled: {len(dossiers)} dossiers; a conversation about {before['procedures'][0]}")
        one.holds("its dossier opens with the last four digits", bool(_looked_up(url, dossiers[0])))
        recovery = _officer(one)
        one.holds(f"{OFFICER} has a second factor")
        acknowledged = _backed_up_while_written(one, url, backup)
    _refusals(one, backup)
    _destroy(one)
    _restored(one, backup)
    with one.serving() as url:
        _goes_on(one, url, citizen, before)
        one.holds("the same dossier opens with the last four digits", bool(_looked_up(url, dossiers[0])))
        _all_there(one, acknowledged)
        came = _factors(one).verified(OFFICER, recovery) == "recovery"
        one.holds(f"{OFFICER}'s second factor is there, its recovery code is good", came)


def _install(one: Drill) -> None:
    guides = Settings(var=TEST_VAR / "guides")
    if not (guides.releases / "current").exists():
        build(guides, say=print)
    current = release.current(guides.releases)
    one.url = one.new_database()
    _put_release(one, current)


def _put_release(one: Drill, folder: Path) -> None:
    one.settings.releases.mkdir(parents=True)
    (one.settings.releases / folder.name).symlink_to(folder.resolve())
    (one.settings.releases / "current").write_text(folder.name)


def _fill(one: Drill) -> list[demo.DemoDossier]:
    opened = sessions(engine(one.settings.sqlalchemy_url))
    dossiers = demo.invent(DOSSIERS, 1, datetime.now(UTC))
    demo.replace(opened, data_key(opened, one.settings), dossiers, datetime.now(UTC))
    return dossiers


def _officer(one: Drill) -> str:
    """Make an account with a second factor; return one of its recovery codes."""
    Accounts(sessions(engine(one.settings.sqlalchemy_url))).add(OFFICER, OFFICER, Role.EDITOR, secrets.token_urlsafe())
    factors = _factors(one)
    offer = factors.offer(OFFICER)
    return factors.set(OFFICER, offer.sealed, code_of(offer.secret, step_at(factors.now())))[0]


def _factors(one: Drill) -> SecondFactors:
    opened = sessions(engine(one.settings.sqlalchemy_url))
    return SecondFactors(opened, data_key(opened, one.settings))


def _looked_up(url: str, dossier: demo.DemoDossier) -> list[Reply]:
    with Citizen(url) as other:
        other.say(f"tra cứu hồ sơ {dossier.record.dossier_code}")
        return of_type(other.say(dossier.identity_number[-4:]), "dossier")


def _backed_up_while_written(one: Drill, url: str, backup: Path) -> set[str]:
    """Back up among turns; return the turns that were acknowledged before the backup began."""
    with Writers(url) as writers:
        time.sleep(2)
        began = time.monotonic()
        back_up(one.settings, backup)
        took = time.monotonic() - began
        time.sleep(0.5)
    early = {turn for at, turn in writers.acknowledged if at < began}
    meanwhile = sum(began <= at < began + took for at, _ in writers.acknowledged)
    one.holds(f"backed up in {took:.1f} s while it served; {len(early)} turns acknowledged before", bool(early))
    one.holds(f"{meanwhile} turns acknowledged meanwhile, none failed in all the time", not writers.failed)
    one.holds("the folder is its owner's alone", backup.stat().st_mode & 0o077 == 0)
    return early


def _refusals(one: Drill, backup: Path) -> None:
    one.refused(lambda: back_up(one.settings, backup), "a second backup into the same folder")
    one.refused(lambda: restore(one.settings, backup), "a restore over what is there")


def _destroy(one: Drill) -> None:
    folder = release.current(one.settings.releases).resolve()
    shutil.rmtree(one.var)
    one.url = one.new_database()
    _put_release(one, folder)
    one.holds(
        "killed with SIGKILL; the database, the secret and everything under MOTCUA_VAR destroyed; release built again"
    )


def _restored(one: Drill, backup: Path) -> None:
    for harm, about in ((_cut_short, "with a file cut short"), (_broken_off, f"broken off before {NAME}")):
        bad = one.folder / harm.__name__
        shutil.copytree(backup, bad)
        harm(bad)
        one.refused(lambda bad=bad: restore(one.settings, bad), f"a backup {about}")  # type: ignore[misc]
    one.holds("nothing was written meanwhile", sorted(path.name for path in one.var.iterdir()) == ["releases"])
    began = time.monotonic()
    restore(one.settings, backup)
    one.holds(f"restored in {time.monotonic() - began:.1f} s: the secret opens it")


def _cut_short(backup: Path) -> None:
    largest = max((path for path in backup.iterdir() if path.is_file()), key=lambda path: path.stat().st_size)
    os.truncate(largest, largest.stat().st_size // 2)


def _broken_off(backup: Path) -> None:
    (backup / NAME).unlink()


def _goes_on(one: Drill, url: str, citizen: Citizen, before: Reply) -> None:
    stranger = httpx.post(f"{url}/api/v1/chat", json={"conversation_id": citizen.conversation_id, "text": FOLLOW_UP})
    one.holds("the conversation is refused to a stranger without its secret", stranger.status_code == 403)
    again = Citizen(url, conversation_id=citizen.conversation_id)
    again.http.headers["X-Conversation-Secret"] = citizen.http.cookies["motcua_owner"]
    after = again.say(FOLLOW_UP)
    same = after["procedures"][:1] == before["procedures"][:1]
    one.holds(f'the same conversation goes on: "{FOLLOW_UP}" is answered about {after["procedures"][0]}', same)


def _all_there(one: Drill, acknowledged: set[str]) -> None:
    with reading(sessions(engine(one.settings.sqlalchemy_url))) as session:
        there = set(session.scalars(select(TurnRow.turn_id)))
        dossiers = session.scalar(select(func.count()).select_from(DossierRow))
    one.holds(f"all {len(acknowledged)} turns acknowledged before the backup are there", acknowledged <= there)
    one.holds(f"all {dossiers} dossiers are there", dossiers == DOSSIERS)


def _await(url: str, process: "subprocess.Popen[bytes]", log: Path) -> None:
    limit = time.monotonic() + _PATIENCE
    while time.monotonic() < limit and process.poll() is None:
        with suppress(httpx.HTTPError):
            if httpx.get(url, timeout=2).json()["ready"]:
                return
        time.sleep(0.2)
    raise AssertionError(f"the application did not start:\n{log.read_text(errors='replace')[-2000:]}")


def _sqlite() -> Iterator[Callable[[], str]]:
    # Empty: the file under MOTCUA_VAR.
    yield lambda: ""


def _postgresql() -> Iterator[Callable[[], str]]:
    with server() as running:
        made: Postgres = running
        yield made.empty


STORES = {"sqlite": _sqlite, "postgresql": _postgresql}


def main() -> int:
    """Drill on both kinds of database, or one; write the log."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--store", choices=STORES, action="append")
    parser.add_argument("--out", type=Path)
    options = parser.parse_args()
    parts = [
        f"# Restore drill\n\n`python -m tests.prove_restore`, {datetime.now(UTC):%Y-%m-%d}, times in UTC. {_ABOUT}"
    ]
    for store in options.store or STORES:
        for new_database in STORES[store]():
            with tempfile.TemporaryDirectory() as folder:
                one = Drill(store, Path(folder), new_database)
                drill(one)
                parts.append(f"## {store}\n\n```\n" + "\n".join(one.lines) + "\n```")
    if options.out:
        options.out.write_text("\n\n".join(parts) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
