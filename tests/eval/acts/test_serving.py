"""A Rasa server for one measurement: the real one, and what is said where it cannot be."""

import sys
from pathlib import Path

import httpx
import pytest

from bot.training import PYTHON, train
from eval.acts.errors import NoRasaError
from eval.acts.rasa import Rasa
from eval.acts.serving import serving
from knowledge.settings import Settings


def test_the_real_model_is_served_while_it_is_asked_and_no_longer(guides_settings: Settings) -> None:
    if not PYTHON.exists():
        pytest.skip("Rasa's environment is missing: run `make test`")
    model = train(guides_settings)
    with serving(model) as url, Rasa(url) as rasa:
        assert rasa.model["file"] == model.name
        assert rasa.hear("dạ cảm ơn em nhiều").act == "thank"
        assert rasa.hear("🙂").act == "ask"
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
