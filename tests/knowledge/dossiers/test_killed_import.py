"""An import killed in the middle and run again loses and doubles nothing."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from pydantic import SecretStr
from sqlalchemy import func, select

from knowledge.data_key import data_key
from knowledge.database import Sessions, engine, reading, sessions, upgrade
from knowledge.dossiers.importing import import_file
from knowledge.dossiers.tables import AppointmentRow, DossierRow, ResultRow, StatusEventRow, SupplementRow
from knowledge.settings import ROOT, Settings
from tests.prove_dossiers import item, write

ROWS = 4_000
TABLES = (DossierRow, StatusEventRow, SupplementRow, AppointmentRow, ResultRow)


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("many") / "dong-bo.json"
    write(path, ROWS)
    return path


def start(path: Path, url: str, secret: bytes, var: Path) -> "subprocess.Popen[bytes]":
    environment = {"MOTCUA_DATABASE_URL": url, "MOTCUA_SECRET": secret.decode(), "MOTCUA_VAR": str(var)}
    command = [sys.executable, "-m", "knowledge", "dossiers", "import", str(path)]
    return subprocess.Popen(command, cwd=ROOT, env=os.environ | environment, stdout=subprocess.DEVNULL)


@pytest.fixture
def key(database: Sessions, secret: bytes, tmp_path: Path) -> bytes:
    """What the command, run with this secret, hashes with in this database."""
    return data_key(database, Settings(secret=SecretStr(secret.decode()), var=tmp_path))


def size(database: Sessions) -> int:
    with reading(database) as session:
        return session.scalar(select(func.count()).select_from(DossierRow)) or 0


def kept(database: Sessions) -> dict[str, list[tuple[object, ...]]]:
    """Return everything that is stored, without the numbers that the store gives its rows."""
    found = {}
    with reading(database) as session:
        for table in TABLES:
            columns = [column for column in table.__table__.c if column.name != "id"]
            found[table.__tablename__] = sorted(tuple(map(repr, row)) for row in session.execute(select(*columns)))
    return found


def test_killed_in_the_middle_and_run_again_it_is_as_if_run_once(
    url: str, database: Sessions, secret: bytes, key: bytes, many: Path, tmp_path: Path
) -> None:
    process = start(many, url, secret, tmp_path)
    while size(database) < ROWS // 10 and process.poll() is None:
        time.sleep(0.02)
    process.send_signal(signal.SIGKILL)
    process.wait(10)
    left = size(database)
    assert 0 < left < ROWS

    report = import_file(database, many, key)
    assert (report.added, report.unchanged, report.refusals) == (ROWS - left, left, [])
    twice = kept(database)
    assert len(twice["dossiers"]) == ROWS

    upgrade(once := f"sqlite:///{tmp_path / 'once.sqlite'}")
    other = sessions(engine(once))
    import_file(other, many, key)
    assert twice == kept(other)


def test_two_imports_at_once_end_as_one(
    url: str, database: Sessions, secret: bytes, key: bytes, many: Path, tmp_path: Path
) -> None:
    processes = [start(many, url, secret, tmp_path) for _ in range(2)]
    assert [process.wait(120) for process in processes] == [0, 0]
    assert size(database) == ROWS
    assert import_file(database, many, key).unchanged == ROWS
    with reading(database) as session:
        asked = session.scalar(select(func.count()).select_from(SupplementRow))
    assert asked == sum(1 for number in range(ROWS) if item(number)["DanhSachHoSoBoSung"])


def test_a_killed_run_leaves_whole_batches_only(
    url: str, database: Sessions, secret: bytes, many: Path, tmp_path: Path
) -> None:
    process = start(many, url, secret, tmp_path)
    while size(database) == 0 and process.poll() is None:
        time.sleep(0.01)
    process.kill()
    process.wait(10)
    with reading(database) as session:
        with_steps = session.scalar(select(func.count(StatusEventRow.dossier_code.distinct())))
    assert with_steps == size(database)
