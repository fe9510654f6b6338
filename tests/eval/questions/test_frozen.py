"""The sets of questions are frozen: a figure is only worth something on the file that it names."""

from eval.questions import sha256
from knowledge.settings import ROOT

FOLDER = ROOT / "eval" / "questions"


def frozen() -> dict[str, str]:
    lines = (FOLDER / "SHA256SUMS").read_text().splitlines()
    return {name: digest for digest, name in (line.split() for line in lines)}


def test_every_set_of_questions_is_frozen() -> None:
    assert set(frozen()) == {path.name for path in FOLDER.glob("*.jsonl")}


def test_no_frozen_set_has_changed() -> None:
    assert {name: sha256(FOLDER / name) for name in frozen()} == frozen()


def test_every_frozen_set_is_explained() -> None:
    explained = (FOLDER / "README.md").read_text("utf-8")
    assert [name for name in frozen() if f"`{name}`" not in explained] == []
