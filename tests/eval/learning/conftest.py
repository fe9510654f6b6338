"""A database with all tables, and small releases to go between."""

import shutil
from pathlib import Path

import pytest

from knowledge.database import Sessions, engine, sessions, upgrade
from knowledge.settings import Settings
from retriever import release
from tests.channels.small_releases import put_release


@pytest.fixture(scope="session")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of run-time data: an empty database, releases first, second and third, the second one in use."""
    settings = Settings(var=tmp_path_factory.mktemp("learning"))
    for name in ("first", "second", "third"):
        put_release(settings, name)
    release.switch(settings.releases, "second")
    upgrade(settings.sqlalchemy_url)
    return settings.var


@pytest.fixture
def settings(whole: Path, tmp_path: Path) -> Settings:
    """Settings on a copy of it."""
    return Settings(var=Path(shutil.copytree(whole, tmp_path / "var")))


@pytest.fixture
def store(settings: Settings) -> Sessions:
    return sessions(engine(settings.sqlalchemy_url))
