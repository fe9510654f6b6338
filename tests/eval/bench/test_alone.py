"""Processes of their own."""

from pathlib import Path

import pytest

from eval.bench.alone import run_alone
from eval.bench.errors import SystemFailedError


def test_a_module_runs_with_its_arguments(tmp_path: Path) -> None:
    made = tmp_path / "alone.zip"
    run_alone("packing", "zipfile", "-c", str(made), "eval/bench/alone.py")
    assert made.exists()


def test_a_failure_is_told_with_the_name_and_what_the_process_said() -> None:
    with pytest.raises(SystemFailedError, match=r"(?s)^nothing: exit status 1: .*No module named"):
        run_alone("nothing", "eval.bench.no_such_module")
