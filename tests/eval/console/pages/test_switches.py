"""Switches: citizens read the operators' words at once, and everything goes on when switched on again."""

from collections.abc import Iterator

import pytest

from channels.switches import KEPT_SECONDS
from eval.console.audit import Filter
from eval.console.parts import Parts
from eval.console.texts import t
from tests.eval.console.staff import Citizen, Officer, words

OFF = {"channel": "api", "message": "Nghỉ bảo trì tới chiều.", "reason": "nâng cấp"}


@pytest.fixture(autouse=True)
def all_on(staff: Parts) -> Iterator[None]:
    yield
    for switch in staff.switches.all():
        staff.switches.switch_on(switch.channel)


def test_a_channel_that_is_off_says_the_operators_words_and_others_go_on(
    administrator: Officer, citizen: Citizen, staff: Parts
) -> None:
    administrator.send("/switches/off", **OFF)
    through_api = Citizen(citizen.http, channel="api")
    reply = through_api.say("lam giay khai sinh cho con can gi")
    assert [message["text"] for message in reply["messages"]] == [OFF["message"]]
    assert reply["decision"] == "dialogue"
    assert OFF["message"] not in str(citizen.say("lam giay khai sinh cho con can gi"))
    administrator.send("/switches/on", channel="api")
    assert OFF["message"] not in str(through_api.say("lam giay khai sinh cho con can gi"))
    deeds = [deed.deed for deed in staff.audit.read(Filter(account="administrator"), 0, 2)]
    assert deeds == ["switches.on", "switches.off"]


def test_everything_off_leaves_the_process_alive_and_readiness_says_so(
    administrator: Officer, citizen: Citizen
) -> None:
    administrator.send("/switches/off", **(OFF | {"channel": "everything"}))
    assert citizen.say("xin chào")["messages"][0]["text"] == OFF["message"]
    assert citizen.http.get("/healthz").status_code == 200
    ready = citizen.http.get("/readyz")
    assert (ready.status_code, ready.json()["off"]) == (200, ["everything"])
    assert t("frame.off", what=t("channels.everything")) in words(administrator.get("/"))
    assert KEPT_SECONDS <= 2


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({"channel": "fax"}, "switches.no_channel"),
        ({"channel": ""}, "switches.no_channel"),
        ({"message": "  "}, "switches.no_words"),
        ({"reason": ""}, "switches.no_words"),
        ({"until": "2001-01-01T00:00"}, "switches.bad_until"),
        ({"until": "chiều nay"}, "switches.bad_until"),
    ],
)
def test_what_cannot_be_is_said_and_nothing_is_switched(
    administrator: Officer, staff: Parts, changes: dict[str, str], problem: str
) -> None:
    answer = administrator.send("/switches/off", **(OFF | changes))
    assert answer.status_code == 400
    assert t(problem) in words(answer)
    assert staff.switches.all() == []


def test_until_is_a_moment_in_viet_nam(administrator: Officer, staff: Parts) -> None:
    administrator.send("/switches/off", **OFF, until="2099-01-01T08:00")
    (switch,) = staff.switches.all()
    assert switch.until
    assert switch.until.isoformat() == "2099-01-01T01:00:00+00:00"


def test_what_was_on_already_is_no_deed(administrator: Officer, staff: Parts) -> None:
    before = staff.audit.count(Filter(deed="switches.on"))
    assert administrator.send("/switches/on", channel="zalo").status_code == 303
    assert staff.audit.count(Filter(deed="switches.on")) == before
