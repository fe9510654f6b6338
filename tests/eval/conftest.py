"""What the tests of `eval` share: files of questions, outcomes made by hand, and a release on disk."""

import json
import shutil
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest

from bot.answers.messages import Decision
from eval.outcomes import Outcome, Reply
from eval.questions import Turn
from knowledge.settings import Settings, settings
from retriever import release

Written = Callable[[Sequence[Any]], Path]
Made = Callable[..., Outcome]


@pytest.fixture
def written(tmp_path: Path) -> Written:
    """Write values as JSON Lines."""

    def write(lines: Sequence[Any]) -> Path:
        path = tmp_path / "questions.jsonl"
        path.write_text("".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines), encoding="utf-8")
        return path

    return write


@pytest.fixture
def made() -> Made:
    """Make an outcome by hand: `made("q1", "answer", [["1"]], "answer", ["1"])`."""

    def make(
        name: str,
        behaviour: str,
        expect: Sequence[Sequence[str]],
        decision: str | None,
        procedures: Sequence[str] = (),
        *,
        ranking: Sequence[str] | None = None,
        milliseconds: float = 10.0,
        dialogue: str | None = None,
        **said: str,
    ) -> Outcome:
        asked = Turn.model_validate({"question": name, "expect": expect, "behaviour": behaviour, **said})
        taken = None if decision is None else Decision(decision)
        found = tuple(procedures if ranking is None else ranking)
        return Outcome(name, asked, Reply(taken, tuple(procedures), found, milliseconds), dialogue)

    return make


@pytest.fixture
def var(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """An empty folder of run-time data, which the settings point at."""
    monkeypatch.setenv("MOTCUA_VAR", str(tmp_path / "var"))
    settings.cache_clear()
    yield tmp_path / "var"
    settings.cache_clear()


@pytest.fixture
def released(guides_settings: Settings, var: Path) -> str:
    """Put the guides' real release into an empty folder as the current one; return its name."""
    folder = var / "releases" / "fedcba9876543210"
    shutil.copytree(release.current(guides_settings.releases), folder)
    release.switch(var / "releases", folder.name)
    return folder.name
