"""Runs: editors start, follow and stop them and read what came of them; administrators go back to another release."""

import json
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page
from sqlalchemy import delete

from bot.answers.messages import Decision
from channels.releases import Refused
from eval.console.audit import Filter
from eval.console.parts import Parts
from eval.console.texts import t
from eval.learning.measuring import result_file
from eval.learning.runs import Runs
from eval.learning.tables import RunRow
from eval.learning.told import Measured, Ruled, Taught, Told
from eval.outcomes import Reply
from eval.results import Asked, result
from eval.retrieval.task import Retrieval
from eval.task import Assistant
from eval.writing import write_json
from knowledge.database import writing
from knowledge.settings import Settings
from retriever import release
from tests.eval.console.staff import Officer, words

BROKEN = Ruled(task="retrieval", questions="dev.jsonl", figure="first", label="x", found=0.71, least=0.84, holds=False)
KEPT = BROKEN.model_copy(update={"figure": "right", "found": 0.9, "holds": True})
LEFT_OUT = Taught(procedure_code="1.001193", aspect="general", text="câu đã có", why="proposals.contradicts")


@pytest.fixture
def runs(staff: Parts) -> Iterator[Runs]:
    """The store of runs, empty before and after."""
    store = Runs(staff.services.sessions)

    def empty() -> None:
        with writing(store.sessions) as session:
            session.execute(delete(RunRow))

    empty()
    yield store
    empty()


@pytest.fixture
def ended(runs: Runs) -> Callable[..., int]:
    """Put a run into the history."""

    def made(state: str = "refused", kind: str = "learning", **told: object) -> int:
        number = runs.begin(kind, "lan")  # type: ignore[arg-type]
        runs.about(number, "before", "after")
        runs.end(number, state, Told.model_validate(told))  # type: ignore[arg-type]
        return number

    return made


def test_there_is_nothing_at_first(editor: Officer, runs: Runs) -> None:
    page = words(editor.get("/runs"))
    assert t("runs.none_now") in page
    assert t("runs.empty") in page
    assert t("runs.learn") in page


def test_officers_may_not_start_runs(officer: Officer, runs: Runs) -> None:
    assert officer.get("/runs").status_code == 403
    assert officer.send("/runs/start", kind="learning").status_code == 403
    assert runs.count() == 0


def test_a_lesson_is_started_followed_and_ends_with_a_reason(editor: Officer, runs: Runs, staff: Parts) -> None:
    assert editor.send("/runs/start", kind="learning").status_code == 303
    working = runs.working()
    assert working
    assert working.started_by == "editor"
    assert t("runs.kind_learning") in words(editor.get("/runs/now"))
    assert t("runs.busy") in words(editor.send("/runs/start", kind="evaluation"))
    assert editor.send(f"/runs/{working.number}/stop").status_code == 303
    limit = time.monotonic() + 200
    while runs.working() and time.monotonic() < limit:
        time.sleep(0.2)
    assert runs.get(working.number).state in ("stopped", "refused")
    assert t("runs.none_now") in words(editor.get("/runs/now"))
    deeds = [deed.deed for deed in staff.audit.read(Filter(account="editor"), 0, 2)]
    assert deeds == ["runs.stop", "runs.learning"]


@pytest.mark.parametrize("fields", [{"kind": "rollback"}, {"kind": "x"}, {}])
def test_nothing_else_can_be_started(editor: Officer, runs: Runs, fields: dict[str, str]) -> None:
    assert editor.send("/runs/start", **fields).status_code == 409
    assert runs.count() == 0


def test_progress_is_shown(editor: Officer, runs: Runs) -> None:
    number = runs.begin("evaluation", "lan")
    runs.progress(number, "measure retrieval-dev", 50, 200)
    page = editor.get("/runs/now")
    assert t("runs.step_measure", task=t("runs.task_retrieval"), questions="dev") in words(page)
    assert 'value="25"' in page.text
    runs.ask_to_stop(number)
    assert t("runs.stopping") in words(editor.get("/runs/now"))


def test_a_refusal_says_why_what_was_left_out_and_which_rule_is_broken(
    editor: Officer, ended: Callable[..., int]
) -> None:
    taught = LEFT_OUT.model_copy(update={"text": "câu mới", "why": ""})
    number = ended(why="runs.why_gate", taught=[taught], refused=[LEFT_OUT], rules=[KEPT, BROKEN])
    page = words(editor.get(f"/runs/{number}"))
    named = "Thủ tục đăng ký khai sinh"
    for said in (t("runs.why_gate"), "câu mới", named, "câu đã có", t("proposals.contradicts"), "71,0 %", "84,0 %"):
        assert said in page
    assert page.index("71,0 %") < page.index("90,0 %")
    assert t("runs.rules_held", held=1, rules=2) in page


@pytest.mark.parametrize("state", ["done", "failed", "stopped", "died"])
def test_every_end_has_its_words(editor: Officer, ended: Callable[..., int], state: str) -> None:
    number = ended(state, detail="error: no space left on device" if state == "failed" else "")
    page = words(editor.get(f"/runs/{number}"))
    assert t(f"runs.state_{state}") in page
    assert ("no space left" in page) is (state == "failed")
    assert (t("runs.died_about") in page) is (state == "died")
    assert t(f"runs.state_{state}") in words(editor.get("/runs"))


def test_an_unknown_run_is_told(editor: Officer, runs: Runs) -> None:
    for path in ("/runs/77", "/runs/77/report/0"):
        assert editor.get(path).status_code == 409
    assert editor.send("/runs/77/stop").status_code == 409


@pytest.fixture
def measured(staff: Parts, ended: Callable[..., int], tmp_path: Path) -> Callable[[str, str], int]:
    """Put a run into the history that asked one question and got `code`."""
    questions = tmp_path / "dev.jsonl"
    asked = {"id": "d1", "question": "khai sinh", "expect": [["1.001193"]], "behaviour": "answer"}
    questions.write_text(json.dumps(asked) + "\n", encoding="utf-8")
    task, settings = Retrieval(), staff.services.settings
    (row,) = task.read(questions)

    def made(key: str, code: str) -> int:
        said = [(row, Reply(Decision.ANSWER, (code,), (code,), 3.0))]
        assistant = Assistant(lambda _: said[0][1], "0123")
        path = result_file(settings, f"{key}/retrieval-dev")
        path.parent.mkdir(parents=True, exist_ok=True)
        write_json(path, result(task, Asked(questions, 1, 1), assistant, said, {}))
        one = Measured(task="retrieval", questions="dev.jsonl", key=f"{key}/retrieval-dev")
        return ended("done", "evaluation", measured=[one], rules=[KEPT])

    return made


def test_reports_and_comparisons_are_shown(editor: Officer, measured: Callable[[str, str], int]) -> None:
    first, second = measured("one", "1.000894"), measured("two", "1.001193")
    page = words(editor.get(f"/runs/{second}", other=first))
    assert t("runs.difference") in page
    assert t("runs.better", count=1) + " (d1)" in page
    report = editor.get(f"/runs/{second}/report/0")
    assert report.status_code == 200
    assert "retrieval" in report.text
    assert "style-src 'sha256-" in report.headers["Content-Security-Policy"]
    assert editor.get(f"/runs/{second}/report/9").status_code == 409


def test_a_report_that_was_cleared_away_is_said_to_be_gone(editor: Officer, ended: Callable[..., int]) -> None:
    number = ended("done", "evaluation", measured=[Measured(task="retrieval", questions="dev.jsonl", key="gone/x")])
    assert t("runs.report") not in words(editor.get(f"/runs/{number}"))
    assert t("runs.report_gone") in words(editor.get(f"/runs/{number}/report/0"))


def test_runs_that_measured_nothing_in_common_are_not_compared(editor: Officer, ended: Callable[..., int]) -> None:
    one = ended("done", "evaluation", measured=[Measured(task="retrieval", questions="dev.jsonl", key="a/x")])
    other = ended("done", "evaluation", measured=[Measured(task="acts", questions="dev_acts.jsonl", key="b/x")])
    assert t("runs.compare_none") in words(editor.get(f"/runs/{one}", other=other))


@pytest.fixture
def two_releases(staff: Parts, tmp_path: Path) -> Settings:
    """The release in use and a copy of it beside it, in a folder of the test's own."""
    settings = staff.services.settings
    folder, own = release.current(settings.releases), tmp_path / "releases"
    for name in (folder.name, "0" * 16):
        own.mkdir(exist_ok=True)
        (own / name).symlink_to(folder.resolve())
    release.switch(own, folder.name)
    made = settings.model_copy(update={"var": tmp_path})
    object.__setattr__(staff.services, "settings", made)
    return made


@pytest.fixture(autouse=True)
def same_settings(staff: Parts) -> Iterator[None]:
    """Give the services their own settings back."""
    before = staff.services.settings
    yield
    object.__setattr__(staff.services, "settings", before)


def test_administrators_go_back_and_it_is_audited(
    administrator: Officer, runs: Runs, two_releases: Settings, staff: Parts
) -> None:
    assert t("runs.roll_back") in words(administrator.get("/runs"))
    assert administrator.send("/runs/rollback", name="0" * 16).status_code == 303
    assert release.current(two_releases.releases).name == "0" * 16
    assert t("runs.kind_rollback") in words(administrator.get("/runs"))
    (deed,) = staff.audit.read(Filter(account="administrator"), 0, 1)
    assert (deed.deed, deed.subject) == ("runs.rollback", "0" * 16)


def test_editors_do_not(editor: Officer, runs: Runs, two_releases: Settings) -> None:
    before = release.current(two_releases.releases)
    assert t("runs.roll_back") not in words(editor.get("/runs"))
    assert editor.send("/runs/rollback", name="0" * 16).status_code == 403
    assert release.current(two_releases.releases) == before


def test_a_release_that_is_gone_is_not_gone_back_to(administrator: Officer, runs: Runs, two_releases: Settings) -> None:
    answer = administrator.send("/runs/rollback", name="f" * 16)
    assert answer.status_code == 400
    assert t("runs.no_release") in words(answer)


def test_a_release_that_is_wanted_and_cannot_be_used_is_told(editor: Officer, runs: Runs, staff: Parts) -> None:
    def told() -> bool:
        staff.services.releases.refused = Refused("deadbeef", "cut off")
        return "deadbeef" in words(editor.get("/runs"))

    try:
        assert any(told() for _ in range(5))  # the application looks by itself meanwhile, and finds nothing refused
    finally:
        staff.services.releases.refused = None


def test_an_open_page_shows_the_progress_and_the_end(
    open_page: Callable[..., Page], runs: Runs, ended: Callable[..., int]
) -> None:
    number = runs.begin("evaluation", "lan")
    runs.progress(number, "measure retrieval-dev", 50, 200)
    page = open_page("/runs", "editor")
    runs.progress(number, "measure acts-dev_acts", 150, 200)
    page.get_by_text(t("runs.step_measure", task=t("runs.task_acts"), questions="dev_acts")).first.wait_for()
    runs.end(number, "done", Told(rules=[KEPT]))
    page.get_by_role("button", name=t("runs.learn")).wait_for()
    assert page.get_by_text(t("runs.state_done")).count()
