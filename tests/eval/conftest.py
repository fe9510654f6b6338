"""What the tests of `eval` share: files of questions, outcomes made by hand, and a release on disk."""

import json
import shutil
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest

from bot.answers.messages import Decision
from eval.known import Known
from eval.outcomes import Outcome, Reply
from eval.questions import Question, Turn
from eval.results import Asked, result
from eval.retrieval.task import Retrieval
from eval.task import Assistant
from knowledge.settings import Settings, settings
from retriever import release
from tests.conftest import free_port

Written = Callable[[Sequence[Any]], Path]
Made = Callable[..., Outcome]
Resulted = Callable[..., dict[str, Any]]
PROCEDURES = {
    "1": Known("Đăng ký khai sinh", "Hộ tịch"),
    "2": Known("Đăng ký lại khai sinh", "Hộ tịch"),
    "3": Known("Đăng ký hộ kinh doanh", "Thành lập và hoạt động doanh nghiệp"),
}


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
def nobody() -> str:
    """Address of a server that is not there."""
    return f"http://127.0.0.1:{free_port()}"


@pytest.fixture
def resulted(written: Written) -> Resulted:
    """Make the JSON of a run of task retrieval: `resulted([("q1", "answer", [["1"]], Reply(...))], release="abc")`."""

    def make(
        answered: Sequence[tuple[Question, Reply]], *, release: str | None = "abc", asked: int | None = None
    ) -> dict[str, Any]:
        path = written([question.model_dump(mode="json") for question, _ in answered])
        assistant = Assistant[Question, Reply](lambda _: REPLY, release, configuration={"settings": {}})
        told = Asked(path, len(answered), len(answered) if asked is None else asked)
        return dict(json.loads(json.dumps(result(Retrieval(), told, assistant, answered, PROCEDURES))))

    return make


@pytest.fixture
def small(resulted: Resulted) -> dict[str, Any]:
    """The JSON of a small run: right, wrong, partly right, declined twice, asked back, no reply."""
    return resulted(SMALL)


def question(name: str, behaviour: str, expect: Sequence[Sequence[str]], **said: str) -> Question:
    """Make a question by hand."""
    fields = {"id": name, "question": f"bí mật {name}", "behaviour": behaviour, "expect": expect, **said}
    return Question.model_validate(fields)


def replied(decision: str | None, *procedures: str, sure: float | None = None, milliseconds: float = 10.0) -> Reply:
    """Make a reply by hand."""
    taken = None if decision is None else Decision(decision)
    error = "" if taken else "ConnectTimeout: <b>"
    return Reply(taken, procedures, procedures[:5], milliseconds, error, sure)


REPLY = replied("decline")
SMALL = [
    (question("q1", "answer", [["1"]], form="plain"), replied("answer", "1", sure=0.9)),
    (question("q2", "answer", [["1"]], form="typos"), replied("answer", "2", sure=0.8, milliseconds=30.0)),
    (question("q3", "answer", [["1"], ["3"]], form="plain"), replied("answer", "1", sure=0.7)),
    (question("q4", "decline", [], form="plain"), replied("decline", sure=0.2)),
    (question("q5", "answer", [["3"]]), replied("decline", sure=0.3)),
    (question("q6", "clarify", [["1", "2"]]), replied("clarify", "1", "2", sure=0.5)),
    (question("q7", "answer", [["3"]], form="<i>"), replied(None, milliseconds=30_000.0)),
]


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
