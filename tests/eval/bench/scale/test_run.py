"""The whole measurement, over the words of a small release."""

import json
from pathlib import Path

import pytest

from eval.__main__ import main
from eval.bench.plots import can_draw


def test_a_small_catalogue_is_measured_from_the_command_line(
    released: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "scale"
    assert main(["scale", "--out", str(out), "--records", "400"]) == 0
    told = json.loads((out / "scale.json").read_text("utf-8"))
    assert told["release"] == released
    (size,) = told["sizes"]
    assert (size["records"], size["entries"], size["questions"]) == (400, 2000, 300)
    assert size["per_second"] > 0
    assert size["parts"]["flat"]["recall_10"] == 1.0
    assert size["parts"]["hnsw"]["recall_10"] > 0.9
    assert size["parts"]["int8"]["size"] < size["parts"]["fp16"]["size"] < size["parts"]["flat"]["size"]
    assert (out / "scale.md").read_text("utf-8") in capsys.readouterr().out
    assert (out / "scale.png").exists() == can_draw()
    assert str(tmp_path) not in (out / "scale.json").read_text("utf-8")


@pytest.mark.usefixtures("var")
def test_without_a_release_nothing_is_measured(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["scale", "--out", str(tmp_path / "out"), "--records", "400"]) == 2
    assert "make build" in capsys.readouterr().err


def test_a_catalogue_that_is_too_small_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["scale", "--out", str(tmp_path), "--records", "99"])
    assert "at least 100" in capsys.readouterr().err
