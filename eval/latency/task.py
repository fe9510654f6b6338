"""The task: time every question, alone or while others talk to the same server."""

import argparse
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from eval.conversation import CHANNEL
from eval.latency.crowd import crowd
from eval.latency.timing import IN_TIME, Spoken, Timed, in_process, over_http
from eval.server import URL, connect, ready
from eval.task import Assistant, Task
from eval.verdicts import Judged, Verdict

_ALONE = 1


class Waiting(Task[Spoken, Timed]):
    """Task latency: see the package."""

    name = "latency"
    about = "how long does a citizen wait for a reply, alone and among others?"
    rows, said = Spoken, Timed
    measures = {"in_time": f"reply within {IN_TIME / 1000:g} s", "replied": "any reply"}
    headline = ("in_time",)

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """Add whom to ask, and among how many."""
        parser.add_argument("--url", metavar="URL", default=URL, help=f"the server to talk to (default {URL})")
        parser.add_argument(
            "--in-process", action="store_true", help="time the current release's retriever here instead"
        )
        told = f"citizens who talk at the same time, the measured one among them (default {_ALONE})"
        parser.add_argument("--concurrency", type=_count, default=_ALONE, metavar="N", help=told)

    @contextmanager
    def opened(self, options: argparse.Namespace) -> Iterator[Assistant[Spoken, Timed]]:
        """Open the server with its crowd, or the release. Raises `UnreachableServerError` or `BadReleaseError`."""
        if options.in_process:
            yield _here()
            return
        spoken = self.read(options.questions)
        with connect(options.url) as client:
            server = ready(client)
            with crowd(options.url, options.concurrency - 1, [one.question for one in spoken]):
                yield Assistant(
                    lambda one: over_http(options.url, client, one),
                    server.release,
                    rasa_model=server.rasa_model,
                    configuration={"channel": CHANNEL, "concurrency": options.concurrency},
                    place={"url": options.url},
                )

    def judged(self, answered: Sequence[tuple[Spoken, Timed]]) -> list[Judged]:
        """Judge every question: right is a reply in time."""
        return [_judged(spoken, timed) for spoken, timed in answered]


def _here() -> Assistant[Spoken, Timed]:
    from eval.retrieval.in_process import InProcess  # torch and faiss take seconds to import

    local = InProcess.current()
    return Assistant(
        lambda one: in_process(local.retriever.search, one), local.release, configuration={"in_process": True}
    )


def _judged(spoken: Spoken, timed: Timed) -> Judged:
    in_time = not timed.error and timed.milliseconds <= IN_TIME
    return Judged(
        spoken.id,
        Verdict.NONE if timed.error else Verdict.RIGHT if in_time else Verdict.WRONG,
        in_time,
        timed.milliseconds,
        values={"in_time": float(in_time), "replied": float(not timed.error)},
        groups={"form": spoken.form} if spoken.form else {},
        steps=timed.steps,
        error=timed.error,
    )


def _count(text: str) -> int:
    if (count := int(text)) < _ALONE:
        raise argparse.ArgumentTypeError(f"{count} is too few: at least {_ALONE}")
    return count
