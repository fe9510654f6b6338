"""`python -m knowledge check` as a person runs it, and on the real catalogue."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from knowledge.__main__ import main
from knowledge.checking import changes
from knowledge.checking.checks import Report, check
from knowledge.checking.official import Official
from knowledge.guides.loading import FOLDER
from knowledge.procedures.catalogue import Catalogue
from knowledge.settings import settings
from tests.catalogue import IMPORTED, JSON_ARCHIVE, TEXT_ARCHIVE, need
from tests.knowledge.checking.conftest import CODE, TODAY, catalogue, content


@pytest.fixture
def var(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.setenv("MOTCUA_VAR", str(tmp_path))
    monkeypatch.setenv("MOTCUA_TODAY", TODAY.isoformat())
    settings.cache_clear()
    yield tmp_path
    settings.cache_clear()


@pytest.fixture
def guides(tmp_path: Path) -> Path:
    folder = tmp_path / "guides"
    folder.mkdir()
    write(folder, "thu.yml")
    return folder


def write(folder: Path, name: str, **changed: object) -> None:
    (folder / name).write_text(yaml.safe_dump(content(**changed), allow_unicode=True), encoding="utf-8")


def test_a_faithful_guide_is_accepted_and_passes(var: Path, guides: Path, capsys: pytest.CaptureFixture[str]) -> None:
    only_ours(var)
    assert main(["check", "--guides", str(guides), "--accept", CODE, "--errors-only"]) == 1
    told = capsys.readouterr().out
    assert "1 guides: 1 facts, 2 papers, 5 references" in told
    assert "official component lines: 2, covered 2, waived 0" in told
    ours = {line.split()[1] for line in told.splitlines() if line.startswith("error")}
    assert ours <= {"phrasings", "families", "life_events"}  # of the repository, which this catalogue does not hold


def test_errors_are_told_by_place_with_status_1_and_as_json(
    var: Path, guides: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    only_ours(var)
    write(guides, "thu.yml", decision_number="2/QĐ")
    report = var / "report.json"
    assert main(["check", "--guides", str(guides), "--json", str(report)]) == 1
    assert "1.000001 decision_number: is '2/QĐ', the record says '1/QĐ'" in capsys.readouterr().out
    told = json.loads(report.read_text())
    assert told["coverage"]["guides"] == 1
    assert {"rule", "subject", "place", "message", "severity"} == set(told["findings"][0])


def test_a_file_that_is_no_guide_is_an_error_and_the_others_are_checked(
    var: Path, guides: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (guides / "half.yml").write_text("procedure_code: [", encoding="utf-8")
    write(guides, "twin.yml")
    assert main(["check", "--guides", str(guides), "--without-catalogue"]) == 1
    told = capsys.readouterr().out
    assert "half.yml guide:" in told
    assert "twin.yml procedure_code: has a guide already" in told
    assert "1 guides" in told
    assert "not checked against the record" in told


def test_without_a_catalogue_there_is_nothing_to_check_against(
    var: Path, guides: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["check", "--guides", str(guides)]) == 2
    assert "no catalogue is imported" in capsys.readouterr().err
    assert main(["check", "--guides", str(guides), "--without-catalogue"]) == 0


@pytest.fixture(scope="module")
def report() -> Report:
    """What a check of the guides of the repository finds, against the real catalogue where it is here."""
    if not (JSON_ARCHIVE.exists() and TEXT_ARCHIVE.exists()):
        return check(None, TODAY)
    need(IMPORTED)
    return check(Official(Catalogue(IMPORTED)), TODAY)


def test_the_guides_of_the_repository_pass_on_the_real_catalogue(report: Report) -> None:
    need(IMPORTED)
    assert report.with_record
    assert [str(finding) for finding in report.findings if finding.severity == "error"] == []
    assert report.coverage.covered_lines + report.coverage.waived_lines >= report.coverage.official_lines


def test_every_guide_of_the_repository_was_accepted_line_by_line(report: Report) -> None:
    assert [str(finding) for finding in report.findings if finding.severity == "error"] == []
    assert len(changes.load(FOLDER / "checked-lines.json")) == report.coverage.guides


def only_ours(var: Path) -> None:
    """Put our small record where the command looks."""
    catalogue(var)
