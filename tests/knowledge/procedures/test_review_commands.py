"""The commands `sample` and `verdicts`: what they write, what they leave alone, what they print."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from knowledge.__main__ import main
from knowledge.procedures import portal_json, portal_text
from knowledge.procedures.catalogue import Catalogue
from knowledge.settings import settings
from tests.knowledge.procedures.samples import listed, text_record
from tests.knowledge.procedures.test_portal_text import DAY


@pytest.fixture
def var(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Path]:
    """A folder with a catalogue of one offered record."""
    monkeypatch.setenv("MOTCUA_VAR", str(tmp_path / "var"))
    settings.cache_clear()
    catalogue = Catalogue(settings().catalogue_path)
    catalogue.add([portal_text.read(text_record(), DAY), portal_json.read_listed(listed(), DAY)])
    yield tmp_path / "var"
    settings.cache_clear()


def test_a_sample_writes_the_sheet_and_the_verdict_file(var: Path, tmp_path: Path) -> None:
    assert main(["sample", "--seed", "7", "--size", "1", "--verdicts", str(tmp_path)]) == 0
    assert "1.000001" in (var / "reviews" / "cleaning-seed-7.md").read_text("utf-8")
    assert "seed: 7" in (tmp_path / "seed-7.yml").read_text("utf-8")


def test_a_verdict_file_that_exists_is_left_alone(
    var: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "seed-7.yml").write_text("judged", encoding="utf-8")
    assert main(["sample", "--seed", "7", "--verdicts", str(tmp_path)]) == 0
    assert (tmp_path / "seed-7.yml").read_text("utf-8") == "judged"
    assert "left as it is" in capsys.readouterr().out


def test_verdicts_are_counted(var: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["sample", "--seed", "7", "--verdicts", str(tmp_path)])
    path = tmp_path / "seed-7.yml"
    path.write_text(path.read_text("utf-8").replace("verdict: ''", "verdict: ok"), encoding="utf-8")
    assert main(["verdicts", str(path)]) == 0
    assert "components  0 of 2 wrong, 0.0 per 100" in capsys.readouterr().out


def test_a_broken_verdict_file_is_an_error_with_status_2(var: Path, tmp_path: Path) -> None:
    assert main(["verdicts", str(tmp_path / "nothing.yml")]) == 2
