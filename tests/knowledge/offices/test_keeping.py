"""Imported lists are replaced in one step, and a reader sees the new one without a restart."""

import os
from pathlib import Path

import pytest

from knowledge.offices.errors import BadOfficesError
from knowledge.offices.keeping import keep, kept
from knowledge.procedures.models import Record


class Kept(Record):
    word: str


def test_nothing_kept_is_none(tmp_path: Path) -> None:
    assert kept(tmp_path / "a.json", Kept) is None


def test_what_is_kept_is_read_and_the_same_again_changes_nothing(tmp_path: Path) -> None:
    path = tmp_path / "new" / "a.json"
    assert keep(path, Kept(word="Cần Thơ"))
    assert not keep(path, Kept(word="Cần Thơ"))
    assert kept(path, Kept) == Kept(word="Cần Thơ")
    assert [file.name for file in path.parent.iterdir()] == ["a.json"]


def test_a_new_content_is_seen_at_once(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    keep(path, Kept(word="một"))
    assert kept(path, Kept) == Kept(word="một")
    assert keep(path, Kept(word="hai"))
    os.utime(path, ns=(1, 1))
    assert kept(path, Kept) == Kept(word="hai")


@pytest.mark.parametrize("content", ["", "{", '{"other": 1}'])
def test_a_broken_file_is_refused_by_name(tmp_path: Path, content: str) -> None:
    (tmp_path / "a.json").write_text(content)
    with pytest.raises(BadOfficesError, match=r"a\.json.*import the list again"):
        kept(tmp_path / "a.json", Kept)


def test_a_failed_write_leaves_the_old_file_and_no_rest(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.json"
    keep(path, Kept(word="một"))

    def fail(self: Path, target: Path) -> Path:
        raise OSError("disk full")

    monkeypatch.setattr(Path, "replace", fail)
    with pytest.raises(OSError, match="disk full"):
        keep(path, Kept(word="hai"))
    assert kept(path, Kept) == Kept(word="một")
    assert [file.name for file in tmp_path.iterdir()] == ["a.json"]
