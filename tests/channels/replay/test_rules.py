"""The written rules."""

from tests.channels.replay.learning import Fact
from tests.channels.replay.playing import CHANNELS
from tests.channels.replay.rules import ruled, rules


def test_every_rule_is_about_a_channel_and_one_side_and_says_why() -> None:
    assert {rule.channel for rule in rules()} <= set(CHANNELS)
    assert {rule.side for rule in rules()} == {"less", "more"}
    assert all(len(rule.reason) > 40 for rule in rules())


def test_no_rule_lets_a_paper_a_fee_a_time_or_a_decision_differ() -> None:
    never = {"needed", "not_needed", "undecided", "official", "fee", "time", "decision", "number", "dossier", "tap"}
    assert never & {rule.kind for rule in rules()} == set()


def test_a_rule_holds_for_its_channel_side_and_words_alone() -> None:
    tick = Fact("offer", "⬜ 1. Tờ khai")
    assert (rule := ruled("telegram", "more", tick)) is not None
    assert rule.name == "ticks"
    assert ruled("zalo", "more", tick) is None
    assert ruled("telegram", "less", tick) is None
    assert ruled("telegram", "more", Fact("offer", "Gặp cán bộ")) is None
