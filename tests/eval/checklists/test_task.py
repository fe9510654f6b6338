"""What the task says of cases that went well and of others."""

import argparse
from pathlib import Path

import pytest
from pydantic import TypeAdapter

from bot.answers.messages import Decision
from eval.checklists.asked import Case, Need
from eval.checklists.given import Given
from eval.checklists.task import Checklists
from eval.errors import UnreachableServerError
from eval.running import run
from eval.verdicts import Judged, Verdict
from tests.conftest import Server
from tests.eval.conftest import Written

TASK = Checklists()
BY_FACTS = Case(id="c1", procedure="1.1", facts={}, needed=("form",), not_needed=("proxy",), level="commune")
IN_WORDS = Case(id="c2", procedure="1.1", say="cần gì", needed=("form",), not_needed=("proxy",), form="folded")
ELSEWHERE = Case(id="c3", procedure="1.1", facts={}, leads_to="1.2")
WELL = {"form": Need.NEEDED, "proxy": Need.NOT_NEEDED}
BADLY = {"form": Need.NOT_NEEDED, "proxy": Need.NEEDED}


def judged(case: Case, given: Given) -> Judged:
    [one] = TASK.judged([(case, given)])
    return one


def test_a_right_list_counts_in_every_measure_that_it_is_about() -> None:
    one = judged(BY_FACTS, Given(4.0, WELL, "1.1"))
    assert (one.right, one.milliseconds, one.procedure) == (True, 4.0, "1.1")
    assert one.values == {"right": 1, "right_by_facts": 1, "none_missing": 1, "none_extra": 1}
    assert one.groups == {"told": "by facts", "level": "commune"}
    assert (one.mistaken, one.told) == (None, {})


def test_a_wrong_list_names_its_papers() -> None:
    one = judged(IN_WORDS, Given(1.0, BADLY, "1.1"))
    assert (one.verdict, one.missing, one.extra) == (Verdict.WRONG, ("form",), ("proxy",))
    assert one.values == {"right": 0, "right_in_words": 0, "none_missing": 0, "none_extra": 0}
    assert one.groups == {"told": "in words", "form": "folded"}


def test_without_a_list_nothing_is_said_of_extra_papers() -> None:
    one = judged(IN_WORDS, Given(1.0, None, "1.1", asks="parents"))
    assert "none_extra" not in one.values
    assert one.told == {"misjudged": (), "asks": "parents"}


def test_a_list_of_another_procedure_is_a_confusion_of_look_alikes() -> None:
    assert judged(IN_WORDS, Given(1.0, WELL, "1.9")).mistaken == ("1.1", "1.9")
    assert judged(ELSEWHERE, Given(1.0, leads_to="1.2", procedure="1.1")).mistaken is None


def test_cases_that_lead_elsewhere_are_measured_apart() -> None:
    assert judged(ELSEWHERE, Given(1.0, leads_to="1.2")).values == {"right": 1, "right_by_facts": 1, "sent_on": 1}


def test_every_measure_has_a_figure_and_a_label() -> None:
    found = TASK.judged([(BY_FACTS, Given(1.0, WELL, "1.1")), (IN_WORDS, Given(1.0, BADLY, "1.1"))])
    figures = TASK.figures(found)
    assert set(figures) == set(TASK.measures)
    assert (figures["right"].value, figures["right"].n, figures["sent_on"].n) == (0.5, 2, 0)


def test_the_table_lists_only_what_is_not_right() -> None:
    assert TASK.tables([(BY_FACTS, Given(1.0, WELL, "1.1"))]) == []
    [table] = TASK.tables([(BY_FACTS, Given(1.0, WELL, "1.1")), (IN_WORDS, Given(1.0, BADLY, "1.1", asks="x"))])
    assert table.rows == (("c2", "1.1", "wrong", "form", "proxy", "-", "x"),)
    assert len(table.head) == len(table.rows[0])


@pytest.mark.parametrize(
    "given", [Given(1.5, WELL, "1.1", asks="x", decision=Decision.DIALOGUE), Given(1.0, error="ReadTimeout")]
)
def test_what_was_given_can_be_kept_in_a_journal(given: Given) -> None:
    kept = TypeAdapter(TASK.said)
    assert kept.validate_json(kept.dump_json(given)) == given


def test_a_whole_run_tells_outcomes_by_id_and_no_words_of_anybody(
    guides_server: Server, written: Written, tmp_path: Path
) -> None:
    say = "xin giấy xác nhận số chứng minh nhân dân cũ cần giấy tờ gì"
    rest = {"procedure": "1.012566", "needed": ["request_form"], "not_needed": ["old_identity_card"]}
    file = written(
        [
            {"id": "c1", "facts": {"old_card": "gone"}, **rest},
            {"id": "c2", "say": say, "tells": {"old_card": "không còn"}, "form": "standard", **rest},
        ]
    )
    options = argparse.Namespace(
        questions=file, url=guides_server.url, json=tmp_path / "o.json", sample=None, resume=False
    )
    found = run(TASK, options)
    assert [(one["id"], one["verdict"]) for one in found["outcomes"]] == [("c1", "right"), ("c2", "right")]
    assert set(found["breakdowns"]) >= {"told", "form"}
    assert say not in str(found)


def test_a_server_that_is_not_there_is_an_error_and_no_outcome(nobody: str, written: Written) -> None:
    with pytest.raises(UnreachableServerError), TASK.opened(argparse.Namespace(url=nobody)):
        pass
