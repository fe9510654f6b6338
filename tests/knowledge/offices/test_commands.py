"""The office commands as an operator runs them."""

from collections.abc import Callable
from pathlib import Path

import pytest

from knowledge.__main__ import main
from knowledge.offices.any_desk import imported_list
from knowledge.offices.details import imported
from knowledge.settings import Settings
from tests.catalogue import IMPORTED, need

LIST = ["--document", "1/QĐ-UBND", "--date", "01/10/2026", "--source", "Công báo"]


def test_the_template_is_printed_filled_in_and_imported(
    here: Settings, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["offices", "template"]) == 0
    text = capsys.readouterr().out
    row = "Phường;31120;Phường Cái Khế;"
    assert f"{row};;;;" in text
    table = tmp_path / "table.csv"
    table.write_text(text.replace(f"{row};;;;", f"{row}12 Đường Thử;;;Công văn 1;2026-11-01"), encoding="utf-8")
    assert main(["offices", "import", str(table)]) == 0
    assert "offices: 1 added" in capsys.readouterr().out
    assert imported(here.office_details)["31120"].address == "12 Đường Thử"
    assert main(["offices", "template"]) == 0
    assert "12 Đường Thử" in capsys.readouterr().out


def test_refused_rows_are_told_and_the_command_says_so(
    here: Settings, csv_file: Callable, capsys: pytest.CaptureFixture[str]
) -> None:
    table = csv_file("Loại;Mã đơn vị;Địa chỉ;Nguồn;Ngày", "Phường;31120;12 Đường Thử;;2026-11-01")
    assert main(["offices", "import", str(table)]) == 1
    assert "refused row 2: Nguồn" in capsys.readouterr().err


@pytest.mark.parametrize("command", [["import"], ["import-any-desk", *LIST]])
def test_an_unreadable_file_is_not_done(here: Settings, command: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["offices", command[0], "nothing.csv", *command[1:]]) == 2
    assert "error: nothing.csv" in capsys.readouterr().err
    assert not here.var.exists()


def test_the_list_of_any_desk_is_imported_with_its_decision(
    here: Settings, csv_file: Callable, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["offices", "import-any-desk", str(csv_file("Mã TTHC", "1.001193", "x")), *LIST]) == 1
    told = capsys.readouterr()
    assert "any desk: 1 procedures, 0 doubled, 0 headings, 1 rows refused; list replaced" in told.out
    assert "refused row 3: Mã TTHC" in told.err
    published = imported_list(here.any_desk_list)
    assert published is not None
    assert (published.document, str(published.dated), published.source) == ("1/QĐ-UBND", "2026-10-01", "Công báo")


@pytest.mark.parametrize("left_out", ["--document", "--date", "--source"])
def test_a_list_without_its_decision_is_not_taken(here: Settings, csv_file: Callable, left_out: str) -> None:
    at = LIST.index(left_out)
    with pytest.raises(SystemExit):
        main(["offices", "import-any-desk", str(csv_file("Mã TTHC", "1.001193")), *LIST[:at], *LIST[at + 2 :]])
    assert not here.any_desk_list.exists()


def test_a_broken_kept_file_is_told(here: Settings, capsys: pytest.CaptureFixture[str]) -> None:
    here.office_details.parent.mkdir(parents=True)
    here.office_details.write_text("{")
    assert main(["offices", "template"]) == 2
    assert "details.json" in capsys.readouterr().err


@pytest.mark.catalogue
def test_kinds_are_counted_over_the_catalogue(here: Settings, capsys: pytest.CaptureFixture[str]) -> None:
    need(IMPORTED)
    here.var.mkdir()
    here.catalogue_path.symlink_to(IMPORTED)
    assert main(["offices", "competence"]) == 0
    told = capsys.readouterr().out
    assert "commune_committee" in told
    assert " unknown: " in told
