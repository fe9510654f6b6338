"""A reply under construction."""

from bot.answers.messages import ChoicesMessage, Decision, TextMessage
from bot.answers.replies import Reply, person
from bot.answers.wording import say
from bot.conversations.state import Choice, ConversationState


def test_a_reply_is_dialogue_until_it_is_about_something() -> None:
    reply = Reply().text("cancelled")
    assert (reply.decision, reply.procedures) == (Decision.DIALOGUE, [])
    assert reply.messages == [TextMessage(text=say("cancelled"))]


def test_procedures_stand_in_the_order_told_and_once() -> None:
    reply = Reply().about(Decision.ANSWER, "1.1", "1.2").about(Decision.CLARIFY, "1.2", "1.3")
    assert (reply.decision, reply.procedures) == (Decision.CLARIFY, ["1.1", "1.2", "1.3"])


def test_an_offer_shows_labels_and_keeps_what_they_do_in_the_conversation() -> None:
    state = ConversationState()
    choice = Choice(do="fact", procedure_code="1.1", fact="parents", value="married", label="Rồi")
    (message,) = Reply().offer(state, "Kết hôn chưa?", [choice, person()], "1.1", "parents").messages
    assert isinstance(message, ChoicesMessage)
    assert [option.label for option in message.choices] == ["Rồi", say("talk_to_person")]
    assert [state.choices[option.id] for option in message.choices] == [choice, person()]
    assert "married" not in message.model_dump_json()
    assert (message.fact, message.procedure_code) == ("parents", "1.1")
    assert [option.procedure_code for option in message.choices] == ["1.1", None]
