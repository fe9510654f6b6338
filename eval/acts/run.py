"""Asking Rasa for the speech act of every message of a file, and the retriever for its aspects."""

import argparse
import time
from collections.abc import Callable
from contextlib import nullcontext

from tqdm import tqdm

from bot.training import model
from eval.acts.messages import Labelled, read_messages
from eval.acts.outcomes import Outcome, Reading
from eval.acts.rasa import FALLBACK, Heard, Rasa
from eval.acts.report import ActsReport
from eval.acts.serving import serving
from eval.bench.pairing import folded
from knowledge.settings import settings
from retriever import release

Hear = Callable[[str], Heard]
Aspects = Callable[[str], tuple[str, ...]]


def measure(options: argparse.Namespace) -> ActsReport:
    """Read the messages of `options.questions`; ask the Rasa server `options.rasa_url`, or one started for this.

    Raises `BadQuestionsError`, `NoRasaError`, `UnreachableServerError` for no URL, or `BadReleaseError`.
    """
    messages = read_messages(options.questions)
    folder = release.current(settings().releases)
    retriever = release.load(folder)
    server = nullcontext(options.rasa_url) if options.rasa_url else serving(model(settings()))
    with server as url, Rasa(url) as rasa:
        shown = tqdm(messages, desc="acts", unit="message", disable=None)
        outcomes = tuple(read(message, rasa.hear, lambda text: retriever.asked(text).aspects) for message in shown)
        asked = {"rasa_url": options.rasa_url, "counted_as_ask": FALLBACK, "sealed": True}
        return ActsReport(options.questions, folder.name, rasa.model, asked, outcomes)


def read(message: Labelled, hear: Hear, aspects: Aspects) -> Outcome:
    """Read one message as it is written, and without diacritics where it has any."""
    plain = folded(message.text)
    written = _read(message.text, message, hear, aspects)
    return Outcome(message, written, None if plain is None else _read(plain, message, hear, aspects))


def _read(text: str, message: Labelled, hear: Hear, aspects: Aspects) -> Reading:
    heard = hear(text)
    if not message.asks:
        return Reading(heard.act, heard.milliseconds, error=heard.error)
    started = time.perf_counter()
    found = aspects(text)
    milliseconds = (time.perf_counter() - started) * 1000
    return Reading(heard.act, heard.milliseconds, found, milliseconds, heard.error)
