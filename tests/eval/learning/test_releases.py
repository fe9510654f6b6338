"""Going over to a release and back: only to sound ones, with what they learned, whoever else works."""

import json
from pathlib import Path

import pytest

from eval.learning.errors import NoReleaseError
from eval.learning.lessons import put
from eval.learning.releases import go_over, listed, name_in_use, roll_back
from eval.learning.runs import Runs
from eval.learning.told import Ruled, Told
from eval.learning.words import about_release
from knowledge.database import Sessions
from knowledge.settings import Settings
from retriever import release

YAML = '"1.000001":\n  "general":\n  - "con miu"\n'


def teach(settings: Settings, name: str) -> None:
    """Make a release one that was built with approved phrasings."""
    folder = settings.releases / name
    (folder / release.APPROVED).write_text(YAML, encoding="utf-8")
    told = {"procedures": 4, "phrasings": 9, "approved": 1, "files": release.digests(folder)}
    (folder / "release.json").write_text(json.dumps(told))


def test_going_over_takes_along_what_the_release_learned(settings: Settings) -> None:
    teach(settings, "first")
    go_over(settings, "first")
    assert name_in_use(settings) == "first"
    assert settings.approved_phrasings.read_text(encoding="utf-8") == YAML
    go_over(settings, "third")
    assert not settings.approved_phrasings.exists()


@pytest.mark.parametrize("name", ["fourth", "../first", ""])
def test_there_must_be_such_a_release(settings: Settings, name: str) -> None:
    (settings.releases / "../first").mkdir()
    if name != "../first":
        with pytest.raises(NoReleaseError):
            go_over(settings, name)
    else:
        go_over(settings, name)  # only its last part counts
        assert name_in_use(settings) == "first"


def test_a_damaged_release_is_refused_and_nothing_changes(settings: Settings) -> None:
    put(settings.approved_phrasings, YAML)
    file = settings.releases / "first" / "vectors.faiss"
    file.write_bytes(file.read_bytes()[:-9])
    with pytest.raises(NoReleaseError, match=r"vectors\.faiss"):
        go_over(settings, "first")
    assert name_in_use(settings) == "second"
    assert settings.approved_phrasings.exists()


def test_a_release_of_another_format_is_refused(settings: Settings) -> None:
    folder = settings.releases / "first"
    content = json.loads((folder / "retriever.json").read_text())
    (folder / "retriever.json").write_text(json.dumps(content | {"format": 1}))
    (folder / "release.json").write_text(json.dumps({"files": release.digests(folder)}))
    with pytest.raises(NoReleaseError, match="build it again"):
        go_over(settings, "first")


def test_going_back_leads_to_the_release_before_the_lesson(settings: Settings, store: Sessions) -> None:
    runs = Runs(store)
    number = runs.begin("learning", "lan")
    runs.about(number, "third", "second")
    runs.end(number, "done", Told())
    assert roll_back(settings, store, "minh") == "third"
    assert name_in_use(settings) == "third"
    (noted, _) = runs.read(0, 2)
    assert (noted.kind, noted.started_by, noted.release_before, noted.release) == (
        "rollback",
        "minh",
        "second",
        "third",
    )


def test_without_a_lesson_it_leads_to_the_newest_other_one(settings: Settings, store: Sessions) -> None:
    wanted = settings.releases / "first" / "release.json"
    wanted.write_text(wanted.read_text())
    assert roll_back(settings, store, "minh") == "first"


def test_a_named_release_is_taken(settings: Settings, store: Sessions) -> None:
    assert roll_back(settings, store, "minh", "third") == "third"


def test_where_there_is_no_other_one_it_is_said(tmp_path: Path, store: Sessions) -> None:
    with pytest.raises(NoReleaseError):
        roll_back(Settings(var=tmp_path / "empty"), store, "minh")


def test_going_back_stops_a_run_that_works(settings: Settings, store: Sessions) -> None:
    number = Runs(store).begin("learning", "lan")
    roll_back(settings, store, "minh", "first")
    assert Runs(store).get(number).stop_asked


def test_the_list_says_what_is_in_use_what_was_learned_and_how_it_did(settings: Settings, store: Sessions) -> None:
    teach(settings, "first")
    runs = Runs(store)
    number = runs.begin("evaluation", "lan")
    runs.about(number, "first", "first")
    ruled = Ruled(task="retrieval", questions="dev.jsonl", figure="first", label="x", found=0.9, least=0.8, holds=True)
    runs.end(number, "done", Told(rules=[ruled]))
    by_name = {one.name: one for one in listed(settings, store)}
    assert {name for name, one in by_name.items() if one.in_use} == {"second"}
    assert (by_name["first"].approved, by_name["first"].procedures) == (1, 4)
    assert [run.number for run in by_name["first"].runs] == [number]
    told = "\n".join(about_release(by_name["first"]))
    assert "90,0 %" in told
    assert "dev.jsonl" in told


def test_an_unreadable_release_is_listed_all_the_same(settings: Settings, store: Sessions) -> None:
    (settings.releases / "third" / "release.json").write_text("{")
    assert {one.name for one in listed(settings, store)} == {"first", "second", "third"}
