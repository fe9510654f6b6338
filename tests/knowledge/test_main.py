"""The command line `python -m knowledge`: exit statuses, and what it says of each refusal."""

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from knowledge.__main__ import main
from knowledge.settings import ROOT, settings
from tests.knowledge.procedures.samples import listed, text_record


@pytest.fixture(autouse=True)
def var(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Path]:
    """Keep what is imported in a folder of the test."""
    monkeypatch.setenv("MOTCUA_VAR", str(tmp_path / "var"))
    settings.cache_clear()
    yield tmp_path / "var"
    settings.cache_clear()


@pytest.fixture
def record(tmp_path: Path) -> Path:
    path = tmp_path / "1.000001.txt"
    path.write_text(text_record(), encoding="utf-8")
    return path


def test_an_import_says_what_it_did(capsys: pytest.CaptureFixture[str], record: Path, var: Path) -> None:
    assert main(["import", str(record)]) == 0
    printed = capsys.readouterr()
    assert "read 1 text; 1 procedures new or changed; 0 records refused" in printed.out
    assert "catalogue: 1 procedures, 0 offered in Cần Thơ" in printed.out
    assert printed.err == ""
    assert (var / "catalogue.sqlite").exists()


def test_importing_again_says_that_nothing_changed(capsys: pytest.CaptureFixture[str], record: Path) -> None:
    main(["import", str(record)])
    assert main(["import", str(record)]) == 0
    assert "0 procedures new or changed" in capsys.readouterr().out


def test_procedures_that_are_only_listed_are_counted(capsys: pytest.CaptureFixture[str], record: Path) -> None:
    row = record.with_name("catalog.jsonl")
    row.write_text(json.dumps(listed("1.000009")), encoding="utf-8")
    assert main(["import", str(record), str(row)]) == 0
    assert "1 only listed, without a record" in capsys.readouterr().out


def test_a_refused_record_is_told_by_file_and_field_with_status_1(
    capsys: pytest.CaptureFixture[str], record: Path
) -> None:
    half = record.with_name("half.txt")
    half.write_text(text_record("1.000002")[:200], encoding="utf-8")
    assert main(["import", str(half), str(record)]) == 1
    printed = capsys.readouterr()
    assert f"refused {half}: Thành phần hồ sơ: is missing" in printed.err
    assert "1 records refused" in printed.out
    assert "1 procedures, 0 offered" in printed.out


def test_a_source_that_does_not_exist_is_an_error_with_status_2(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    assert main(["import", str(tmp_path / "nowhere")]) == 2
    assert capsys.readouterr().err == f"error: {tmp_path / 'nowhere'}: there is no such file or folder\n"


def test_an_unknown_format_is_an_error_with_status_2(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    source = tmp_path / "list.docx"
    source.write_bytes(b"PK\x03\x04")
    assert main(["import", str(source)]) == 2
    assert "neither a folder, a tar archive nor one of" in capsys.readouterr().err


def test_a_database_that_cannot_be_written_is_an_error_with_status_2(
    capsys: pytest.CaptureFixture[str], record: Path, var: Path
) -> None:
    var.mkdir()
    (var / "catalogue.sqlite").write_text("no database" * 100, encoding="utf-8")
    assert main(["import", str(record)]) == 2
    assert "the catalogue could not be written" in capsys.readouterr().err


def test_a_source_that_may_not_be_read_is_an_error_and_no_traceback(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    loop = tmp_path / "loop.txt"
    loop.symlink_to(loop)
    assert main(["import", str(loop)]) == 2
    assert "loop.txt" in capsys.readouterr().err


@pytest.mark.parametrize("arguments", [[], ["import"], ["import", "--as-of", "yesterday", "x"], ["burn"]])
def test_a_command_that_is_none_is_refused_with_its_usage(
    capsys: pytest.CaptureFixture[str], arguments: list[str]
) -> None:
    with pytest.raises(SystemExit) as left:
        main(arguments)
    assert left.value.code == 2
    assert "usage: python -m knowledge" in capsys.readouterr().err


def test_the_lines_of_a_record_are_printed_with_their_ids(capsys: pytest.CaptureFixture[str], record: Path) -> None:
    main(["import", str(record)])
    capsys.readouterr()
    assert main(["lines", "1.000001"]) == 0
    printed = capsys.readouterr().out
    assert "times.direct" in printed
    assert "Đơn đề nghị theo mẫu;" in printed


def test_the_lines_of_an_unknown_code_are_an_error(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["lines", "9.999999"]) == 2
    assert "9.999999: no procedure has this code" in capsys.readouterr().err


def test_the_module_runs_as_a_command(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "knowledge", "import", str(tmp_path / "nowhere")]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert done.stderr.startswith("error: ")
