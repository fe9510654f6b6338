"""The files of a source: folders and archives, whole and broken, their days, and what is no source."""

import io
import json
import os
import tarfile
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from knowledge.procedures import sources
from knowledge.procedures.errors import CatalogueError, UnknownFormatError
from knowledge.procedures.parts import Part
from knowledge.procedures.sources import Refusal
from knowledge.procedures.sources.files import File
from tests.knowledge.procedures.samples import detail, listed, text_record, workbook

DAY = date(2026, 7, 18)


def read(path: Path) -> tuple[list[Part], list[Refusal]]:
    found = list(sources.read(path, DAY))
    return [item for item in found if isinstance(item, Part)], [item for item in found if isinstance(item, Refusal)]


def archive(path: Path, files: dict[str, str], mode: str = "w:xz") -> Path:
    with tarfile.open(path, mode) as made:  # type: ignore[call-overload]
        for name, text in files.items():
            entry = tarfile.TarInfo(name)
            entry.size = len(text.encode())
            entry.mtime = int(datetime(2026, 7, 19, tzinfo=UTC).timestamp())
            made.addfile(entry, io.BytesIO(text.encode()))
    return path


def records(count: int) -> dict[str, str]:
    """Return records that no packing makes small, so that a cut falls between them."""
    return {f"t/{n}.txt": text_record(f"1.{n:06}", **{"Từ khóa": os.urandom(20_000).hex()}) for n in range(count)}


@pytest.mark.parametrize("mode", ["w", "w:gz", "w:bz2", "w:xz"])
def test_an_archive_is_read_whatever_packed_it(tmp_path: Path, mode: str) -> None:
    files = {
        "a.json": json.dumps(detail()),
        "b.txt": text_record(),
        "list.jsonl": json.dumps(listed()),
        "README.md": "x",
    }
    parts, refusals = read(archive(tmp_path / "records.tar", files, mode))
    assert ([part.kind for part in parts], refusals) == (["detail", "text", "listed"], [])


def test_a_truncated_archive_keeps_its_readable_records_and_is_refused_once_by_name(tmp_path: Path) -> None:
    whole = archive(tmp_path / "whole.tar.xz", records(60))
    broken = tmp_path / "broken.tar.xz"
    broken.write_bytes(whole.read_bytes()[: whole.stat().st_size * 3 // 4])
    parts, refusals = read(broken)
    assert 0 < len(parts) < 60
    assert [(item.file, item.field) for item in refusals] == [(str(broken), "archive")]


@pytest.mark.parametrize("mode", ["w", "w:gz", "w:bz2"])
def test_every_packing_survives_truncation(tmp_path: Path, mode: str) -> None:
    whole = archive(tmp_path / "whole.tar", records(60), mode)
    broken = tmp_path / "broken.tar"
    broken.write_bytes(whole.read_bytes()[: whole.stat().st_size * 3 // 4])
    parts, refusals = read(broken)
    assert len(parts) < 60
    assert [item.file for item in refusals] == [str(broken)]


def test_an_archive_with_a_damaged_header_keeps_what_came_before_and_is_refused_once_by_name(tmp_path: Path) -> None:
    whole = archive(tmp_path / "whole.tar", records(10), "w")
    data = whole.read_bytes()
    header = data.index(b"t/5.txt")
    whole.write_bytes(data[:header] + b"\xff" * 512 + data[header + 512 :])
    parts, refusals = read(whole)
    assert len(parts) == 5
    assert [(item.file, item.field) for item in refusals] == [(str(whole), "archive")]


def test_an_archive_that_ends_between_two_files_is_refused_once_by_name(tmp_path: Path) -> None:
    whole = archive(tmp_path / "whole.tar", records(10), "w")
    data = whole.read_bytes()
    whole.write_bytes(data[: data.index(b"t/5.txt")])
    parts, refusals = read(whole)
    assert len(parts) == 5
    assert [(item.file, item.field) for item in refusals] == [(str(whole), "archive")]


def test_a_path_that_does_not_exist_is_named(tmp_path: Path) -> None:
    with pytest.raises(CatalogueError, match=r"nowhere\.tar\.xz: there is no such file or folder"):
        list(sources.read(tmp_path / "nowhere.tar.xz"))


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("portal-2026-07.tar", date(2026, 7, 19)),
        ("portal-2026-08.tar", date(2026, 8, 1)),
        ("portal-2026-07-18.tar", date(2026, 7, 18)),
        ("portal.tar", date(2026, 7, 19)),
    ],
)
def test_the_day_is_the_files_own_inside_the_month_that_the_archive_names(
    tmp_path: Path, name: str, expected: date
) -> None:
    (part,) = sources.read(archive(tmp_path / name, {"a.txt": text_record()}))
    assert isinstance(part, Part)
    assert part.as_of == expected


def test_a_given_day_wins(tmp_path: Path) -> None:
    (part,) = sources.read(archive(tmp_path / "portal-2026-08.tar", {"a.txt": text_record()}), date(2026, 1, 2))
    assert isinstance(part, Part)
    assert part.as_of == date(2026, 1, 2)


@pytest.mark.parametrize("data", [b"no record", b"PK\x03\x04 not ours"])
def test_an_unknown_format_is_named_with_the_known_ones(tmp_path: Path, data: bytes) -> None:
    source = tmp_path / "list.docx"
    source.write_bytes(data)
    with pytest.raises(UnknownFormatError, match=r"list\.docx: .*\.json, \.jsonl, \.txt, \.xlsx"):
        list(sources.read(source))


def test_a_workbook_is_known_by_its_content_or_else_by_its_name() -> None:
    assert File("list.dat", workbook([]), DAY).is_workbook
    assert File("list.xlsx", b"broken", DAY).is_workbook
    assert not File("list.dat", b"PK\x03\x04 broken", DAY).is_workbook


def test_a_workbook_is_found_alone_under_any_name_in_a_folder_and_in_an_archive(tmp_path: Path) -> None:
    data = workbook([("1.000001", "Cấp giấy thử", "Bộ Thử", "", "Hộ tịch")])
    (tmp_path / "folder").mkdir()
    for path in (tmp_path / "list.download", tmp_path / "folder" / "list.xlsx"):
        path.write_bytes(data)
    with tarfile.open(tmp_path / "lists.tar", "w") as made:
        made.add(tmp_path / "folder" / "list.xlsx", "list.xlsx")
    for name in ("list.download", "folder", "lists.tar"):
        parts, refusals = read(tmp_path / name)
        assert ([part.kind for part in parts], refusals) == (["sheet"], [])
