"""Pushing: officers' words reach the chat app, once, whoever restarts."""

from sqlalchemy import update

from bot.answers.chat import ChatReply
from bot.answers.messages import Decision, TextMessage
from bot.conversations.hand_overs import HandOvers
from bot.conversations.store import new_turn_id
from channels.delivery.inbox import lane
from channels.delivery.tables import RecipientRow
from knowledge.database import writing
from tests.channels.delivery.conftest import Office, on_both_stores
from tests.channels.delivery.dossiers import talked


def words(text: str) -> ChatReply:
    return ChatReply(
        turn_id=new_turn_id(), decision=Decision.DIALOGUE, messages=[TextMessage(text=text, author="officer")]
    )


def taken(office: Office, who: str = "an") -> tuple[HandOvers, int]:
    """Hand a stored conversation over to an officer."""
    talked(office, who)
    hand_overs = HandOvers(office.deliveries.inbox.sessions)
    number = hand_overs.ask(lane(office.app.conversations, "telegram", who), "asked", "")
    hand_overs.take(number, "Lan", words("Lan đây"))
    return hand_overs, number


def pushed(office: Office) -> list[str]:
    office.clock.at = office.deliveries.inbox.now()
    office.deliveries.pushing.check()
    office.work()
    return office.platform.texts("an")


@on_both_stores
def test_what_an_officer_says_reaches_the_chat_app_once_and_in_order(office: Office) -> None:
    hand_overs, number = taken(office)
    hand_overs.say(number, "Lan", "một", words("một"))
    assert pushed(office) == ["Lan đây", "một"]
    hand_overs.say(number, "Lan", "hai", words("hai"))
    hand_overs.release(number, "Lan", words("xong"))
    assert pushed(office) == ["Lan đây", "một", "hai", "xong"]
    assert pushed(office) == ["Lan đây", "một", "hai", "xong"]


def test_replies_to_the_citizens_own_messages_are_not_pushed(office: Office) -> None:
    office.hear("a")
    office.work()
    assert pushed(office) == ["a/0", "a/1"]


def test_what_is_said_while_we_are_down_is_sent_after_the_restart(office: Office) -> None:
    taken(office)
    office.platform.faults.append("cut_before")
    assert pushed(office) == []
    office.clock.forward(seconds=3)
    assert pushed(office) == ["Lan đây"]


@on_both_stores
def test_what_is_said_in_a_web_conversation_is_not_pushed(office: Office) -> None:
    taken(office)
    office.deliveries.outbox.gone(lane(office.app.conversations, "telegram", "an"), "unfollowed")
    assert pushed(office) == []


def test_an_address_of_another_secret_is_let_go_and_stops_nobody_else(office: Office) -> None:
    taken(office, "binh")
    with writing(office.deliveries.inbox.sessions) as session:
        session.execute(update(RecipientRow).values(address="gAAAAA=="))
    taken(office)
    assert pushed(office) == ["Lan đây"]
    assert office.platform.texts("binh") == []


def test_words_older_than_a_day_are_not_said_any_more(office: Office) -> None:
    taken(office)
    office.clock.forward(days=400)
    assert pushed(office) == []
