"""The process of a run: it works until the run has ended, however that may be."""

import logging
import subprocess
import sys
from pathlib import Path
from threading import Event, Thread

from eval.console.errors import ConsoleError
from eval.errors import EvalError
from eval.gate import THRESHOLDS
from eval.learning.environment import environment
from eval.learning.errors import RefusedError, StoppedError
from eval.learning.runs import Kind, Run, Runs, State
from eval.learning.work import Gauge, Work
from knowledge.database import DatabaseError, Sessions
from knowledge.phrasings.loading import BadPhrasingError
from knowledge.settings import ROOT, Settings
from retriever.errors import RetrieverError

_LONGEST_DETAIL = 4000
_EXPECTED = (ConsoleError, EvalError, RetrieverError, DatabaseError, BadPhrasingError, OSError)

log = logging.getLogger(__name__)


def start(settings: Settings, sessions: Sessions, kind: Kind, by: str, *, quick: bool) -> int:
    """Begin a run and start its process, which outlives this one; return the run's number. Raises `RunningError`."""
    number = Runs(sessions).begin(kind, by, quick=quick)
    process = subprocess.Popen(
        [sys.executable, "-m", "eval", "work", str(number)],
        cwd=ROOT, env=environment(settings), start_new_session=True,
        stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    Thread(target=process.wait, daemon=True).start()  # else a dead run would look alive to its parent
    return number


def carry_out(
    settings: Settings, sessions: Sessions, number: int, gauge: Gauge | None = None, stop: Event | None = None
) -> Run:
    """Work on a run that has begun, until `stop` is set at the longest; return it as it ended."""
    run = Runs(sessions).adopt(number)
    with Work(settings, sessions, number, gauge or gauge_of(settings, quick=run.quick), stop=stop or Event()) as work:
        if state := _end_of(work, run.kind):
            work.runs.end(number, state, work.told)
    return work.runs.get(number)


def gauge_of(settings: Settings, *, quick: bool) -> Gauge:
    """Return by what the operator wants releases measured."""
    return Gauge(quick, thresholds=Path(settings.gate_file).resolve() if settings.gate_file else THRESHOLDS)


def _end_of(work: Work, kind: Kind) -> State | None:
    """Return how it ended, None where it was taken for dead before, and its end is no longer its own."""
    try:
        from eval.learning import learning  # torch and faiss take seconds to import, in which the run lives already

        (learning.learn if kind == "learning" else learning.evaluate)(work)
    except (RefusedError, StoppedError) as error:
        work.told.why = error.key
        work.told.detail = str(error)[-_LONGEST_DETAIL:]
        if isinstance(error, RefusedError):
            return "refused"
        return "stopped" if work.runs.get(work.number).state == "running" else None
    except _EXPECTED as error:
        work.told.why = getattr(error, "key", "runs.why_failed")
        work.told.detail = str(error)[-_LONGEST_DETAIL:]
        return "failed"
    except Exception as error:
        log.exception("run %s failed", work.number)
        work.told.why, work.told.detail = "runs.why_failed", type(error).__name__
        return "failed"
    return "done"
