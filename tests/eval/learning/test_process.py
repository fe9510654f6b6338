"""Carrying a run out: however it ends, its line says so, and the release in use changes only at a good end."""

import threading
import time
from pathlib import Path

import pytest

from eval.console.proposals.frozen import FrozenQuestionsError
from eval.console.texts import t
from eval.learning import learning
from eval.learning.errors import ChildFailedError, LostRunError, RunningError, StoppedError
from eval.learning.measuring import result_file, results_folder
from eval.learning.process import carry_out, gauge_of, start
from eval.learning.releases import name_in_use
from eval.learning.runs import BEAT, Runs
from eval.learning.told import Ruled
from eval.learning.words import about_run, percent, rule, step
from eval.learning.work import Gauge, Work
from eval.learning.workplace import clear_left_over, workplace
from knowledge.database import Sessions
from knowledge.settings import Settings
from retriever import release
from tests.retriever.samples import CAT


def test_nothing_approved_is_nothing_to_learn(settings: Settings, store: Sessions) -> None:
    number = Runs(store).begin("learning", "lan")
    run = carry_out(settings, store, number)
    assert (run.state, run.told.why) == ("refused", "runs.why_nothing")
    assert t("runs.why_nothing") in "\n".join(about_run(run))
    assert name_in_use(settings) == "second"
    assert Runs(store).working() is None


def test_a_run_without_a_release_says_that_it_failed(store: Sessions, tmp_path: Path) -> None:
    run = carry_out(Settings(var=tmp_path / "empty"), store, Runs(store).begin("learning", "lan"))
    assert (run.state, run.told.why) == ("failed", "runs.why_failed")
    assert "make build" in run.told.detail


@pytest.mark.parametrize(
    ("error", "state", "why"),
    [
        (ChildFailedError("error: no space left"), "failed", "runs.why_failed"),
        (StoppedError(), "stopped", "runs.why_stopped"),
        (FrozenQuestionsError(), "failed", "proposals.no_tests"),
        (ZeroDivisionError(), "failed", "runs.why_failed"),
        (OSError("disk full"), "failed", "runs.why_failed"),
    ],
)
def test_however_it_ends_its_line_says_so(
    settings: Settings, store: Sessions, monkeypatch: pytest.MonkeyPatch, error: Exception, state: str, why: str
) -> None:
    def ends(_: Work) -> None:
        raise error

    monkeypatch.setattr(learning, "learn", ends)
    run = carry_out(settings, store, Runs(store).begin("learning", "lan"))
    assert (run.state, run.told.why) == (state, why)
    assert t(why) in "\n".join(about_run(run))


def test_a_run_that_was_taken_for_dead_changes_nothing(
    settings: Settings, store: Sessions, monkeypatch: pytest.MonkeyPatch
) -> None:
    def goes_on(work: Work) -> None:
        work.runs.end(work.number, "died", work.told)
        with pytest.raises(LostRunError):
            work.step("switch")
        raise LostRunError

    monkeypatch.setattr(learning, "learn", goes_on)
    run = carry_out(settings, store, Runs(store).begin("learning", "lan"))
    assert run.state == "died"
    assert name_in_use(settings) == "second"


def test_who_stops_a_run_is_heard_while_it_works(
    settings: Settings, store: Sessions, monkeypatch: pytest.MonkeyPatch
) -> None:
    def works(work: Work) -> None:
        threading.Timer(0.2, Runs(store).ask_to_stop, (work.number,)).start()
        assert work.stop.wait(BEAT * 4)
        raise StoppedError

    monkeypatch.setattr(learning, "learn", works)
    assert carry_out(settings, store, Runs(store).begin("learning", "lan")).state == "stopped"


def broken(**changes: object) -> Ruled:
    told = {"task": "retrieval", "questions": "dev.jsonl", "figure": "first", "label": "x", "least": 0.8}
    return Ruled.model_validate(told | {"found": 0.7, "holds": False} | changes)


@pytest.mark.parametrize("rules", [[broken()], [broken(found=0.9, holds=True), broken(found=None)], []])
def test_a_release_that_breaks_a_rule_or_was_not_measured_is_not_used(
    settings: Settings, store: Sessions, monkeypatch: pytest.MonkeyPatch, rules: list[Ruled]
) -> None:
    monkeypatch.setattr(learning, "approved_phrasings", lambda _: {CAT: {"general": ["rước miu về trình chỗ nào"]}})
    monkeypatch.setattr(learning, "_build", lambda *_: "first")
    monkeypatch.setattr(learning, "measure", lambda *_: rules)
    run = carry_out(settings, store, Runs(store).begin("learning", "lan"))
    assert (run.state, run.told.why, run.release) == ("refused", "runs.why_gate", "first")
    assert name_in_use(settings) == "second"
    assert not settings.approved_phrasings.exists()


def test_a_release_that_keeps_every_rule_is_used(
    settings: Settings, store: Sessions, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(learning, "approved_phrasings", lambda _: {CAT: {"general": ["rước miu về trình chỗ nào"]}})
    monkeypatch.setattr(learning, "_build", lambda *_: "first")
    monkeypatch.setattr(learning, "measure", lambda *_: [broken(found=0.9, holds=True)])
    run = carry_out(settings, store, Runs(store).begin("learning", "lan"))
    assert (run.state, run.release_before, run.release) == ("done", "second", "first")
    assert name_in_use(settings) == "first"
    assert t("runs.switched", before="second", release="first") in about_run(run)


def test_a_process_of_its_own_works_on_a_run_and_can_be_stopped(settings: Settings, store: Sessions) -> None:
    number = start(settings, store, "learning", "lan", quick=True)
    with pytest.raises(RunningError):
        start(settings, store, "learning", "minh", quick=True)
    limit = time.monotonic() + 240
    while Runs(store).working() and time.monotonic() < limit:
        time.sleep(0.2)
    run = Runs(store).get(number)
    assert (run.state, run.told.why) == ("refused", "runs.why_nothing")


def test_a_release_is_measured_in_a_place_of_its_own(settings: Settings) -> None:
    (settings.var / "rasa").mkdir()
    with workplace(settings, "third", 7) as place:
        assert name_in_use(place) == "third"
        assert release.current(place.releases).resolve() == (settings.releases / "third").resolve()
        assert place.sqlalchemy_url != settings.sqlalchemy_url
        assert (place.var / "rasa").is_symlink()
        left = settings.var / "runs" / "work-6"
        left.mkdir()
        clear_left_over(settings, 7)
        assert not left.exists()
        assert place.var.exists()
    assert not place.var.exists()
    assert (settings.releases / "third" / "release.json").exists()


def test_results_are_kept_by_release_code_and_sample(settings: Settings) -> None:
    folders = {results_folder(settings, name, quick=quick) for name in ("a", "b") for quick in (True, False)}
    assert len(folders) == 4
    assert result_file(settings, "x/retrieval-dev").name == "retrieval-dev.json"


def test_the_operators_rules_stand_in_place_of_the_repositorys(settings: Settings, tmp_path: Path) -> None:
    assert gauge_of(settings, quick=True).thresholds == Gauge().thresholds
    own = settings.model_copy(update={"gate_file": str(tmp_path / "rules.yml")})
    assert gauge_of(own, quick=False) == Gauge(quick=False, thresholds=tmp_path / "rules.yml")


def test_rules_are_told_in_words(settings: Settings) -> None:
    assert rule(broken()).endswith("đạt 70,0 %, cần ít nhất 80,0 %")
    assert t("runs.not_measured") in rule(broken(found=None))
    assert "120 mili giây" in rule(broken(figure="latency.median", found=90.4, least=None, most=120.0))
    assert "no_diacritics" in rule(broken(group="no_diacritics"))
    assert rule(broken(figure="unheard", label="heard of")).count("heard of") == 1


def test_progress_is_told_in_words(store: Sessions) -> None:
    runs = Runs(store)
    number = runs.begin("learning", "lan")
    assert (step(runs.get(number)), percent(runs.get(number))) == (t("runs.step_begin"), 0)
    runs.progress(number, "measure retrieval-dev_wide", 150, 600)
    shown = runs.get(number)
    assert step(shown) == t("runs.step_measure", task=t("runs.task_retrieval"), questions="dev_wide")
    assert percent(shown) == 25
