"""Both stores: the same tests run on SQLite and on a real PostgreSQL."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from knowledge.database import upgrade
from tests.postgres import Postgres, server

STORES = ("sqlite", "postgresql")


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    """One PostgreSQL server for all tests, each of which gets a database of its own."""
    with server() as running:
        yield running


@pytest.fixture(params=STORES)
def empty_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The URL of a new database without tables, on either store."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'motcua.sqlite'}"
    made: Callable[[], str] = request.getfixturevalue("postgres").empty
    return made()


@pytest.fixture(params=STORES)
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The URL of a new database with all tables, on either store."""
    if request.param == "postgresql":
        made: Callable[[], str] = request.getfixturevalue("postgres").upgraded
        return made()
    url = f"sqlite:///{tmp_path / 'motcua.sqlite'}"
    upgrade(url)
    return url
