"""The application without Rasa, with a local Telegram and a local Zalo, for all replays of a test run."""

from collections.abc import Iterator

import pytest

from knowledge.settings import Settings
from tests.channels.replay.application import Application, in_process


@pytest.fixture(scope="session")
def application(guides_settings: Settings) -> Iterator[Application]:
    with in_process(guides_settings) as running:
        yield running
