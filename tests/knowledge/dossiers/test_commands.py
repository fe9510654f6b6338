"""The commands as an operator runs them: what they print, and their exit status."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from knowledge.__main__ import main
from knowledge.settings import settings as current_settings

Run = Callable[..., "Done"]
Write = Callable[..., Path]


@dataclass(frozen=True)
class Done:
    """What a command came to."""

    returncode: int
    stdout: str
    stderr: str


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Iterator[Run]:
    """Run a command as the shell would, with a folder of run-time data that is empty at first."""
    plain = {"MOTCUA_VAR": str(tmp_path / "var"), "MOTCUA_DATABASE_URL": "", "MOTCUA_SECRET": ""}

    def run(*arguments: object, **settings: str) -> Done:
        with monkeypatch.context() as patch:
            for name, value in (plain | settings).items():
                patch.setenv(name, value)
            current_settings.cache_clear()
            try:
                status = main(["dossiers", *map(str, arguments)])
            except SystemExit as left:
                status = left.code if isinstance(left.code, int) else 1
        return Done(status, *capsys.readouterr())

    yield run
    current_settings.cache_clear()


def test_an_import_reports_what_it_did(run: Run, json_file: Write, item: dict[str, object]) -> None:
    done = run("import", json_file(item))
    assert done.returncode == 0, done.stderr
    assert "read 1 rows: 1 added, 0 changed, 0 unchanged, 0 older, 0 refused" in done.stdout


def test_refused_rows_and_unread_columns_are_told_apart_from_the_report(run: Run, csv_file: Write) -> None:
    done = run("import", csv_file("dossier_code;status;ho_ten", "H13.12-250701-0001;4;x", "H13.12-250701-1;4;x"))
    assert done.returncode == 1
    assert "row 3: dossier_code: is no dossier code" in done.stderr
    assert "columns not read: ho_ten" in done.stderr
    assert "1 added" in done.stdout


def test_a_file_that_is_none_does_not_stop_the_others(
    run: Run, json_file: Write, item: dict[str, object], tmp_path: Path
) -> None:
    (tmp_path / "half.json").write_text('{"data": [', encoding="utf-8")
    done = run("import", tmp_path / "half.json", json_file(item))
    assert done.returncode == 2
    assert "half.json: is no complete JSON" in done.stderr
    assert "1 added" in done.stdout


def test_half_a_file_keeps_its_good_part_and_is_told(run: Run, json_file: Write, item: dict[str, object]) -> None:
    path = json_file(item, item | {"MaHoSo": "H13.12-250701-0002"})
    path.write_text(path.read_text(encoding="utf-8")[:-30], encoding="utf-8")
    done = run("import", path)
    assert done.returncode == 1
    assert "row 2: file: breaks off here" in done.stderr
    assert "1 added" in done.stdout


def test_a_workbook_and_messages_about_it_are_imported_one_after_the_other(
    run: Run, json_file: Write, xlsx_file: Write
) -> None:
    sheet = xlsx_file(["MaHoSo", "TrangThaiHoSo", "NgayTiepNhan"], ["H13.12-250701-0001", 4, "01/07/2025"])
    message = {"MaHoSo": "H13.12-250701-0001", "TrangThai": "9", "ThoiDiemXuLy": "20250703150000"}
    done = run("import", sheet, json_file(message), "--as-of", "2025-07-02")
    assert done.returncode == 0, done.stderr
    assert "1 added, 0 changed" in done.stdout
    assert "0 added, 1 changed" in done.stdout


def test_figures_are_printed_or_written_for_a_spreadsheet(
    run: Run, json_file: Write, item: dict[str, object], tmp_path: Path
) -> None:
    run("import", json_file(item))
    assert run("figures", "--by", "month,ward").stdout.splitlines()[1].startswith("H13.12,2025-07,1,")
    done = run("figures", "--csv", tmp_path / "so-lieu.csv")
    assert done.returncode == 0, done.stderr
    assert "1 dossiers in 1 lines" in done.stdout
    assert (tmp_path / "so-lieu.csv").read_bytes().startswith(b"\xef\xbb\xbfward,field,month,received,early,")


def test_figures_by_something_else_are_refused_with_the_choices(run: Run) -> None:
    done = run("figures", "--by", "ward,officer")
    assert done.returncode == 2
    assert "'officer': must be of ward,field,month" in done.stderr


def test_what_ended_long_ago_is_forgotten_by_the_setting(run: Run, json_file: Write, item: dict[str, object]) -> None:
    run("import", json_file(item | {"TrangThaiHoSo": "9", "NgayKetThucXuLy": "20250703150000"}))
    assert "1 dossiers forgotten that ended more than 30 days ago" in run("forget", MOTCUA_DOSSIER_DAYS="30").stdout


def test_a_server_that_is_not_there_is_said_to_be_unavailable(run: Run, tmp_path: Path) -> None:
    done = run("figures", MOTCUA_DATABASE_URL=f"postgresql+psycopg://nobody@/none?host={tmp_path}")
    assert done.returncode == 2
    assert "the database cannot be used now" in done.stderr


def test_a_demo_prints_the_digits_that_prove(run: Run) -> None:
    done = run("demo", "--count", 10)
    assert done.returncode == 0, done.stderr
    assert (
        len(re.findall(r"^H13\.99-\d{6}-\d{4} .* 099\d{9} +0100\d{6} +\d{4} \d{4}$", done.stdout, re.MULTILINE)) == 10
    )


@pytest.mark.parametrize("arguments", [("demo", "--count", 0), ("forget", "--days", 0)])
def test_a_number_that_makes_no_sense_is_refused(run: Run, arguments: tuple[object, ...]) -> None:
    assert run(*arguments).returncode == 2


def test_the_header_of_a_csv_is_documented_by_the_command_itself(run: Run) -> None:
    assert "supplement_asked_at (NgayBoSung)" in run("import", "--help").stdout


def test_a_secret_that_is_too_short_stops_the_command_with_a_reason(run: Run) -> None:
    done = run("demo", MOTCUA_SECRET="short")
    assert (done.returncode, "MOTCUA_SECRET" in done.stderr) == (2, True)
