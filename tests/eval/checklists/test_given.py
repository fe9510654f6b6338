"""What the public replies say about papers, read as one shape."""

from typing import Any

import pytest

from bot.answers.chat import ChatReply
from bot.answers.messages import Decision
from eval.checklists.asked import Need
from eval.checklists.given import ListReply, by_facts, in_words

SOURCE = {"source": {"title": "Hồ sơ quốc gia"}, "as_of": "2026-07-19"}


def paper(name: str) -> dict[str, Any]:
    return {"component_code": "x", "id": name, "name": name, **SOURCE}


def listed(**told: Any) -> ListReply:
    empty: dict[str, Any] = {"needed": [], "not_needed": [], "undecided": [], "next_fact": None}
    return ListReply.model_validate({"procedure_code": "1.1", **empty, **told})


def said(*messages: dict[str, Any], **told: Any) -> ChatReply:
    reply = {"turn_id": "t", "decision": "dialogue", "procedures": ["1.1"], "messages": list(messages), **told}
    return ChatReply.model_validate(reply)


def checklist(code: str, **papers: list[dict[str, Any]]) -> dict[str, Any]:
    return {"type": "checklist", "procedure_code": code, "name": "", "title": "", "complete": True, **papers, **SOURCE}


def asks(fact: str | None) -> dict[str, Any]:
    return {"type": "choices", "text": "?", "choices": [], "fact": fact}


def test_the_three_lists_of_the_api_become_what_becomes_of_each_paper() -> None:
    reply = listed(needed=[paper("form")], not_needed=[paper("proxy")], undecided=[paper("proof")])
    found = by_facts(reply, 12.5)
    assert found.papers == {"form": Need.NEEDED, "proxy": Need.NOT_NEEDED, "proof": Need.DEPENDS}
    assert (found.procedure, found.listed, found.milliseconds) == ("1.1", ("form",), 12.5)


@pytest.mark.parametrize(
    ("told", "leads_to", "refused"), [({"go_to": "1.2"}, "1.2", False), ({"refused": "x"}, None, True)]
)
def test_a_case_that_ends_elsewhere_has_no_list(told: dict[str, Any], leads_to: str | None, refused: bool) -> None:
    found = by_facts(listed(needed=[paper("form")], **told), 1)
    assert (found.papers, found.leads_to, found.refused) == (None, leads_to, refused)


def test_the_question_worth_asking_next_is_kept() -> None:
    assert by_facts(listed(next_fact={"fact": "parents", "question": "?"}), 1).asks == "parents"


def test_the_last_list_of_a_reply_counts() -> None:
    reply = said(checklist("1.1", needed=[paper("form")]), checklist("1.2", undecided=[paper("proof")]))
    found = in_words(reply, 1)
    assert (found.procedure, found.papers) == ("1.2", {"proof": Need.DEPENDS})


def test_a_reply_without_a_list_says_what_it_asks_and_what_it_is_about() -> None:
    found = in_words(said(asks(None), asks("parents")), 1)
    assert (found.papers, found.procedure, found.asks, found.decision) == (None, "1.1", "parents", Decision.DIALOGUE)
    assert in_words(said(asks(None), procedures=[]), 1).procedure is None


def test_a_way_to_a_person_is_a_hand_over() -> None:
    assert in_words(said({"type": "handoff", "text": "Gặp cán bộ"}), 1).handed_over
    assert in_words(said(handed_over="waiting"), 1).handed_over
    assert not in_words(said(asks("parents")), 1).handed_over
