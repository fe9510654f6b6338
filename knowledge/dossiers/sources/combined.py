"""All configured sources together: what they know of a code, and what a proof opens of it.

Nobody learns here which codes exist. Which sources are asked, how often and for how long we wait is decided by the
code's spelling alone; wrong proofs, unknown codes and dossiers without an owner's number end the same.
"""

import threading
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum

from cachetools import TTLCache

from knowledge.dossiers.codes import normalise, province
from knowledge.dossiers.proofs import Proof, ProofHashes, keyed_hash, matches, proof_hashes
from knowledge.dossiers.sources.answers import DossierSource, Found, SourceAnswer, SourceRecord, Unreachable, Unreadable


class ElsewhereOutcome(Enum):
    """What a proof opens of what the sources told. `UNREADABLE`: proved, but told in a way that cannot be."""

    FOUND = "found"
    UNREADABLE = "unreadable"
    UNREACHABLE = "unreachable"
    NOTHING_TO_PROVE = "nothing_to_prove"
    NOT_PROVED = "not_proved"


@dataclass(frozen=True)
class OfficialPage:
    """Where citizens look up dossiers at the source itself."""

    title: str
    url: str


@dataclass(frozen=True)
class Connected:
    """A source with the codes it is asked for: those of provinces or units in `prefixes`, all where that is empty."""

    source: DossierSource
    page: OfficialPage
    prefixes: tuple[str, ...] = ()

    def serves(self, code: str) -> bool:
        """Tell whether the source may know a normalised code: H13 of `H13.12-...` and of `000.00.04.H13-...`."""
        unit = code.partition("-")[0]
        return not self.prefixes or any(
            prefix == province(code) or f"{unit}.".startswith(f"{prefix}.") for prefix in self.prefixes
        )


@dataclass(frozen=True)
class Heard:
    """What one source told, the owner's numbers as keyed hashes. Neither found nor unreachable: there is nothing."""

    record: SourceRecord | None = None
    hashes: ProofHashes = field(default_factory=ProofHashes)
    unreachable: bool = False
    last_answered: datetime | None = None


@dataclass(frozen=True)
class Opened:
    """What may be told. `record`: with `FOUND` only. `pages`: the official ones, whether or not there is a dossier.

    `last_answered`: with `UNREACHABLE`, when the source last answered, None if not since the start.
    """

    outcome: ElsewhereOutcome
    record: SourceRecord | None = None
    pages: tuple[OfficialPage, ...] = ()
    last_answered: datetime | None = None


@dataclass(frozen=True)
class Elsewhere:
    """What the sources told of `code`, in their order, still closed. `pages`: of those that may know such codes."""

    code: str
    heard: tuple[Heard, ...] = ()
    pages: tuple[OfficialPage, ...] = ()

    def opened_by(self, secret: bytes, proof: Proof) -> Opened:
        """Return what `proof` opens, comparing with all that was heard in a time that depends on their number only."""
        fits = [matches(secret, self.code, proof, heard.hashes) for heard in self.heard]
        proved = [heard for heard, fit in zip(self.heard, fits, strict=True) if fit]
        if found := next((heard.record for heard in proved if heard.record), None):
            return Opened(ElsewhereOutcome.FOUND, found, self.pages)
        if proved:
            return Opened(ElsewhereOutcome.UNREADABLE, pages=self.pages)
        if silent := next((heard for heard in self.heard if heard.unreachable), None):
            return Opened(ElsewhereOutcome.UNREACHABLE, pages=self.pages, last_answered=silent.last_answered)
        hopeless = self.pages and not self.heard
        return Opened(ElsewhereOutcome.NOTHING_TO_PROVE if hopeless else ElsewhereOutcome.NOT_PROVED, pages=self.pages)


def nowhere(code: str) -> Elsewhere:
    """Return what is known of a code where no source is configured: nothing."""
    return Elsewhere(code)


class SourcesLookUp:
    """Asks the sources that serve a code, all of them and at once, and remembers for a short time what they told.

    `settle_seconds`: no answer comes sooner, so that its time does not tell what a source knew, or was remembered.
    """

    def __init__(
        self,
        connected: Sequence[Connected],
        secret: bytes,
        *,
        settle_seconds: float = 1.0,
        remember_seconds: float = 30.0,
        remember_most: int = 1000,
    ) -> None:
        self._connected, self._secret, self._settle = tuple(connected), secret, settle_seconds
        # One lifetime for all: if what is there were remembered longer, a quick answer would tell that it is there.
        self._remembered: TTLCache[bytes, Heard] = TTLCache(remember_most, remember_seconds)
        self._remembering = threading.Lock()

    def find_elsewhere(self, code: str) -> Elsewhere:
        """Return what the sources know of `code`, in any spelling; what is no code is asked nowhere. Never raises
        for what a source does, and takes no longer than the most patient source's `whole_seconds`.
        """
        until = time.monotonic() + self._settle
        known = normalise(code)
        serving = [one for one in self._connected if known and one.serves(known)]
        asked = [one.source for one in serving if one.source.gives_proof]
        if known is None or not asked:
            return Elsewhere(known or code, pages=_pages(serving))
        with ThreadPoolExecutor(len(asked)) as pool:
            heard = tuple(pool.map(lambda source: self._heard(source, known), asked))
        time.sleep(max(0.0, until - time.monotonic()))
        return Elsewhere(known, heard, _pages(serving))

    def _heard(self, source: DossierSource, code: str) -> Heard:
        key = keyed_hash(self._secret, "heard", source.name, code)
        with self._remembering:
            known: Heard | None = self._remembered.get(key)
        if known:
            return known
        heard = _without_numbers(self._secret, code, source.find(code))
        if not heard.unreachable:
            with self._remembering:
                self._remembered[key] = heard
        return heard


def _without_numbers(secret: bytes, code: str, answer: SourceAnswer) -> Heard:
    if isinstance(answer, Unreachable):
        return Heard(unreachable=True, last_answered=answer.last_answered)
    if not isinstance(answer, Found | Unreadable):
        return Heard()
    hashes = proof_hashes(secret, code, answer.provable.identity_number, answer.provable.phone)
    return Heard(answer.record if isinstance(answer, Found) else None, hashes)


def _pages(serving: Sequence[Connected]) -> tuple[OfficialPage, ...]:
    return tuple(dict.fromkeys(one.page for one in serving))
