"""Processes of their own for the parts of a build that do not wait for each other: one a core."""

import multiprocessing
import os
import pickle
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Generic, ParamSpec, TypeVar

Told = ParamSpec("Told")
Answer = TypeVar("Answer")


@dataclass(frozen=True)
class Started(Generic[Answer]):
    """A call that another process works on."""

    future: Future[bytes]

    def result(self) -> Answer:
        """Wait for what the call returns. Raises what it raises."""
        found: Answer = pickle.loads(self.future.result())  # noqa: S301 - written by a process of ours
        return found


@dataclass(frozen=True)
class Workers:
    """Processes that have the libraries in memory."""

    pool: ProcessPoolExecutor

    def start(self, function: Callable[Told, Answer], *arguments: Told.args, **named: Told.kwargs) -> Started[Answer]:
        """Let one of them call `function`.

        Both ways everything goes as plain bytes: sent by themselves, tensors would travel as shared memory.
        """
        return Started(self.pool.submit(_called, pickle.dumps((function, arguments, named))))


@contextmanager
def workers() -> Iterator[Workers]:
    """Offer the processes; what has not begun when they are given back never does.

    They are no forks of this process, whose threads may hold a lock at that moment.
    """
    processes = multiprocessing.get_context("forkserver")
    processes.set_forkserver_preload(["retriever.unseen"])  # the libraries are read once, not by every process
    pool = ProcessPoolExecutor(os.cpu_count() or 1, processes)
    try:
        yield Workers(pool)
    finally:
        pool.shutdown(cancel_futures=True)


def _called(task: bytes) -> bytes:
    function, arguments, named = pickle.loads(task)  # noqa: S301 - written by a process of ours
    return pickle.dumps(function(*arguments, **named))
