"""The retriever as a whole, on the guides alone: one, two at once, names, context."""

from copy import copy
from dataclasses import replace

import numpy as np
import pytest

from retriever import context, decision, ranker
from retriever.decision import INPUTS, Decision
from retriever.engine import Retriever
from retriever.two_at_once import partings
from tests.retriever.samples import a_document, always, reader_over

ALWAYS_CHANGE = np.array([0, 1, 0], dtype=np.float32)
SURELY_CHANGE = 9 * ALWAYS_CHANGE
BIRTH, MARRIAGE, SHOP, STAY, APART = "1.001193", "1.000894", "1.001612", "1.004194", "1.010038"


@pytest.mark.parametrize(
    ("question", "both"),
    [
        ("đăng ký khai sinh cho con và đăng ký tạm trú cho vợ", {BIRTH, STAY}),
        ("phí đăng ký kết hôn và phí đăng ký tạm trú bao nhiêu", {MARRIAGE, STAY}),
        ("muốn đăng ký hộ kinh doanh với đăng ký tạm trú luôn", {SHOP, STAY}),
    ],
)
def test_two_asked_at_once_are_both_answered(retriever: Retriever, question: str, both: set[str]) -> None:
    found = retriever.search(question)
    assert found.decision is Decision.ANSWER
    assert set(found.about) == both
    assert {result.procedure_code for result in found.results[:2]} == both


@pytest.mark.parametrize(
    "question",
    [
        "hai vợ chồng tui và con mới dọn về nhà trọ, muốn đăng ký tạm trú",
        "đăng ký kết hôn cần giấy tờ gì và mất bao lâu",
        "con mới sanh hôm qua với lại vợ còn nằm viện, giờ làm giấy khai sinh ở đâu",
    ],
)
def test_one_thing_told_in_two_parts_is_one(retriever: Retriever, question: str) -> None:
    assert len(retriever.search(question).about) < 2 or retriever.search(question).decision is Decision.CLARIFY


def test_of_all_partings_the_one_is_read_whose_parts_come_nearest_to_two_procedures(retriever: Retriever) -> None:
    question = "vợ chồng tui với mấy đứa nhỏ mới về, đăng ký kết hôn với đăng ký tạm trú"
    assert len(partings(question)) > 1
    pair = retriever.pair(question, retriever.one(question), 0.5)
    assert pair
    assert {found.results[0].procedure_code for found in pair[1:]} == {MARRIAGE, STAY}


def test_a_question_without_joints_has_no_pair(retriever: Retriever) -> None:
    assert retriever.pair("đăng ký tạm trú", retriever.one("đăng ký tạm trú"), 0.9) is None


def test_what_is_offered_comes_likeliest_first(retriever: Retriever) -> None:
    asked = [text for text in retriever.ambiguous if retriever.search(text).decision is Decision.CLARIFY]
    assert len(asked) > 20
    for text in asked:
        found = retriever.search(text, k=10)
        scores = {result.procedure_code: result.score for result in found.results}
        beliefs = [scores.get(code, 0.0) for code in found.about]
        assert beliefs == sorted(beliefs, reverse=True)


def test_a_name_alone_is_answered(retriever: Retriever) -> None:
    found = retriever.search("đăng ký kết hôn")
    assert (found.decision, found.about) == (Decision.ANSWER, (MARRIAGE,))


@pytest.mark.parametrize("k", [1, 2, 5])
@pytest.mark.parametrize("context", [(), (BIRTH,)])
def test_no_more_results_than_asked_for(retriever: Retriever, k: int, context: tuple[str, ...]) -> None:
    assert len(retriever.search("đăng ký khai sinh và đăng ký tạm trú", context, k).results) <= k


def test_an_aspect_alone_keeps_the_procedure_talked_about(retriever: Retriever) -> None:
    found = retriever.search("mấy ngày có", [MARRIAGE])
    assert (found.about, found.kept_context) == ((MARRIAGE,), True)


def test_what_is_named_turns_to_it(retriever: Retriever) -> None:
    found = retriever.search("à mà muốn đăng ký tạm trú thì sao", [MARRIAGE])
    assert found.about == (STAY,)


@pytest.mark.parametrize("text", ["đăng ký tạm trú", "dang ky tam tru", "đăng ký tạm trú bao nhiêu tiền"])
def test_nothing_but_the_name_of_another_one_turns_to_it_whatever_is_believed(text: str, retriever: Retriever) -> None:
    keeps = saying(np.array([9, 0, 0], dtype=np.float32), retriever)
    found = keeps.search(text, [MARRIAGE])
    assert (found.about, found.kept_context) == ((STAY,), False)
    assert keeps.search(text, [STAY]).about == (STAY,)
    assert keeps.search("tạm trú có cần kết hôn không", [MARRIAGE]).kept_context


def saying(bias: np.ndarray, retriever: Retriever) -> Retriever:
    """Return `retriever` with a context decider that says the same of every message."""
    made = copy(retriever)
    made.context = always(bias)
    return made


def test_a_change_that_leads_nowhere_else_stays(retriever: Retriever) -> None:
    """Whatever the context decider says of it: alone it settles nothing, and with the name it is the same procedure."""
    found = saying(ALWAYS_CHANGE, retriever).search("tuần sau mới đi được", [MARRIAGE])
    assert retriever.search("tuần sau mới đi được").decision is not Decision.ANSWER
    assert (found.decision, found.about, found.kept_context) == (Decision.ANSWER, (MARRIAGE,), True)


def test_a_sure_change_leads_to_what_both_readings_believe_in_most(retriever: Retriever) -> None:
    question = "tách ra riêng"
    assert retriever.search(question).decision is Decision.CLARIFY
    found = saying(SURELY_CHANGE, retriever).search(question, [MARRIAGE])
    assert (found.decision, found.about, found.kept_context) == (Decision.ANSWER, (APART,), False)
    assert found.results[0].procedure_code == APART
    assert 0 < found.results[0].score <= 1


@pytest.mark.parametrize("question", ["đổi cái khác", "làm lại cái mới"])
def test_a_sure_change_that_may_lead_to_several_is_as_unclear_as_alone(question: str, retriever: Retriever) -> None:
    found = saying(SURELY_CHANGE, retriever).search(question, [MARRIAGE])
    assert (found.decision, found.kept_context) == (Decision.CLARIFY, False)
    assert found == retriever.search(question)


def test_what_changes_the_procedure_needs_less_belief_than_what_stands_alone(retriever: Retriever) -> None:
    question, doubting = "muốn chuyển hộ khẩu về nhà vợ thì làm sao", copy(saying(ALWAYS_CHANGE, retriever))
    doubting.decider = replace(retriever.decider, answer_at=0.999)
    alone = doubting.search(question)
    assert alone.decision is Decision.CLARIFY
    assert alone.confidence > 0.6
    found = doubting.search(question, [MARRIAGE])
    assert (found.decision, found.about) == (Decision.ANSWER, (alone.results[0].procedure_code,))


def test_what_is_named_outright_is_found_as_surely_as_alone(retriever: Retriever) -> None:
    question = "rồi nhập hộ khẩu cho vợ thì sao"
    assert saying(SURELY_CHANGE, retriever).search(question, [MARRIAGE]) == retriever.search(question)


def test_an_unknown_context_is_no_context(retriever: Retriever) -> None:
    assert retriever.search("đăng ký kết hôn", ["9.999999"]) == retriever.search("đăng ký kết hôn")


def test_what_nothing_answers_is_declined(retriever: Retriever) -> None:
    assert retriever.search("mai trời có mưa hông để tui phơi lúa").decision is Decision.DECLINE


def test_one_request_at_several_levels_is_believed_as_one() -> None:
    """Between the commune's record and the province's there is nothing to ask a citizen back about."""
    levels = [
        a_document(f"Đăng ký nuôi mèo (cấp {level})", "xin nuôi mèo", code=f"1.00000{place}")
        for place, level in enumerate(("xã", "tỉnh"), start=1)
    ]
    made = [*levels, a_document("Đăng ký nuôi chó", "xin nuôi chó", code="1.000003")]
    few = Retriever(made, reader_over(made), ranker.by_similarity(), decision.by_similarity(), context.by_similarity())
    found = few.one("xin nuôi mèo")
    assert found.read
    told = dict(zip(INPUTS, found.read[0].tolist(), strict=True))
    of_cats = [result.score for result in found.results if result.procedure_code != "1.000003"]
    assert told["belief_1"] == pytest.approx(sum(of_cats), abs=1e-5)
    assert told["belief_1"] > 2 * told["belief_2"]
