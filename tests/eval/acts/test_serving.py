"""A server for one measurement: started and stopped as Rasa is, and what is said where it cannot be."""

import sys
from pathlib import Path

import httpx
import pytest

from eval.acts.errors import NoRasaError
from eval.acts.rasa import Rasa
from eval.acts.serving import serving


@pytest.fixture
def python(tmp_path: Path) -> Path:
    """A Python that runs the tests' own server where it is told to run Rasa."""
    made = tmp_path / "python"
    made.write_text(f'#!/bin/sh\nshift 2\nexec {sys.executable} -m tests.eval.acts.peer "$@"\n')
    made.chmod(0o755)
    return made


def test_a_server_runs_while_it_is_asked_and_no_longer(python: Path, tmp_path: Path) -> None:
    """`make prove` serves the real model with the real Rasa, which takes half a minute."""
    model = tmp_path / "model.tar.gz"
    model.touch()
    with serving(model, python) as url, Rasa(url) as rasa:
        assert rasa.model["file"] == model.name
        assert rasa.hear("dạ cảm ơn em nhiều").act == "thank"
    with pytest.raises(httpx.ConnectError):
        httpx.get(f"{url}/status")


def test_without_a_model_it_says_how_to_make_one(tmp_path: Path) -> None:
    with pytest.raises(NoRasaError, match="make build"), serving(tmp_path / "none.tar.gz"):
        pass


def test_a_server_that_ends_at_once_is_told_with_its_last_words(tmp_path: Path) -> None:
    model = tmp_path / "model.tar.gz"
    model.write_bytes(b"")
    # The application's own Python has no Rasa.
    with (
        pytest.raises(NoRasaError, match=r"did not start[\s\S]*ModuleNotFoundError"),
        serving(model, Path(sys.executable)),
    ):
        pass
