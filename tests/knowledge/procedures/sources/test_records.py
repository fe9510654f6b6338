"""Finding records in files: every format, alone and mixed, and every kind of broken record."""

import json
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from knowledge.procedures import sources
from knowledge.procedures.parts import Part
from knowledge.procedures.sources import Refusal
from tests.knowledge.procedures.samples import detail, lay_thu_tuc, listed, text_record, workbook

DAY = date(2026, 7, 18)


def read(path: Path) -> tuple[list[Part], list[Refusal]]:
    found = list(sources.read(path, DAY))
    return [item for item in found if isinstance(item, Part)], [item for item in found if isinstance(item, Refusal)]


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
    st.sampled_from([".json", ".jsonl", ".txt", ".xlsx"]),
    st.one_of(st.binary(max_size=200), st.text(max_size=100).map(str.encode)),
)
def test_any_bytes_are_read_or_refused(tmp_path: Path, suffix: str, data: bytes) -> None:
    source = tmp_path / f"any{suffix}"
    source.write_bytes(data)
    assert all(isinstance(item, Part | Refusal) for item in sources.read(source, DAY))


def test_every_format_in_one_folder_is_told_apart(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text(json.dumps(detail()), encoding="utf-8")
    (tmp_path / "b.json").write_text(json.dumps(lay_thu_tuc()), encoding="utf-8")
    (tmp_path / "c.jsonl").write_text(json.dumps(listed()), encoding="utf-8")
    (tmp_path / "d.txt").write_text(text_record(), encoding="utf-8")
    (tmp_path / "e.xlsx").write_bytes(workbook([("1.000001", "Cấp giấy thử", "", "", "")]))
    parts, refusals = read(tmp_path)
    assert ([part.kind for part in parts], refusals) == (["detail", "lay_thu_tuc", "listed", "text", "sheet"], [])


def test_a_bad_row_of_a_workbook_is_refused_by_file_row_and_column_and_the_others_stay(tmp_path: Path) -> None:
    source = tmp_path / "list.xlsx"
    source.write_bytes(workbook([("1.000001", "Một"), ("không mã", "Hai"), ("1.000003", ""), ("1.000004", "Bốn")]))
    parts, refusals = read(source)
    assert [part.procedure_code for part in parts] == ["1.000001", "1.000004"]
    assert [(item.file, item.field) for item in refusals] == [
        (f"{source}:4", "column A (ma so)"),
        (f"{source}:5", "column B (ten)"),
    ]


@pytest.mark.parametrize("keep", [0, 10, 2000, -1])
def test_a_broken_workbook_is_one_refusal_and_the_other_files_stay(tmp_path: Path, keep: int) -> None:
    (tmp_path / "a.xlsx").write_bytes(workbook([("1.000001", "Một")])[:keep])
    (tmp_path / "b.txt").write_text(text_record("1.000002"), encoding="utf-8")
    parts, (refusal,) = read(tmp_path)
    assert [part.procedure_code for part in parts] == ["1.000002"]
    assert (refusal.file, refusal.field) == (str(tmp_path / "a.xlsx"), "workbook")
