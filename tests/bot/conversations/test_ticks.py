"""Ticks set by tapping a list."""

from bot.conversations.state import ConversationState, PapersInHand
from bot.conversations.store import Conversations, Opened, Pending
from bot.conversations.ticks import Ticks

KEY = "k" * 64
NAMES = {"form": "Tờ khai", "birth": "Giấy chứng sinh"}


def talking(conversations: Conversations, papers: PapersInHand | None) -> Ticks:
    opened = Opened(KEY, ConversationState(papers=papers))
    conversations.begin(opened, "telegram", "owner", Pending(turn_id="t"))
    return Ticks(conversations.sessions)


def listed(**more: list[str]) -> PapersInHand:
    return PapersInHand(procedure_code="1.001193", names=NAMES, **more)


def test_a_paper_is_ticked_and_unticked_and_doing_it_twice_changes_nothing(conversations: Conversations) -> None:
    ticks = talking(conversations, listed())
    for _ in range(2):
        assert ticks.put(KEY, "1.001193", NAMES, "birth", True) == {"birth"}
    assert ticks.put(KEY, "1.001193", NAMES, "form", True) == {"form", "birth"}
    assert ticks.have(KEY, "1.001193") == {"form", "birth"}
    for _ in range(2):
        assert ticks.put(KEY, "1.001193", NAMES, "birth", False) == {"form"}


def test_the_conversation_knows_the_tick(conversations: Conversations) -> None:
    talking(conversations, listed()).put(KEY, "1.001193", NAMES, "birth", True)
    state = conversations.open(KEY, "owner").state
    assert state.papers
    assert state.papers.missing == ["form"]


def test_another_list_than_the_latest_is_not_ticked(conversations: Conversations) -> None:
    ticks = talking(conversations, listed(have=["form"]))
    assert ticks.put(KEY, "2.000635", NAMES, "birth", True) is None
    assert ticks.put(KEY, "1.001193", ["form"], "form", False) is None
    assert ticks.have(KEY, "2.000635") == frozenset()
    assert ticks.have(KEY, "1.001193") == {"form"}


def test_a_conversation_without_a_list_or_none_at_all_has_no_ticks(conversations: Conversations) -> None:
    ticks = talking(conversations, None)
    assert ticks.put(KEY, "1.001193", NAMES, "form", True) is None
    assert ticks.put("x" * 64, "1.001193", NAMES, "form", True) is None
    assert ticks.have("x" * 64, "1.001193") == frozenset()
