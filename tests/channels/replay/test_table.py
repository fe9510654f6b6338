"""The table."""

from tests.channels.replay.learning import Fact
from tests.channels.replay.playing import Difference, Outcome, Script
from tests.channels.replay.rules import rules
from tests.channels.replay.table import markdown, told

BY_RULE = Difference(1, rules()[0].side, Fact(rules()[0].kind, "⬜ 1. Tờ khai"), rules()[0])
LOST = Difference(2, "less", Fact("fee", "15.000 đồng"), None)
OUTCOMES = [
    Outcome(Script("a", "happy", [], whole=True), {"kiosk": [], "telegram": [BY_RULE], "zalo": []}),
    Outcome(Script("b", "happy", [], whole=False), {"kiosk": [], "telegram": [BY_RULE], "zalo": [LOST]}),
]
TOLD = told(OUTCOMES, releases=["0123"], rasa=True, seconds=7, cores=2)


def test_each_kind_has_a_row_and_each_channel_a_column() -> None:
    assert TOLD["kinds"]["happy"]["telegram"] == {"same": 0, "by rule": 2, "differs": 0}
    assert "| happy | 2 | 2 / 0 / 0 | 0 / 2 / 0 | 1 / 0 / 1 |" in markdown(TOLD)
    assert "| **all** | 2 | 2 / 0 / 0 | 0 / 2 / 0 | 1 / 0 / 1 |" in markdown(TOLD)


def test_differences_rules_and_scripts_cut_short_are_named() -> None:
    assert [(one["id"], one["channel"], one["text"]) for one in TOLD["differs"]] == [("b", "zalo", "15.000 đồng")]
    assert TOLD["rules"][0]["conversations"] == 2
    assert TOLD["cut_short"] == ["b"]
    assert "- b, zalo, turn 2, less, fee: 15.000 đồng" in markdown(TOLD)


def test_a_table_without_differences_says_so() -> None:
    clean = told(OUTCOMES[:1], releases=["0123"], rasa=False, seconds=7, cores=2)
    assert "## Differences\n\nNone." in markdown(clean)
    assert "without Rasa" in markdown(clean)
