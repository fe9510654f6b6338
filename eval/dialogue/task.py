"""Holding every dialogue of a file, and judging it turn by turn."""

import argparse
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from eval.dialogue.talking import CHANNEL, held
from eval.figures import Figure
from eval.judging import HEADLINE, decisions, judge
from eval.measures import LOWER_IS_BETTER, MEASURES, confusion, whole
from eval.outcomes import Outcome, Reply
from eval.questions import Dialogue, read_dialogues
from eval.server import URL, connect, ready
from eval.task import Assistant, Table, Task
from eval.verdicts import Judged

Replies = tuple[Reply, ...]


class Talk(Task[Dialogue, Replies]):
    """Task dialogue."""

    name = "dialogue"
    about = "does a conversation keep, change and decline as it should, turn by turn?"
    rows, said = Dialogue, Replies
    unit = "turns"
    measures = MEASURES
    headline = HEADLINE
    lower_is_better = LOWER_IS_BETTER

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """Add whom to talk to."""
        parser.add_argument("--url", metavar="URL", default=URL, help=f"the server to talk to (default {URL})")

    def read(self, path: Path) -> list[Dialogue]:
        """Read dialogues; refuse questions. Raises `BadQuestionsError`."""
        return read_dialogues(path)

    @contextmanager
    def opened(self, options: argparse.Namespace) -> Iterator[Assistant[Dialogue, Replies]]:
        """Open the server at `options.url`; every dialogue gets a client of its own. Raises `UnreachableServerError`."""
        with connect(options.url) as client:
            server = ready(client)
        yield Assistant(
            lambda dialogue: held(dialogue, options.url),
            server.release,
            rasa_model=server.rasa_model,
            configuration={"channel": CHANNEL},
            place={"url": options.url},
        )

    def judged(self, answered: Sequence[tuple[Dialogue, Replies]]) -> list[Judged]:
        """Judge every turn; the turns of a dialogue stand and fall together."""
        return judge(_outcomes(answered))

    def figures(self, judged: Sequence[Judged]) -> dict[str, Figure]:
        """Return every measure; a dialogue is right where every turn is."""
        return {**super().figures(judged), "whole_dialogues": whole((one.independent, one.right) for one in judged)}

    def more(self, answered: Sequence[tuple[Dialogue, Replies]]) -> dict[str, Any]:
        """Return counts by decision expected and taken."""
        return {"confusion": confusion(_outcomes(answered))}

    def tables(self, answered: Sequence[tuple[Dialogue, Replies]]) -> list[Table]:
        """Return the same as a table."""
        return [decisions(_outcomes(answered))]


def _outcomes(answered: Sequence[tuple[Dialogue, Replies]]) -> list[Outcome]:
    return [
        Outcome(f"{dialogue.id}.{number}", turn, reply, dialogue.id)
        for dialogue, replies in answered
        for number, (turn, reply) in enumerate(zip(dialogue.turns, replies, strict=True), start=1)
    ]
