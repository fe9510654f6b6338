"""Which conversations are chosen."""

from tests.channels.replay.choosing import everything, spread


def test_a_choice_goes_round_the_kinds() -> None:
    conversations = [{"id": str(number), "kind": kind} for number, kind in enumerate("aaabbc")]
    assert [one["id"] for one in spread(conversations, 5)] == ["0", "3", "5", "1", "4"]
    assert spread(conversations, 99) == [conversations[at] for at in (0, 3, 5, 1, 4, 2)]


def test_everything_holds_our_own_conversations_and_those_of_the_dialogue() -> None:
    kinds = {one["kind"] for one in everything()}
    assert {"look_up", "happy", "resume"} <= kinds
    assert len({one["id"] for one in everything()}) == len(everything())
