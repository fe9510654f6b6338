"""A real SQLite database in a folder of the test."""

from pathlib import Path

import pytest

from bot.conversations.store import Conversations
from knowledge.database import engine, sessions, upgrade


@pytest.fixture
def conversations(tmp_path: Path) -> Conversations:
    url = f"sqlite:///{tmp_path / 'motcua.sqlite'}"
    upgrade(url)
    return Conversations(sessions(engine(url)), b"a secret of the tests, 32 bytes!")
