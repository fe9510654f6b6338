"""The papers that a reply speaks of."""

from datetime import UTC, datetime

from bot.answers.messages import Message
from eval.console.judgements.papers import papers
from eval.console.trials.rules import Rule
from eval.console.trials.trials import TriedTurn
from eval.console.trials.why import Form, Why
from tests.bot.conversations.samples import reply, told


def turn(messages: list[Message], why: Why | None = None) -> TriedTurn:
    return TriedTurn(0, "t1", "cần gì", reply(messages=messages), datetime.now(UTC), why)


def test_every_paper_of_a_list_is_one_that_may_be_wrong() -> None:
    assert list(papers(turn([told()]))) == ["form", "proof", "witness", "letter"]
    assert papers(turn([told()]))["letter"] == "Giấy ủy quyền"


def test_before_the_list_is_told_the_guides_papers_are() -> None:
    rule = Rule(component_code="c1", name="Tờ khai", verdict="needed", condition="luôn cần", because="")
    form = Form(procedure_code="1.001193", name="Khai sinh", facts=[], rules=[rule])
    why = Why(speech_act="ask", confidence=1, aspects=[], joined=False, search=None, form=form, steps=[])
    assert papers(turn([], why)) == {"c1": "Tờ khai"}


def test_talk_speaks_of_none() -> None:
    assert papers(turn([])) == {}
