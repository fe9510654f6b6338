"""What the figures were made on."""

import json
import platform
from pathlib import Path

import pytest

from eval.bench.machine import machine, resident_mib


def test_cores_memory_and_versions_are_told() -> None:
    told = machine()
    assert told["cores"] >= 1
    assert told["memory_gib"] is None or told["memory_gib"] > 0
    assert told["libraries"]["bm25s"]
    assert told["python"] == platform.python_version()


def test_no_name_of_a_machine_and_no_path_is_told() -> None:
    told = json.dumps(machine())
    assert platform.node() not in told
    assert str(Path.cwd()) not in told


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="resident memory is read from /proc, as on Linux")
def test_memory_grows_with_what_is_kept() -> None:
    before = resident_mib()
    kept = bytearray(64 * 2**20)
    kept[::4096] = b"1" * len(kept[::4096])
    after = resident_mib()
    assert before is not None
    assert after is not None
    assert 50 < after - before < 100
