"""A conversation keeps its id, its secret and its choices."""

from eval.conversation import Conversation
from tests.conftest import Server
from tests.eval.peer import FOLLOW_UP, Peer

REPLIES = {"làm khai sinh": {"decision": "answer", "procedures": ["1.001193"]}}


def test_messages_of_one_conversation_belong_together_and_others_do_not() -> None:
    with Peer(REPLIES) as peer, Conversation(peer.url) as one, Conversation(peer.url) as other:
        one.says("làm khai sinh")
        follow_up = one.says(FOLLOW_UP).body
        assert follow_up is not None
        assert follow_up.procedures == ["1.001193"]
        assert other.says(FOLLOW_UP).body is None
    assert len({told["conversation_id"] for told in peer.asked}) == 2


def test_a_failed_message_is_a_response_that_says_why(nobody: str) -> None:
    with Conversation(nobody) as conversation:
        response = conversation.says("chào")
    assert response.body is None
    assert "ConnectError" in response.error


def test_an_offered_answer_can_be_tapped(guides_server: Server) -> None:
    with Conversation(guides_server.url) as conversation:
        asked = conversation.says("xin giấy xác nhận số chứng minh nhân dân cũ cần giấy tờ gì").body
        assert asked is not None
        offered = [message for message in asked.messages if message.type == "choices"][-1]
        told = conversation.taps(offered.choices[0].id).body
    assert told is not None
    assert told.messages[0].type == "checklist"
