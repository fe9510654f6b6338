"""What the record says is compared with what a guide's writer read."""

from pathlib import Path

import pytest

from knowledge.checking import changes
from knowledge.checking.official import Official
from knowledge.procedures.lines import line_id
from tests.knowledge.checking.conftest import CODE, NOTE, OTHER, catalogue, guide, told


@pytest.fixture
def file(tmp_path: Path, official: Official) -> Path:
    changes.accept([CODE], official, tmp_path / "checked-lines.json")
    return tmp_path / "checked-lines.json"


def changed(tmp_path: Path, **record: object) -> Official:
    folder = tmp_path / "later"
    folder.mkdir()
    return Official(catalogue(folder, **record))


def test_an_accepted_record_has_no_findings(official: Official, file: Path) -> None:
    assert list(changes.check(guide(), official, changes.load(file))) == []


def test_a_guide_that_was_never_accepted_is_an_error(official: Official) -> None:
    assert told(changes.check(guide(), official, {})) == [
        f"checked-lines: was never accepted: run `python -m knowledge check --accept {CODE}`"
    ]


def test_lines_that_came_and_went_are_named(tmp_path: Path, file: Path) -> None:
    new = "Nộp trong 90 ngày"
    later = changed(tmp_path, passages=[{"line": line_id(new), "kind": "condition", "text": new}])
    found = told(changes.check(guide(), later, changes.load(file)), "warning")
    assert sorted(found) == sorted(
        [
            f"{line_id(NOTE)}: this official line is gone since the guide was checked",
            f"{line_id(new)}: this official line is new since the guide was checked",
        ]
    )


def test_a_changed_fee_is_named_by_its_place(tmp_path: Path, file: Path) -> None:
    methods = [{"method": "direct", "time": {"quantity": 3, "unit": "working_day"}, "fees": [{"amount": 30000}]}]
    later = changed(tmp_path, methods=methods)
    assert told(changes.check(guide(), later, changes.load(file)), "warning") == [
        "fees.direct: what the record says here has changed since the guide was checked"
    ]


def test_accepting_one_guide_keeps_the_others(official: Official, file: Path) -> None:
    changes.accept([OTHER], official, file)
    assert set(changes.load(file)) == {CODE, OTHER}
    assert len(file.read_text().splitlines()) == 4


def test_what_is_kept_holds_no_official_sentence(official: Official, file: Path) -> None:
    assert NOTE not in file.read_text()


def test_a_missing_file_has_seen_nothing_and_a_broken_one_is_an_error(tmp_path: Path) -> None:
    assert changes.load(tmp_path / "none.json") == {}
    (tmp_path / "half.json").write_text('{"1.000001": [')
    with pytest.raises(ValueError, match="line 1"):
        changes.load(tmp_path / "half.json")
