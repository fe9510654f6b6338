"""Usage: turns by day, channel and decision, and what was asked about, without a word of anybody."""

import csv
from datetime import datetime
from io import StringIO

from bot.conversations.hours import ZONE
from eval.console.texts import t
from tests.eval.console.staff import Citizen, Officer, words


def test_turns_are_counted_and_no_text_is_shown(officer: Officer, citizen: Citizen) -> None:
    citizen.say("lam giay khai sinh cho con can gi")
    shown = words(officer.get("/usage"))
    assert f"{datetime.now(ZONE):%d/%m/%Y}" in shown
    assert t("channels.web") in shown
    assert "1.001193" in shown
    assert "lam giay" not in shown


def test_days_without_turns_say_so_and_impossible_days_are_put_right(officer: Officer) -> None:
    assert t("usage.none") in words(officer.get("/usage", first="2020-01-01", last="2020-02-01"))
    for query in (
        {"first": "2099-01-01"},
        {"last": "x"},
        {"first": "1900-01-01"},
        {"first": "0001-01-01", "last": "0001-01-02"},
    ):
        assert officer.get("/usage", **query).status_code == 200


def test_the_spreadsheet_has_a_line_for_each_day_and_channel(officer: Officer, citizen: Citizen) -> None:
    citizen.say("xin chào")
    answer = officer.get("/usage/csv")
    lines = list(csv.DictReader(StringIO(answer.content.decode("utf-8-sig"))))
    web = next(line for line in lines if line["channel"] == "web")
    assert list(web) == ["day", "channel", "answer", "clarify", "decline", "dialogue", "unknown", "total"]
    assert int(web["total"]) == sum(int(web[name]) for name in list(web)[2:-1])
