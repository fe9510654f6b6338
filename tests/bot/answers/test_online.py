"""Doing it online: beside a procedure's own steps where it can be filed so, and as a question of its own."""

import pytest

from bot.answers import online
from bot.answers.messages import TextMessage
from bot.answers.replies import Reply
from bot.answers.sections import section
from bot.answers.wording import say
from knowledge.online.loading import topics
from tests.bot.answers.standing import CODE, record, topic


def test_a_procedure_that_can_be_filed_online_tells_how_beside_its_steps() -> None:
    labels = [line.label for line in section(topic(record("Bộ Y tế")), "how").lines if line.label]
    assert labels == [topics()[name].title for name in ("file_online", "pay_online", "result_by_post")]


def test_a_procedure_that_is_only_filed_in_person_does_not() -> None:
    assert [line.label for line in section(topic(record("Bộ Y tế", methods="direct")), "how").lines if line.label] == []


@pytest.mark.parametrize("name", topics())
def test_every_statement_is_told_with_the_lines_it_stands_in(name: str) -> None:
    for line in online.lines(name):
        assert line.source.seen_in
        assert all(reference.split("#")[0] in line.source.title for reference in line.source.seen_in)


def test_a_general_question_is_answered_step_by_step() -> None:
    reply = Reply()
    assert online.answer(reply, "VNeID mức 2 là gì")
    (message,) = reply.messages
    assert isinstance(message, TextMessage)
    assert (message.text, message.procedure_code) == (topics()["vneid"].title, None)
    assert message.lines[-1].text == say("online_note")


def test_a_question_about_a_procedure_carries_its_code() -> None:
    reply = Reply()
    assert online.answer(reply, "trả tiền online được không", topic(record("Bộ Y tế")))
    (message,) = reply.messages
    assert isinstance(message, TextMessage)
    assert message.procedure_code == CODE


def test_a_procedure_whose_record_has_no_such_way_says_so_first() -> None:
    reply = Reply()
    online.answer(reply, "nộp online được không", topic(record("Bộ Y tế", methods="direct")))
    first, _ = reply.messages
    assert isinstance(first, TextMessage)
    assert first.text.startswith("Hồ sơ quốc gia không ghi cách này")


def test_another_question_is_left_alone() -> None:
    reply = Reply()
    assert not online.answer(reply, "làm khai sinh cần gì")
    assert reply.messages == []
