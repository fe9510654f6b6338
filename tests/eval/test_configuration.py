"""What is told beside every result."""

import re

from eval.configuration import ANSWERING, answering_settings, version
from knowledge.settings import Settings


def test_the_settings_that_change_answers_are_settings() -> None:
    assert set(ANSWERING) <= set(Settings.model_fields)
    assert set(answering_settings()) == set(ANSWERING)


def test_no_secret_is_told() -> None:
    assert not [name for name in ANSWERING if "secret" in name or "token" in name]


def test_the_version_is_the_projects() -> None:
    assert re.fullmatch(r"\d+\.\d+\.\d+\S*", version())
