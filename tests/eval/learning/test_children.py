"""Programs that a run needs: heard while they work, ended when the run is stopped, told apart when they fail."""

import os
import time
from pathlib import Path
from threading import Event, Timer

import pytest

from eval.learning.children import run_module
from eval.learning.environment import environment
from eval.learning.errors import ChildFailedError, StoppedError
from knowledge.settings import Settings

SAYS = "print('một'); print('hai')"
FAILS = "import sys; print('hỏng ở đây'); sys.exit(2)"
SLEEPS = """
import os, subprocess, sys, time
child = subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(60)'])
print(os.getpid(), child.pid, flush=True)
time.sleep(60)
"""


def module(folder: Path, code: str) -> dict[str, str]:
    """Write a module `told` and return an environment in which it is found."""
    (folder / "told.py").write_text(code, encoding="utf-8")
    return os.environ | {"PYTHONPATH": str(folder), "PYTHONIOENCODING": "utf-8"}


def test_every_line_is_heard_and_the_last_ones_are_returned(tmp_path: Path) -> None:
    heard = list[str]()
    assert run_module(["told"], module(tmp_path, SAYS), Event(), heard.append) == "một\nhai"
    assert heard == ["một", "hai"]


def test_one_that_fails_is_told_with_its_last_words(tmp_path: Path) -> None:
    with pytest.raises(ChildFailedError, match="hỏng ở đây"):
        run_module(["told"], module(tmp_path, FAILS), Event())


def test_an_exit_status_may_be_fine(tmp_path: Path) -> None:
    assert "hỏng" in run_module(["told"], module(tmp_path, FAILS), Event(), fine=(0, 2))


def test_one_that_is_stopped_ends_with_all_that_it_started(tmp_path: Path) -> None:
    stop, heard = Event(), list[str]()

    def hear(line: str) -> None:
        heard.append(line)
        Timer(0.1, stop.set).start()

    with pytest.raises(StoppedError):
        run_module(["told"], module(tmp_path, SLEEPS), stop, hear)
    for process in map(int, heard[0].split()):
        limit = time.monotonic() + 10
        while _lives(process) and time.monotonic() < limit:
            time.sleep(0.05)
        assert not _lives(process)


def test_it_is_looked_after_while_it_works(tmp_path: Path) -> None:
    looked = list[int]()
    run_module(["told"], module(tmp_path, "import time; time.sleep(0.7)"), Event(), look=lambda: looked.append(1))
    assert looked


def test_the_settings_of_this_process_go_along_with_the_changes(tmp_path: Path) -> None:
    settings = Settings(var=tmp_path, port=8123, telegram_token="geheim")
    told = environment(settings, database_url="sqlite://")
    assert (told["MOTCUA_VAR"], told["MOTCUA_PORT"]) == (str(tmp_path), "8123")
    assert (told["MOTCUA_TELEGRAM_TOKEN"], told["MOTCUA_DATABASE_URL"]) == ("geheim", "sqlite://")
    assert "MOTCUA_HOST" not in told


def _lives(process: int) -> bool:
    try:
        state = Path(f"/proc/{process}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[0]
    except FileNotFoundError:
        return False
    return state != "Z"
