"""How a list is compared with the record's, paper by paper."""

from typing import Any

import pytest
from hypothesis import given as drawn
from hypothesis import strategies as st

from bot.answers.messages import Decision
from eval.checklists.asked import Case, Need
from eval.checklists.given import Given
from eval.checklists.judging import Found, compared
from eval.verdicts import Verdict

N, X, D = Need.NEEDED, Need.NOT_NEEDED, Need.DEPENDS
CASE = Case(id="c1", procedure="1.1", facts={}, needed=("form", "book"), not_needed=("proxy",), depends=("proof",))
RIGHT = {"form": N, "book": N, "proxy": X, "proof": D}
ELSEWHERE = Case(id="c2", procedure="1.1", say="cần gì", leads_to="1.2")
REFUSED = Case(id="c3", procedure="1.1", say="cần gì", refused=True)


def given(papers: dict[str, Need] | None = None, **told: Any) -> Given:
    return Given(1.0, papers, **{"procedure": "1.1", "decision": Decision.ANSWER, **told})


def test_a_list_that_agrees_in_every_paper_is_right() -> None:
    assert compared(CASE, given(RIGHT)) == Found(Verdict.RIGHT)


def test_a_missing_paper_and_an_extra_one_are_named() -> None:
    found = compared(CASE, given({**RIGHT, "book": X, "proxy": N}))
    assert found == Found(Verdict.PARTLY, missing=("book",), extra=("proxy",))


def test_a_paper_that_depends_and_is_asked_for_outright_is_extra() -> None:
    assert compared(CASE, given({**RIGHT, "proof": N})).extra == ("proof",)


def test_a_paper_taken_otherwise_makes_a_list_partly_right() -> None:
    assert compared(CASE, given({**RIGHT, "proof": X})) == Found(Verdict.PARTLY, misjudged=("proof",))
    assert compared(CASE, given({**RIGHT, "new": D})) == Found(Verdict.PARTLY, misjudged=("new",))
    unsaid = {paper: need for paper, need in RIGHT.items() if paper != "proxy"}
    assert compared(CASE, given(unsaid)).misjudged == ("proxy",)


def test_a_list_without_any_needed_paper_is_wrong() -> None:
    found = compared(CASE, given({"proxy": N}))
    assert (found.verdict, found.missing, found.extra) == (Verdict.WRONG, ("form", "book"), ("proxy",))


def test_a_list_of_another_procedure_is_wrong_even_with_the_same_papers() -> None:
    found = compared(CASE, given(RIGHT, procedure="1.2"))
    assert (found.verdict, found.missing) == (Verdict.WRONG, CASE.needed)


def test_no_reply_is_none() -> None:
    assert compared(CASE, given(error="ReadTimeout")).verdict is Verdict.NONE


@pytest.mark.parametrize(
    ("told", "verdict"),
    [
        ({"decision": Decision.DECLINE}, Verdict.DECLINED),
        ({"decision": Decision.CLARIFY}, Verdict.CLARIFIED),
        ({"decision": Decision.DIALOGUE, "asks": "parents"}, Verdict.CLARIFIED),
        ({"decision": Decision.DIALOGUE, "handed_over": True}, Verdict.HANDED_OVER),
        ({"decision": Decision.DIALOGUE}, Verdict.WRONG),
        ({"leads_to": "1.2"}, Verdict.WRONG),
        ({"refused": True}, Verdict.WRONG),
    ],
)
def test_without_a_list_it_counts_what_was_done_instead(told: dict[str, Any], verdict: Verdict) -> None:
    found = compared(CASE, given(**told))
    assert (found.verdict, found.missing) == (verdict, CASE.needed)


@pytest.mark.parametrize(
    ("told", "verdict"),
    [
        ({"leads_to": "1.2"}, Verdict.RIGHT),
        ({"procedure": "1.2"}, Verdict.RIGHT),
        ({"procedure": "1.2", "papers": {"form": N}}, Verdict.RIGHT),
        ({"leads_to": "1.3"}, Verdict.WRONG),
        ({"papers": {"form": N}}, Verdict.WRONG),
        ({"decision": Decision.DECLINE, "procedure": None}, Verdict.DECLINED),
    ],
)
def test_a_case_of_another_procedure_must_lead_there(told: dict[str, Any], verdict: Verdict) -> None:
    assert compared(ELSEWHERE, given(**told)).verdict is verdict


@pytest.mark.parametrize(
    ("told", "verdict"),
    [
        ({"refused": True}, Verdict.RIGHT),
        ({"decision": Decision.DIALOGUE}, Verdict.RIGHT),
        ({"papers": {"form": N}}, Verdict.WRONG),
        ({"leads_to": "1.2"}, Verdict.WRONG),
        ({"decision": Decision.DIALOGUE, "asks": "use"}, Verdict.CLARIFIED),
        ({"decision": Decision.DECLINE, "procedure": None}, Verdict.DECLINED),
    ],
)
def test_a_case_that_nobody_may_go_on_with_must_end(told: dict[str, Any], verdict: Verdict) -> None:
    assert compared(REFUSED, given(**told)).verdict is verdict


@drawn(st.dictionaries(st.sampled_from(["form", "book", "proxy", "proof", "new"]), st.sampled_from(list(Need))))
def test_only_the_records_own_list_is_right_and_every_difference_is_named_once(papers: dict[str, Need]) -> None:
    found = compared(CASE, given(papers))
    named = (*found.missing, *found.extra, *found.misjudged)
    assert (found.verdict is Verdict.RIGHT) == (papers == RIGHT)
    assert len(named) == len(set(named))
    assert bool(named) == (found.verdict is not Verdict.RIGHT)
