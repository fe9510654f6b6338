"""Judged papers lists as cases of `eval checklists`: what is put right, and what is left out."""

from pathlib import Path
from typing import Any

import pytest

from eval.checklists.asked import Case, Need
from eval.checklists.given import Given
from eval.checklists.judging import compared
from eval.console.judgements.cases import write
from eval.console.judgements.judgements import Judgement, Listed, Should, Verdict
from eval.console.judgements.paper_cases import checklists
from eval.questions import read_rows
from eval.verdicts import Verdict as Outcome
from tests.eval.console.judgements.samples import judged, judgement

BIRTH, DEATH = "1.001193", "1.000656"


def listed(**changes: Any) -> Listed:
    """A list of three papers, shown after one question was answered."""
    fields: dict[str, Any] = {
        "procedure": BIRTH,
        "facts": {"birth_place": "home"},
        "papers": {"form": "needed", "witness": "not_needed", "letter": "undecided"},
        "codes": {"c-form": "form", "c-witness": "witness", "c-letter": "letter"},
        "shown": True,
    }
    return Listed(**(fields | changes))


def said(verdict: Verdict, component: str = "", should: Should = "", *, about: Any = None, **changes: Any) -> Judgement:
    return judgement(verdict, judged(listed=about or listed()), component_code=component, should=should, **changes)


def test_a_paper_that_was_missing_is_needed_in_the_case() -> None:
    (row,) = checklists([said("partly", "c-witness", "needed", number=4)])
    assert row["id"] == "judged-papers-4"
    assert (row["procedure"], row["facts"]) == (BIRTH, {"birth_place": "home"})
    assert (row["needed"], row["not_needed"], row["depends"]) == (["form", "witness"], [], ["letter"])


def test_a_needless_paper_is_not_needed_in_the_case() -> None:
    (row,) = checklists([said("partly", "c-form", "not_needed")])
    assert (row["needed"], row["not_needed"], row["depends"]) == ([], ["form", "witness"], ["letter"])


def test_a_list_that_is_right_is_a_case_as_it_stands_and_a_question_back_is_none() -> None:
    (row,) = checklists([said("right")])
    assert (row["needed"], row["not_needed"], row["depends"]) == (["form"], ["witness"], ["letter"])
    assert checklists([said("right", about=listed(shown=False))]) == []


def test_papers_that_two_members_of_staff_put_right_count_together_and_the_later_word_holds() -> None:
    first = said("partly", "c-witness", "needed", number=1)
    second = said("partly", "c-letter", "not_needed", made_by="minh", number=2)
    (row,) = checklists([first, second])
    assert (row["id"], row["needed"], row["not_needed"]) == ("judged-papers-2", ["form", "witness"], ["letter"])
    (row,) = checklists([first, said("partly", "c-witness", "not_needed", made_by="minh")])
    assert row["needed"] == ["form"]
    (row,) = checklists([first, said("right", made_by="minh")])
    assert row["needed"] == ["form"]


@pytest.mark.parametrize(
    "left_out",
    [
        said("partly"),
        said("partly", "c-form"),
        said("partly", "c-unknown", "needed"),
        said("partly", "", "needed", paper="Giấy lạ"),
        said("wrong", "c-form", "not_needed", expected=DEATH),
        said("decline", "c-form", "not_needed"),
        judgement("right"),
    ],
    ids=["no paper", "nothing said", "no such paper", "not the guide's", "wrong procedure", "decline", "no list"],
)
def test_what_says_nothing_about_a_paper_of_the_list_is_no_case(left_out: Judgement) -> None:
    assert checklists([left_out]) == []


def test_the_file_is_read_by_the_eval_which_finds_the_paper_missing_until_it_is_mended(tmp_path: Path) -> None:
    path = tmp_path / "papers.jsonl"
    assert write(path, checklists([said("partly", "c-witness", "needed")])) == 1
    (case,) = read_rows(path, Case)
    papers = {"form": Need.NEEDED, "witness": Need.NOT_NEEDED, "letter": Need.DEPENDS}
    given = Given(1.0, papers=papers, procedure=BIRTH)
    assert (compared(case, given).verdict, compared(case, given).missing) == (Outcome.PARTLY, ("witness",))
    mended = Given(1.0, papers=papers | {"witness": Need.NEEDED}, procedure=BIRTH)
    assert compared(case, mended).verdict is Outcome.RIGHT
