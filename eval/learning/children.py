"""Programs that a run needs: started at low priority, heard line by line, ended when the run is stopped."""

import os
import signal
import subprocess
import sys
from collections import deque
from collections.abc import Callable, Container, Mapping, Sequence
from contextlib import suppress
from threading import Event, Thread

from eval.learning.errors import ChildFailedError, StoppedError
from knowledge.settings import ROOT

_LOOK = 0.2
_PATIENCE_AT_STOP = 5.0
_LAST_LINES = 20


def run_module(
    arguments: Sequence[str],
    environment: Mapping[str, str],
    stop: Event,
    hear: Callable[[str], None] = lambda _: None,
    *,
    fine: Container[int] = (0,),
    look: Callable[[], None] = lambda: None,
) -> str:
    """Run `python -m ARGUMENTS`; return its last lines.

    `hear` gets every line that it prints, `look` is called now and then. Raises `StoppedError` once `stop` is set, and
    `ChildFailedError` with the last lines where its exit status is not `fine`.
    """
    process = subprocess.Popen(
        [sys.executable, "-m", *arguments],
        cwd=ROOT, env=dict(environment), stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        text=True, errors="replace", start_new_session=True,
    )  # fmt: skip
    last = deque[str](maxlen=_LAST_LINES)
    listening = Thread(target=_listen, args=(process, last, hear), daemon=True)
    listening.start()
    try:
        while process.poll() is None:
            if stop.wait(_LOOK):
                raise StoppedError
            look()
    finally:
        _end(process)
    listening.join(_PATIENCE_AT_STOP)
    if process.returncode not in fine:
        raise ChildFailedError("\n".join(last))
    return "\n".join(last)


def _listen(process: subprocess.Popen[str], last: deque[str], hear: Callable[[str], None]) -> None:
    for line in process.stdout or ():
        last.append(line.rstrip())
        hear(line.rstrip())


def _end(process: subprocess.Popen[str]) -> None:
    """End the program with all that it has started, by force after some seconds."""
    if process.poll() is not None:
        return
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGTERM)
    try:
        process.wait(_PATIENCE_AT_STOP)
    except subprocess.TimeoutExpired:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
