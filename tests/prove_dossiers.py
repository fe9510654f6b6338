"""Measure the import of many dossiers into a real PostgreSQL or an SQLite file, and look-ups among them.

    python -m tests.prove_dossiers [--rows 1000000] [--store sqlite] [--out docs/results/dossiers-import.json]

All rows are invented: codes of unit H13.99, numbers that nobody has. Run it on a machine that does nothing else.
"""

import argparse
import json
import os
import random
import resource
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from statistics import median, quantiles

from knowledge.database import Sessions, engine, sessions, upgrade
from knowledge.dossiers.importing import DossierImportReport, import_file
from knowledge.dossiers.look_up import Caller, LookUps, Outcome
from knowledge.dossiers.times import VIET_NAM
from tests.postgres import server

SECRET = b"a secret of the proof, 32 bytes."
LOOK_UPS = 2000
_FIRST = datetime(2024, 1, 1, 8, tzinfo=VIET_NAM)
_A_DAY = 2000
_FORM = "%Y%m%d%H%M%S"


def code(number: int) -> str:
    """Return the code of an invented dossier; a daily number has five digits at most."""
    return f"H13.99.{number % 103:02}-{_received(number):%y%m%d}-{number % _A_DAY:05}"


def identity(number: int) -> str:
    """Return its owner's invented identity number; province 099 was never given."""
    return f"099{number:09}"


def item(number: int) -> dict[str, object]:
    """Return one dossier as `DongBoHoSoMC` tells it; every tenth lacks a paper, every second is done."""
    received = _received(number)
    due, done = received + timedelta(days=5), received + timedelta(days=number % 8)
    asked = {"NoiDungBoSung": "Nộp thêm bản sao giấy tờ", "NgayBoSung": f"{done:{_FORM}}"}
    return {
        "MaHoSo": code(number),
        "MaTTHC": "1.001193",
        "TenTTHC": "Đăng ký khai sinh",
        "TenLinhVuc": "Hộ tịch",
        "ChuHoSo": "Không Ai Cả",
        "SoGiayToChuHoSo": identity(number),
        "SoDienThoai": f"0100{number % 10**6:06}",
        "NgayTiepNhan": f"{received:{_FORM}}",
        "NgayHenTra": f"{due:{_FORM}}",
        "TrangThaiHoSo": "9" if number % 2 else "5" if number % 10 == 0 else "4",
        "NgayKetThucXuLy": f"{done:{_FORM}}" if number % 2 else None,
        "DanhSachHoSoBoSung": [] if number % 10 else [asked],
    }


def write(path: Path, rows: int) -> None:
    """Write a `DongBoHoSoMC` body of so many dossiers."""
    with path.open("w", encoding="utf-8") as file:
        file.write('{"service": "DongBoHoSoMC", "data": [\n')
        file.writelines(_lines(rows))
        file.write("]}\n")


def main(arguments: list[str] | None = None) -> int:
    """Measure and write the figures; 1 where a dossier was lost."""
    parser = argparse.ArgumentParser(prog="python -m tests.prove_dossiers", description=__doc__)
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--store", choices=tuple(_STORES), default="postgresql")
    parser.add_argument("--once", action="store_true", help="import once, for the look-ups alone")
    parser.add_argument("--out", type=Path)
    options = parser.parse_args(arguments)
    command = f"tests/prove_dossiers.py --rows {options.rows} --store {options.store}{' --once' * options.once}"
    told = measure(options.rows, options.store, not options.once) | {"command": command}
    text = json.dumps(told, indent=1) + "\n"
    print(text, end="")
    if options.out:
        options.out.write_text(text)
    return 0 if told["kept"] == options.rows else 1


@contextmanager
def _postgresql(_: Path) -> Iterator[str]:
    with server("shared_buffers=512MB", "max_wal_size=4GB") as postgres:
        yield postgres.upgraded()


@contextmanager
def _sqlite(folder: Path) -> Iterator[str]:
    url = f"sqlite:///{folder / 'motcua.sqlite'}"
    upgrade(url)
    yield url


_STORES = {"postgresql": _postgresql, "sqlite": _sqlite}
_NAMES = {"postgresql": "PostgreSQL, own server on the same machine, fsync off", "sqlite": "SQLite, a file"}


def measure(rows: int, kind: str = "postgresql", twice: bool = True) -> dict[str, object]:
    """Import so many rows, `twice` where that is wanted, and look some of them up; return the figures."""
    with tempfile.TemporaryDirectory() as folder, _STORES[kind](Path(folder)) as url:
        path, load = Path(folder) / "dong-bo.json", os.getloadavg()[0]
        write(path, rows)
        made = engine(url)
        store = sessions(made)
        seconds, cpu, report = _timed(store, path)
        again, _, repeated = _timed(store, path) if twice else (0.0, 0.0, report)
        took = list(_look_ups(LookUps(store, SECRET, per_hour=10**6), rows))
        waits, worked = sorted(wait for wait, _ in took), sorted(work for _, work in took)
        made.dispose()
        return {
            "store": _NAMES[kind],
            "cores": os.cpu_count(),
            "rows": rows,
            "file_mib": round(path.stat().st_size / 2**20, 1),
            "kept": report.added,
            "import_seconds": round(seconds, 1),
            "import_cpu_seconds_without_the_server": round(cpu, 1),
            "rows_per_second": round(rows / seconds),
            **({"again_seconds": round(again, 1), "again_unchanged": repeated.unchanged} if twice else {}),
            "memory_mib": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, 1),
            "look_ups": LOOK_UPS,
            "look_up_ms_median": round(median(waits) * 1000, 2),
            "look_up_ms_95th": round(quantiles(waits, n=100)[94] * 1000, 2),
            "look_up_ms_longest": round(waits[-1] * 1000, 2),
            "look_up_cpu_ms_median": round(median(worked) * 1000, 2),
            "look_up_cpu_ms_95th": round(quantiles(worked, n=100)[94] * 1000, 2),
            "load_at_start": round(load, 2),
            "load_at_end": round(os.getloadavg()[0], 2),
        }


def _timed(store: Sessions, path: Path) -> tuple[float, float, DossierImportReport]:
    """Return seconds by the clock, seconds of this process's own work, and the report."""
    started, worked = time.perf_counter(), time.process_time()
    report = import_file(store, path, SECRET, source="prove")
    return time.perf_counter() - started, time.process_time() - worked, report


def _look_ups(desk: LookUps, rows: int) -> Iterator[tuple[float, float]]:
    """Half with the right proof, a quarter with a wrong one, a quarter for codes that do not exist.

    Yields seconds by the clock, and of this process's own work: on SQLite all of it, whatever else the machine does.
    """
    chosen = random.Random(1)
    for turn in range(LOOK_UPS):
        number = chosen.randrange(rows)
        right = turn % 2 == 0
        asked = code(number) if turn % 4 != 3 else code(number).replace("H13.99", "H13.98")
        proof = identity(number) if right else "099999999999"
        started, worked = time.perf_counter(), time.thread_time()
        found = desk.look_up(asked, proof, Caller(f"conversation-{turn}", f"address-{turn}"))
        yield time.perf_counter() - started, time.thread_time() - worked
        if found.outcome is not (Outcome.FOUND_FULL if right else Outcome.NOT_PROVED):
            raise AssertionError(f"look-up {turn} ended as {found.outcome}")


def _lines(rows: int) -> Iterator[str]:
    for number in range(rows):
        yield json.dumps(item(number), ensure_ascii=False) + (",\n" if number < rows - 1 else "\n")


def _received(number: int) -> datetime:
    return _FIRST + timedelta(days=number // _A_DAY)


if __name__ == "__main__":
    sys.exit(main())
