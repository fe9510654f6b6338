"""Processes of their own."""

import pytest

from eval.bench.alone import run_alone
from eval.bench.errors import SystemFailedError


def test_a_module_runs_with_its_arguments() -> None:
    run_alone("compiling", "compileall", "-q", "eval/bench/alone.py")


def test_a_failure_is_told_with_the_name_and_what_the_process_said() -> None:
    with pytest.raises(SystemFailedError, match=r"(?s)^nothing: exit status 1: .*No module named"):
        run_alone("nothing", "eval.bench.no_such_module")
