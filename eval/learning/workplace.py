"""A folder of run-time data in which one release is current, whatever citizens use: there it is measured."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from knowledge.settings import Settings
from retriever import release

_LINKED = ("rasa", "offices", "catalogue.sqlite")


@contextmanager
def workplace(settings: Settings, name: str, run: int) -> Iterator[Settings]:
    """Yield settings under which release `name` is current, with nothing shared; clear up afterwards."""
    folder = settings.var / "runs" / f"work-{run}"
    shutil.rmtree(folder, ignore_errors=True)
    releases = folder / "releases"
    releases.mkdir(parents=True)
    try:
        (releases / name).symlink_to((settings.releases / name).resolve())
        release.switch(releases, name)
        for shared in _LINKED:
            if (settings.var / shared).exists():
                (folder / shared).symlink_to((settings.var / shared).resolve())
        database = f"sqlite:///{folder / 'motcua.sqlite'}"
        yield settings.model_copy(update={"var": folder, "database_url": database, "redis_url": ""})
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def clear_left_over(settings: Settings, run: int) -> None:
    """Remove what runs left that were killed."""
    for left in (settings.var / "runs").glob("work-*"):
        if left.name != f"work-{run}":
            shutil.rmtree(left, ignore_errors=True)


def candidate(settings: Settings, run: int) -> Path:
    """Return the file with which a run builds."""
    return settings.var / "runs" / f"work-{run}.yml"
