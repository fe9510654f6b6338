"""Patches of guides: reviewable, applicable as they stand, and never applied by us."""

import shutil
import subprocess
from pathlib import Path

import pytest

from eval.console.proposals.guides import (
    BrokenGuideError,
    NoGuideError,
    OtherGuideError,
    UnchangedGuideError,
    guide_file,
    patch,
    stands_still,
)
from knowledge.guides.loading import load
from knowledge.settings import ROOT

BIRTH = "1.001193"


@pytest.fixture
def guide(tmp_path: Path) -> Path:
    """A copy of a real guide in a repository of its own."""
    path = tmp_path / "knowledge" / "guides" / "birth.yml"
    path.parent.mkdir(parents=True)
    return Path(shutil.copy(guide_file(BIRTH), path))


def changed(path: Path) -> str:
    return path.read_text("utf-8").replace("plain_name: ", "plain_name: Mới ", 1)


def test_every_guide_is_found_by_its_code() -> None:
    codes = list(load())
    for code in (codes[0], codes[len(codes) // 2], codes[-1], BIRTH):
        assert code in guide_file(code).read_text("utf-8")
    for code in ("9.999999", "", ".*"):
        with pytest.raises(NoGuideError):
            guide_file(code)


def test_a_patch_is_applied_by_git_and_gives_what_was_written(guide: Path, tmp_path: Path) -> None:
    written = changed(guide)
    made = patch(guide, written, tmp_path)
    (tmp_path / "change.patch").write_text(made.diff, "utf-8")
    subprocess.run(["git", "apply", "change.patch"], cwd=tmp_path, check=True)
    assert guide.read_text("utf-8") == written
    assert made.path == "knowledge/guides/birth.yml"


def test_making_a_patch_changes_nothing(guide: Path, tmp_path: Path) -> None:
    before = guide.read_bytes()
    made = patch(guide, changed(guide), tmp_path)
    assert guide.read_bytes() == before
    assert stands_still(made.path, made.base, tmp_path)


def test_a_patch_is_stale_once_its_guide_has_changed_or_gone(guide: Path, tmp_path: Path) -> None:
    made = patch(guide, changed(guide), tmp_path)
    guide.write_text(changed(guide), "utf-8")
    assert not stands_still(made.path, made.base, tmp_path)
    guide.unlink()
    assert not stands_still(made.path, made.base, tmp_path)


def test_a_browsers_line_ends_are_no_change(guide: Path, tmp_path: Path) -> None:
    with pytest.raises(UnchangedGuideError):
        patch(guide, guide.read_text("utf-8").replace("\n", "\r\n") + "\r\n", tmp_path)


@pytest.mark.parametrize("written", ["", "- [", "procedure_code: '1.001193'", "a: b"])
def test_what_is_no_guide_is_refused_without_naming_our_folders(guide: Path, tmp_path: Path, written: str) -> None:
    with pytest.raises(BrokenGuideError) as refused:
        patch(guide, written, tmp_path)
    assert "/tmp" not in str(refused.value)


def test_a_guide_stays_the_guide_of_its_procedure(guide: Path, tmp_path: Path) -> None:
    with pytest.raises(OtherGuideError):
        patch(guide, guide.read_text("utf-8").replace(f'"{BIRTH}"', '"1.001194"', 1), tmp_path)


def test_real_guides_are_patched_from_the_repositorys_root() -> None:
    path = guide_file(BIRTH)
    made = patch(path, changed(path))
    assert made.diff.startswith(f"--- a/{made.path}\n+++ b/{made.path}\n")
    assert (ROOT / made.path) == path
