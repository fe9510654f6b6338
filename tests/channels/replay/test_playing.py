"""A fixed choice of conversations over all kinds, on every channel. All of them: `python -m tests.prove_replay`."""

from collections.abc import Mapping
from dataclasses import replace as with_changes
from typing import Any

import pytest

from tests.channels.replay.application import Application
from tests.channels.replay.choosing import everything, spread
from tests.channels.replay.faces import TelegramApp, ZaloApp
from tests.channels.replay.learning import Fact
from tests.channels.replay.playing import Deed, Difference, Outcome, Script, in_chat, replay, written
from tests.channels.replay.rules import rules

CHOSEN = spread([one for one in everything() if one.get("release", "guides") == "guides"], 26)
BIRTH = next(one for one in everything() if one["id"] == "khai-sinh-benh-vien")
LOOK_UP = next(one for one in everything() if one["kind"] == "look_up")


@pytest.mark.parametrize("conversation", CHOSEN, ids=lambda item: item["id"])
def test_every_channel_teaches_the_same(conversation: Mapping[str, Any], application: Application) -> None:
    outcome = replay(conversation, application)
    assert len(outcome.script.turns) >= 1
    found = {channel: [one for one in told if one.rule is None] for channel, told in outcome.differences.items()}
    assert found == {"kiosk": [], "telegram": [], "zalo": []}


def test_the_choice_holds_every_kind_of_conversation() -> None:
    assert {one["kind"] for one in CHOSEN} == {one["kind"] for one in everything()}


def test_a_look_up_offers_notices_in_chat_apps_alone(application: Application) -> None:
    outcome = replay(LOOK_UP, application)
    used = {channel: {one.rule.name for one in found if one.rule} for channel, found in outcome.differences.items()}
    notices = {"notices are offered", "notices elsewhere"}
    assert used == {"kiosk": set(), "telegram": notices, "zalo": notices}
    assert outcome.verdict("kiosk") == "same"
    assert outcome.verdict("zalo") == "by rule"


@pytest.mark.parametrize("app", [TelegramApp, ZaloApp])
def test_a_paper_in_the_wrong_list_and_another_amount_are_found(
    app: type[TelegramApp] | type[ZaloApp], application: Application
) -> None:
    script = written(BIRTH, application)
    *before, (deed, reply) = script.turns
    (listed,) = [message for message in reply["messages"] if message["type"] == "checklist"]
    moved = listed | {"needed": listed["needed"][1:], "not_needed": [*listed["not_needed"], listed["needed"][0]]}
    messages = [moved if message is listed else message for message in reply["messages"]]
    wrong = with_changes(script, turns=[*before, (deed, reply | {"messages": messages})])
    found = [one for one in in_chat(wrong, app(application)) if one.rule is None]
    assert {(one.side, one.fact.kind) for one in found} >= {("less", "not_needed"), ("more", "needed")}
    assert listed["needed"][0]["name"] in [one.fact.text for one in found if one.side == "less"]


def test_an_answer_that_was_never_offered_ends_the_comparison_with_a_difference(application: Application) -> None:
    script = written({**BIRTH, "turns": BIRTH["turns"][:1]}, application)
    never = (Deed("Không ai mời chọn câu này", taps=True), script.turns[-1][1])
    wrong = with_changes(script, turns=[*script.turns, never])
    (found,) = [one for one in in_chat(wrong, ZaloApp(application)) if one.rule is None]
    assert (found.turn, found.side, found.fact.kind) == (2, "less", "tap")


def test_what_the_web_does_not_offer_cuts_the_script_short(application: Application) -> None:
    script = written({**BIRTH, "turns": [BIRTH["turns"][0], {"choose": "Không có nút này"}]}, application)
    assert (script.whole, len(script.turns)) == (False, 1)


def test_a_difference_without_a_rule_outweighs_those_with_one() -> None:
    ruled, fact = rules()[0], Fact("offer", "x")
    script = Script("a", "happy", [], whole=True)
    with_rule, without = (Difference(1, "less", fact, rule) for rule in (ruled, None))
    outcome = Outcome(script, {"kiosk": [], "telegram": [with_rule], "zalo": [with_rule, without]})
    assert [outcome.verdict(channel) for channel in outcome.differences] == ["same", "by rule", "differs"]
