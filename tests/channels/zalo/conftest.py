"""A local Zalo, and an account that knows it."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from channels.zalo.account import Account
from channels.zalo.tokens import Tokens
from knowledge.database import Sessions, engine, sessions, upgrade
from tests.channels.zalo.playing_zalo import APP_ID, APP_SECRET, OA_SECRET, PlayingZalo, playing
from tests.postgres import Postgres, server

SECRET = b"a secret of the tests, 32 bytes!"


@pytest.fixture(scope="session")
def _zalo() -> Iterator[PlayingZalo]:
    with playing() as zalo:
        yield zalo


@pytest.fixture
def zalo(_zalo: PlayingZalo) -> PlayingZalo:
    """A local server of Zalo's protocol that has forgotten the test before."""
    fresh = PlayingZalo(numbers=_zalo.numbers)
    for name in vars(fresh):
        if name != "url":
            setattr(_zalo, name, getattr(fresh, name))
    return _zalo


@pytest.fixture
def account(zalo: PlayingZalo) -> Account:
    return Account(APP_ID, APP_SECRET, OA_SECRET, zalo.url, zalo.url, "https://mot-cua.example/", 1.0)


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    """One PostgreSQL server for all tests, each of which gets a database of its own."""
    with server() as running:
        yield running


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The URL of a new database with all tables, on either store."""
    if request.param == "postgresql":
        made: Callable[[], str] = request.getfixturevalue("postgres").upgraded
        return made()
    url = f"sqlite:///{tmp_path / 'motcua.sqlite'}"
    upgrade(url)
    return url


@pytest.fixture
def database(url: str) -> Iterator[Sessions]:
    """A store with all tables: each test that uses it runs on SQLite and on PostgreSQL."""
    made = engine(url)
    yield sessions(made)
    made.dispose()


@pytest.fixture
def tokens(database: Sessions, account: Account) -> Tokens:
    """The store of the account's tokens, empty."""
    return Tokens(database, SECRET, account)
