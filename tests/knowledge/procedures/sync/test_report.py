"""The change report: what a reader is told, what the JSON holds, and where it is kept."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from knowledge.procedures.sync.differences import Change, Line
from knowledge.procedures.sync.report import Named, NotTaken, StaleGuide, SyncReport, text, write

LINE = Line(section="step", line="0123456789", text="Bước 1")
EMPTY = SyncReport(portal="https://portal", started=datetime(2026, 8, 1, 9, 30, tzinfo=UTC), listed=2, details_read=2)
FULL = EMPTY.model_copy(
    update={
        "new": (Named(procedure_code="1.000009", name="Mới"),),
        "changed": (
            Change(procedure_code="1.000001", name="Đổi", fields=("passages",), gone=(LINE,) * 14, first_detail=True),
        ),
        "withdrawn": (Named(procedure_code="1.000002", name="Bỏ"),),
        "returned": (Named(procedure_code="1.000003", name="Lại"),),
        "guides": (StaleGuide(procedure_code="1.000001", lines=("1.000001#0123456789",), withdrawn=("1.000002",)),),
        "refusals": (NotTaken(file="list, row 3", field="type", reason="is none"),),
    }
)


def test_a_reader_is_told_everything() -> None:
    told = text(FULL).splitlines()
    assert told[:3] == [
        "https://portal, read from 2026-08-01 09:30 UTC",
        "list: 2 procedures, whole",
        "records: 2 read, 0 not read (the list does not tell which changed)",
    ]
    assert told[3:7] == [
        "new: 1",
        "  1.000009 Mới",
        "changed: 1",
        "  1.000001 Đổi: passages (read in full for the first time)",
    ]
    assert told[7] == "    - step 0123456789: Bước 1"
    assert told[19] == "    - and 2 more lines"
    assert told[20:] == [
        "withdrawn: 1",
        "  1.000002 Bỏ",
        "listed again: 1",
        "  1.000003 Lại",
        "guides to look at: 1",
        "  1.000001: 1.000001#0123456789, 1.000002 was withdrawn",
        "refused: 1",
        "  list, row 3: type: is none",
    ]


def test_what_could_not_be_concluded_is_said_at_the_head() -> None:
    told = text(
        EMPTY.model_copy(update={"why_not_whole": "a circle", "why_none_withdrawn": "too many", "only": ("1",)})
    )
    assert "list: 2 procedures, NOT WHOLE: a circle" in told
    assert "withdrawn: nothing, because too many" in told
    assert "only: 1" in told


@pytest.mark.parametrize("part", ["refusals", "why_not_whole", "why_none_withdrawn"])
def test_a_report_with_something_left_open_is_not_complete(part: str) -> None:
    assert EMPTY.complete
    assert not EMPTY.model_copy(update={part: "x"}).complete


def test_json_and_text_are_kept_by_the_runs_start(tmp_path: Path) -> None:
    path = write(FULL, tmp_path / "reports")
    assert path.name == "2026-08-01T093000Z.json"
    assert SyncReport.model_validate_json(path.read_text("utf-8")) == FULL
    assert path.with_suffix(".txt").read_text("utf-8") == text(FULL) + "\n"


def test_a_dry_run_keeps_its_report_apart(tmp_path: Path) -> None:
    dry = EMPTY.model_copy(update={"dry_run": True})
    assert write(dry, tmp_path).name == "2026-08-01T093000Z-dry-run.json"
    assert json.loads(write(dry, tmp_path).read_text("utf-8"))["dry_run"] is True
    assert "the catalogue stays as it was" in text(dry)
