"""Asking Rasa for the speech act of every message of a file, and the retriever for its aspects."""

import argparse
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, nullcontext
from typing import Any

from eval.acts.figures import MEASURES, micro_f1, values
from eval.acts.messages import Labelled
from eval.acts.outcomes import Outcome, Readings
from eval.acts.scored import plain, scored_tables
from eval.configuration import answering_settings
from eval.figures import Figure
from eval.task import Assistant, Table, Task
from eval.verdicts import Judged, Verdict
from knowledge.settings import settings

_F1 = "aspects_f1"


class Acts(Task[Labelled, Readings]):
    """Task acts."""

    name = "acts"
    about = "what does a message do (its speech act), and what of a procedure does it ask (its aspects)?"
    rows, said = Labelled, Readings
    unit = "messages"
    measures = MEASURES
    headline = ("act", "aspects", _F1)
    differences = frozenset({"act_change", "aspects_change"})

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """Add whom to ask."""
        told = "a Rasa server run with --enable-api; one is started for the present model"
        parser.add_argument("--rasa-url", metavar="URL", help=told)

    @contextmanager
    def opened(self, options: argparse.Namespace) -> Iterator[Assistant[Labelled, Readings]]:
        """Open the current release, and the Rasa server `options.rasa_url` or one started for this.

        Raises `NoRasaError`, `UnreachableServerError` for no URL, or `BadReleaseError`.
        """
        from bot.training import model
        from eval.acts.rasa import FALLBACK, Rasa
        from eval.acts.reading import read
        from eval.acts.serving import serving
        from retriever import release  # torch and faiss take seconds to import

        folder = release.current(settings().releases)
        retriever = release.load(folder)
        server = nullcontext(options.rasa_url) if options.rasa_url else serving(model(settings()))
        with server as url, Rasa(url) as rasa:
            yield Assistant(
                lambda message: read(message, rasa.hear, lambda text: retriever.asked(text).aspects),
                folder.name,
                rasa_model=rasa.model,
                configuration={"counted_as_ask": FALLBACK, "sealed": True, "settings": answering_settings()},
                place={"rasa_url": options.rasa_url},
            )

    def judged(self, answered: Sequence[tuple[Labelled, Readings]]) -> list[Judged]:
        """Judge every message by act and aspects: right act with other aspects is partly right."""
        return [_judged(one) for one in _outcomes(answered)]

    def figures(self, judged: Sequence[Judged]) -> dict[str, Figure]:
        """Return every measure; micro F1 counts aspects, not messages."""
        counts = [
            (one.id, len(set(one.told["aspects"]) - set(one.missing)), len(one.missing) + len(one.extra))
            for one in judged
            if "aspects" in one.told
        ]
        return {**super().figures(judged), _F1: micro_f1(counts)}

    def more(self, answered: Sequence[tuple[Labelled, Readings]]) -> dict[str, Any]:
        """Return the scores by name, the acts taken for another, and the misses."""
        return plain(_outcomes(answered))

    def tables(self, answered: Sequence[tuple[Labelled, Readings]]) -> list[Table]:
        """Return the scores by name, and the acts taken for another."""
        return scored_tables(_outcomes(answered))


def _outcomes(answered: Sequence[tuple[Labelled, Readings]]) -> list[Outcome]:
    return [Outcome(message, said.written, said.folded) for message, said in answered]


def _judged(one: Outcome) -> Judged:
    verdict, asks, steps = _verdict(one), one.message.asks, {"speech act": one.written.act_milliseconds}
    told: dict[str, Any] = {"act": one.message.act, "heard": one.written.act}
    if asks:
        steps["aspects"] = one.written.aspects_milliseconds
        told |= {"aspects": one.message.aspects, "read": one.written.aspects}
    return Judged(
        id=one.message.id,
        verdict=verdict,
        right=verdict is Verdict.RIGHT,
        milliseconds=one.written.act_milliseconds,
        values=values(one),
        groups={} if one.message.form is None else {"form": one.message.form},
        missing=one.missing if asks else (),
        extra=one.extra if asks else (),
        mistaken=one.acts if verdict is Verdict.WRONG else None,
        steps=steps,
        error=one.written.error,
        told=told,
    )


def _verdict(one: Outcome) -> Verdict:
    if one.written.act is None:
        return Verdict.NONE
    if not one.act_right(one.written):
        return Verdict.WRONG
    return Verdict.RIGHT if not one.message.asks or one.aspects_right(one.written) else Verdict.PARTLY
