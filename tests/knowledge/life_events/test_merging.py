"""One list of papers for a life event: each paper once, with everyone who wants it, sure only where it is."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.guides.errors import UnknownFactError
from knowledge.guides.models import Guide
from knowledge.life_events.merging import MergedList, merge
from knowledge.life_events.models import LifeEvent
from tests.knowledge.guides.samples import component, fact, guide
from tests.knowledge.life_events.samples import CARD, CAT, DOG, event

ADULT = {"age": "adult"}


def made(code: str, *papers: dict[str, Any]) -> Guide:
    facts = [fact("age", "kitten", "adult"), fact("place", "house", "flat")]
    return Guide.model_validate(guide(procedure_code=code, facts=facts, components=list(papers)))


def guides(**more: Guide) -> dict[str, Guide]:
    cat = made(
        CAT,
        component("form", name="Tờ khai"),
        component("identity", name="Căn cước của chủ"),
        component("vaccination", ADULT, name="Giấy tiêm phòng"),
        component("lease", {"place": "flat"}, name="Hợp đồng thuê"),
    )
    card = made(CARD, component("owner", name="Căn cước"), component("photo", name="Ảnh"))
    return {CAT: cat, CARD: card} | more


def merged(known: dict[str, Guide] | None = None, **changes: Any) -> MergedList:
    return merge(LifeEvent.model_validate(event(**changes)), guides() if known is None else known)


def told(found: MergedList) -> dict[str, tuple[bool, list[str]]]:
    return {paper.name: (paper.sure, [need.procedure_code for need in paper.needs]) for paper in found.papers}


def test_each_paper_stands_once_with_everyone_who_wants_it_in_the_order_of_the_steps() -> None:
    assert list(told(merged()).items()) == [
        ("Tờ khai", (True, [CAT])),
        ("Thẻ căn cước", (True, [CAT, CARD])),
        ("Giấy tiêm phòng", (True, [CAT])),
        ("Hợp đồng thuê", (False, [CAT])),
        ("Ảnh", (True, [CARD])),
    ]


def test_a_fact_of_the_event_makes_a_paper_sure() -> None:
    assert told(merged())["Giấy tiêm phòng"][0] is True
    assert told(merged(facts={}))["Giấy tiêm phòng"][0] is False


def test_a_paper_that_the_event_rules_out_is_left_out() -> None:
    assert "Giấy tiêm phòng" not in told(merged(facts={f"{CAT}#age": "kitten"}))


def test_a_fact_counts_for_its_own_step_only() -> None:
    both = guides() | {CARD: made(CARD, component("proof", ADULT, name="Giấy khác"))}
    assert told(merged(both, same_papers=[]))["Giấy khác"][0] is False


def test_papers_of_one_name_are_one_whatever_their_case_and_marks() -> None:
    alike = guides() | {CARD: made(CARD, component("slip", name="TỜ KHAI"))}
    assert told(merged(alike, same_papers=[]))["Tờ khai"] == (True, [CAT, CARD])


def test_papers_of_other_names_stay_apart_where_the_event_does_not_join_them() -> None:
    apart = told(merged(same_papers=[]))
    assert {"Căn cước của chủ", "Căn cước"} <= set(apart)


def test_a_paper_that_one_step_surely_needs_is_sure() -> None:
    doubted = made(CAT, component("identity", ADULT, name="Căn cước của chủ"))
    paper = merged(guides() | {CAT: doubted}, facts={}).papers[0]
    assert (paper.sure, [need.sure for need in paper.needs]) == (True, [False, True])


def test_every_legal_ground_is_told_once() -> None:
    law = {"number": "1/2026/QH16", "article": "5"}
    known = {
        CAT: made(CAT, component("identity", legal_bases=[law, {"number": "2/2026/QH16"}])),
        CARD: made(CARD, component("owner", legal_bases=[law])),
    }
    (paper,) = merged(known, facts={}).papers
    assert [(one.number, one.article) for one in paper.legal_bases] == [("1/2026/QH16", "5"), ("2/2026/QH16", None)]


def test_steps_without_a_guide_are_named() -> None:
    assert merged().without_guide == (DOG,)
    assert merged({}) == MergedList((), (CAT, CARD, DOG))


def test_a_refused_case_asks_for_no_paper() -> None:
    ends = fact("age", "kitten", "adult")
    ends["choices"][1]["refusal"] = {"because": "không được", "seen_in": [f"{CAT}#name"]}
    refused = Guide.model_validate(guide(procedure_code=CAT, facts=[ends], components=[component("form")]))
    assert merged({CAT: refused}).papers == ()


@given(st.sets(st.sampled_from([CAT, CARD])), st.sampled_from([{}, {f"{CAT}#age": "adult"}, {f"{CAT}#age": "kitten"}]))
def test_nothing_is_lost_and_nothing_is_doubled(known: set[str], facts: dict[str, str]) -> None:
    found = merged({code: one for code, one in guides().items() if code in known}, facts=facts)
    wanted = [(need.procedure_code, need.component.id) for paper in found.papers for need in paper.needs]
    assert len(set(wanted)) == len(wanted)
    assert {code for code, _ in wanted} == known
    assert set(found.without_guide) == {CAT, CARD, DOG} - known


@pytest.mark.parametrize("facts", [{f"{CAT}#colour": "red"}, {f"{CAT}#age": "old"}])
def test_an_answer_that_the_guide_does_not_know_is_an_error_of_the_content(facts: dict[str, str]) -> None:
    with pytest.raises(UnknownFactError):
        merged(facts=facts)
