"""Reading one message: its act by Rasa, its aspects by the retriever, with diacritics and without."""

import time
from collections.abc import Callable

from eval.acts.messages import Labelled
from eval.acts.outcomes import Reading, Readings
from eval.acts.rasa import Heard
from eval.bench.pairing import folded

Hear = Callable[[str], Heard]
Aspects = Callable[[str], tuple[str, ...]]


def read(message: Labelled, hear: Hear, aspects: Aspects) -> Readings:
    """Read one message as it is written, and without diacritics where it has any."""
    plain = folded(message.text)
    written = _read(message.text, message, hear, aspects)
    return Readings(written, None if plain is None else _read(plain, message, hear, aspects))


def _read(text: str, message: Labelled, hear: Hear, aspects: Aspects) -> Reading:
    heard = hear(text)
    if not message.asks:
        return Reading(heard.act, heard.milliseconds, error=heard.error)
    started = time.perf_counter()
    found = aspects(text)
    milliseconds = (time.perf_counter() - started) * 1000
    return Reading(heard.act, heard.milliseconds, found, milliseconds, heard.error)
