"""Which release is in use: another one is loaded beside it and takes over between two turns.

The pointer `releases/current` is watched, so every replica that sees the folder follows by itself. What is missing,
half copied, damaged or of another format is refused: the release in use stays, `/readyz` and the metrics say so.
"""

import asyncio
import gc
import logging
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from bot.answers.topics import Library
from channels.metrics import RELEASE, RELEASE_REFUSED, RELEASE_SWITCHES
from knowledge.procedures.catalogue import Catalogue
from knowledge.settings import Settings
from retriever import release
from retriever.errors import RetrieverError

AGAIN_SECONDS = 30.0
"""After this long a refused release is looked at once more: it may have been copied whole meanwhile."""
_WARM_UP = "làm khai sinh cần giấy tờ gì"

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Refused:
    """A release that is wanted and cannot be used; `name` "" where the pointer leads nowhere. `why`: for operators."""

    name: str
    why: str


class Releases:
    """Follows the pointer. `take_over`: what is done with the library of another release.

    `in_use`: the release's name; `refused`: why the wanted one is not in use, None where it is.
    """

    def __init__(
        self,
        settings: Settings,
        in_use: str,
        take_over: Callable[[Library], None],
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.settings = settings
        self.in_use = in_use
        self.take_over = take_over
        self.clock = clock
        self.refused: Refused | None = None
        self._tried_at = float("-inf")
        _tell(in_use)

    async def run(self) -> None:
        """Follow until cancelled."""
        while True:
            await asyncio.sleep(self.settings.release_seconds)
            await asyncio.to_thread(self.follow)

    def follow(self) -> None:
        """Look where the pointer leads; change over where that is another release, and a sound one."""
        try:
            folder = release.current(self.settings.releases)
        except (RetrieverError, OSError) as error:
            self._refuse(Refused("", str(error)))
            return
        if folder.name == self.in_use:
            self.refused = None
            RELEASE_REFUSED.set(0)
        elif not (self.refused and self.refused.name == folder.name and self.clock() < self._tried_at + AGAIN_SECONDS):
            self._change_over(folder)

    def _change_over(self, folder: Path) -> None:
        self._tried_at = self.clock()
        try:
            release.verify(folder)
            library = load_library(self.settings, folder)
            library.retriever.search(_WARM_UP)
        except RetrieverError as error:
            self._refuse(Refused(folder.name, str(error)))
            return
        except Exception as error:
            log.exception("release %s could not be loaded", folder.name)
            self._refuse(Refused(folder.name, type(error).__name__))
            return
        before, self.in_use, self.refused = self.in_use, folder.name, None
        self.take_over(library)
        RELEASE_SWITCHES.labels("done").inc()
        _tell(self.in_use)
        log.info("release %s is in use instead of %s", self.in_use, before)
        gc.collect()  # the one before goes now, or with the last turn that uses it, and not at the collector's leisure

    def _refuse(self, refused: Refused) -> None:
        if refused != self.refused:
            log.error("the release in use stays %s: %s", self.in_use, refused.why)
            RELEASE_SWITCHES.labels("refused").inc()
        self.refused = refused
        RELEASE_REFUSED.set(1)


def load_library(settings: Settings, folder: Path) -> Library:
    """Load everything of one release that answers are composed from. Raises `BadReleaseError`."""
    return Library(
        folder.name,
        release.load(folder, settings.embedding_model),
        release.load_guides(folder),
        Catalogue(folder / "catalogue.sqlite"),
        release.load_families(folder),
        release.load_life_events(folder),
        release.load_checked(folder),
        today=(lambda: date.fromisoformat(settings.today)) if settings.today else date.today,
    )


def _tell(in_use: str) -> None:
    RELEASE.clear()
    RELEASE.labels(in_use).set(1)
