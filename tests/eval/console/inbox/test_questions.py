"""Which message something is about."""

from datetime import timedelta

from eval.console.inbox.questions import Questions
from knowledge.database import Sessions, reading
from tests.eval.console.inbox.conversations import START, Talk


def test_greetings_and_answers_to_a_list_are_no_questions(database: Sessions) -> None:
    talk = Talk(database).turn("xin chào").turn("khai sinh", "answer", asks="place").turn("Ở nhà", "answer")
    with reading(database) as session:
        questions = Questions(session, {talk.key})
    assert [questions.of(talk.key, turn).said for turn in talk.turns] == ["xin chào", "khai sinh", "khai sinh"]  # type: ignore[union-attr]


def test_what_came_later_is_not_what_something_was_about(database: Sessions) -> None:
    talk = Talk(database).turn("khai sinh", "answer").turn("kết hôn", "answer")
    with reading(database) as session:
        questions = Questions(session, [talk.key])
    found = questions.before(talk.key, START + timedelta(seconds=30))
    assert found
    assert found.said == "khai sinh"
    assert questions.before(talk.key, START - timedelta(days=1)) is None


def test_unknown_conversations_and_turns_have_none(database: Sessions) -> None:
    talk = Talk(database).turn("khai sinh", "answer")
    with reading(database) as session:
        questions = Questions(session, [talk.key])
    assert questions.of(talk.key, "no-such-turn") is None
    assert questions.of("no such key", talk.turns[0]) is None
