"""Finding records in files: formats, days, and every kind of broken source."""

import io
import json
import os
import tarfile
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from knowledge.procedures import sources
from knowledge.procedures.errors import CatalogueError, UnknownFormatError
from knowledge.procedures.parts import Part
from knowledge.procedures.sources import Refusal
from tests.knowledge.procedures.samples import detail, listed, text_record

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


def test_a_folder_is_read_with_its_folders(tmp_path: Path) -> None:
    (tmp_path / "details").mkdir()
    (tmp_path / "details" / "1.000001.json").write_text(json.dumps(detail()), encoding="utf-8")
    (tmp_path / "1.000001.txt").write_text(text_record(), encoding="utf-8")
    (tmp_path / "notes.md").write_text("no record", encoding="utf-8")
    parts, refusals = read(tmp_path)
    assert (sorted(part.kind for part in parts), refusals) == (["detail", "text"], [])


def test_a_utf_8_byte_order_mark_is_no_obstacle(tmp_path: Path) -> None:
    for name, text in (("a.txt", text_record()), ("a.json", json.dumps(detail())), ("a.jsonl", json.dumps(listed()))):
        (tmp_path / name).write_text(text, encoding="utf-8-sig")
    parts, refusals = read(tmp_path)
    assert (len(parts), refusals) == (3, [])


def test_windows_line_ends_are_no_obstacle(tmp_path: Path) -> None:
    source = tmp_path / "a.txt"
    source.write_bytes(text_record().replace("\n", "\r\n").encode())
    (part,), refusals = read(source)
    (group,) = part.fields["component_groups"]
    assert (group.title, len(group.components), len(part.fields["methods"]), refusals) == (
        "Giấy tờ phải nộp:",
        2,
        1,
        [],
    )


def test_another_encoding_is_refused_by_file(tmp_path: Path) -> None:
    source = tmp_path / "a.txt"
    source.write_bytes(text_record().encode("utf-16"))
    parts, (refusal,) = read(source)
    assert parts == []
    assert (refusal.file, refusal.field) == (str(source), "encoding")
    assert "is not UTF-8" in str(refusal)


def test_a_broken_line_is_refused_by_its_number_and_the_others_stay(tmp_path: Path) -> None:
    source = tmp_path / "catalog.jsonl"
    rows = [json.dumps(listed("1.000001")), '{"id": "019', "", json.dumps(listed("1.000003")), '["no record"]']
    source.write_text("\n".join(rows), encoding="utf-8")
    parts, refusals = read(source)
    assert [part.procedure_code for part in parts] == ["1.000001", "1.000003"]
    assert [(item.file, item.field) for item in refusals] == [(f"{source}:2", "json"), (f"{source}:5", "json")]
    assert "column" in refusals[0].reason


def test_a_line_separator_inside_a_name_does_not_break_its_line(tmp_path: Path) -> None:
    source = tmp_path / "catalog.jsonl"
    row = {**listed(), "name": "Cấp giấy\u2028thử"}
    source.write_text(json.dumps(row, ensure_ascii=False) + "\n", encoding="utf-8")
    parts, refusals = read(source)
    assert (len(parts), refusals) == (1, [])


def test_half_a_text_file_is_refused_by_field(tmp_path: Path) -> None:
    source = tmp_path / "1.000001.txt"
    source.write_text(text_record()[:200], encoding="utf-8")
    _, (refusal,) = read(source)
    assert (refusal.file, refusal.field) == (str(source), "Thành phần hồ sơ")


def test_a_text_in_no_known_layout_is_refused(tmp_path: Path) -> None:
    source = tmp_path / "letter.txt"
    source.write_text("Kính gửi ông bà", encoding="utf-8")
    _, (refusal,) = read(source)
    assert refusal.field == "Mã thủ tục"


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


def test_an_unknown_format_is_named_with_the_known_ones(tmp_path: Path) -> None:
    source = tmp_path / "list.xlsx"
    source.write_bytes(b"PK\x03\x04 not ours")
    with pytest.raises(UnknownFormatError, match=r"list\.xlsx: .*\.json, \.jsonl, \.txt"):
        list(sources.read(source))


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


@pytest.mark.parametrize(
    "text",
    [
        "[" * 100_000,
        json.dumps(detail()).replace('"value": 20000', '"value": Infinity'),
        json.dumps(detail()).replace('"value": 20000', '"value": NaN'),
        json.dumps(detail(procedureProposal={"decisionDate": 10**18})),
    ],
    ids=["nested too deep", "infinite fee", "fee not a number", "day outside the calendar"],
)
def test_a_hostile_record_does_not_stop_the_others(tmp_path: Path, text: str) -> None:
    (tmp_path / "a.json").write_text(text, encoding="utf-8")
    (tmp_path / "b.json").write_text(json.dumps(detail("1.000002")), encoding="utf-8")
    parts, refusals = read(tmp_path)
    assert "1.000002" in [part.procedure_code for part in parts]
    assert len(parts) + len(refusals) == 2


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.sampled_from([".json", ".jsonl", ".txt"]),
    st.one_of(st.binary(max_size=200), st.text(max_size=100).map(str.encode)),
)
def test_any_bytes_are_read_or_refused(tmp_path: Path, suffix: str, data: bytes) -> None:
    source = tmp_path / f"any{suffix}"
    source.write_bytes(data)
    assert all(isinstance(item, Part | Refusal) for item in sources.read(source, DAY))
