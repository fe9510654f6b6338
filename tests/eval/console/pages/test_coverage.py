"""The page of coverage."""

import csv
from io import StringIO

import pytest
from sqlalchemy import update

from bot.conversations.tables import TurnRow
from eval.console.audit import Filter
from eval.console.guide_checks import Wording, wording
from eval.console.parts import Parts
from eval.console.texts import t
from knowledge.database import writing
from tests.eval.console.staff import Citizen, Officer, words

UNGUIDED = "9.999998"


@pytest.fixture
def asked(citizen: Citizen, staff: Parts) -> None:
    """A citizen asked about a procedure that has no guide."""
    turn = citizen.say("lam giay khai sinh cho con can gi")["turn_id"]
    with writing(staff.services.sessions) as session:
        session.execute(update(TurnRow).where(TurnRow.turn_id == turn).values(procedure_code=UNGUIDED))


@pytest.mark.usefixtures("asked")
def test_what_is_asked_about_without_a_guide_is_there_at_once(officer: Officer) -> None:
    shown = words(officer.get("/coverage"))
    assert UNGUIDED in shown
    assert t("coverage.state_no_guide") in shown
    assert UNGUIDED not in words(officer.get("/coverage", state="current"))


def test_every_guide_is_there_with_its_days(officer: Officer, staff: Parts) -> None:
    guide = staff.services.library.guides["1.001193"]
    shown = words(officer.get("/coverage", state="all", days=90))
    assert f"{guide.checked_on:%d/%m/%Y}" in shown
    assert t("coverage.who") in shown
    assert t("frame.page_of", number=1, last=3) in shown


@pytest.mark.parametrize("query", [{"state": "x"}, {"days": 3}, {"page": 99}, {"state": "expired"}, {"days": 365}])
def test_filters_that_there_are_not_are_put_right(officer: Officer, query: dict[str, str]) -> None:
    assert officer.get("/coverage", **query).status_code == 200


def test_a_state_that_nothing_is_in_says_so(officer: Officer) -> None:
    assert t("coverage.none") in words(officer.get("/coverage", state="gone"))


@pytest.mark.usefixtures("asked")
def test_the_spreadsheet_holds_the_same_and_the_download_is_a_deed(officer: Officer, staff: Parts) -> None:
    answer = officer.get("/coverage/csv", state="no_guide")
    rows = list(csv.DictReader(StringIO(answer.content.decode("utf-8-sig"))))
    assert [row["asked"] for row in rows if row["code"] == UNGUIDED] >= ["1"]
    assert staff.audit.read(Filter(deed="coverage.download"), 0, 1)[0].account == "officer"


def press(who: Officer, staff: Parts, read: str = "") -> str:
    """Press "đã kiểm" on the guide of births; return the page's words."""
    read = read or str(wording(staff.services.library, "1.001193"))
    answer = who.send("/coverage/checked", procedure="1.001193", read=read, state="all", days="90", page="1")
    if answer.status_code == 303:
        assert "state=all" in answer.headers["location"]
        assert answer.headers["location"].endswith("#check-1.001193")
    return words(answer)


def test_an_editor_who_has_read_a_guide_says_so_and_is_named_until_it_changes(editor: Officer, staff: Parts) -> None:
    assert t("coverage.checked_by_nobody") in words(editor.get("/coverage", state="all"))
    press(editor, staff)
    deed = staff.audit.read(Filter(deed="coverage.checked"), 0, 1)[0]
    says = wording(staff.services.library, "1.001193")
    assert (deed.account, deed.subject, deed.detail) == ("editor", "1.001193", f"guide {says.guide} record -")
    rows = list(csv.DictReader(StringIO(editor.get("/coverage/csv", state="all").content.decode("utf-8-sig"))))
    assert {row["checked_by"] for row in rows if row["code"] == "1.001193"} == {"editor"}
    staff.guide_checks.note("1.001193", Wording("0" * 64, ""), "editor")
    shown = [words(editor.get("/coverage", state="all", page=page)) for page in (1, 2, 3)]
    assert any(t("coverage.checked_before") in one for one in shown)


@pytest.mark.parametrize("changed", [{"read": "old-wording"}, {"procedure": UNGUIDED}])
def test_what_changed_while_the_page_was_open_was_not_read(
    editor: Officer, staff: Parts, changed: dict[str, str]
) -> None:
    before = staff.guide_checks.newest()
    typed = {"procedure": "1.001193", "read": str(wording(staff.services.library, "1.001193")), **changed}
    answer = editor.send("/coverage/checked", **typed)
    assert (answer.status_code, t("coverage.changed_meanwhile") in words(answer)) == (409, True)
    assert staff.guide_checks.newest() == before


def test_officers_see_who_checked_and_check_nothing_themselves(officer: Officer) -> None:
    shown = officer.get("/coverage", state="all")
    assert t("coverage.checked_here") in words(shown)
    assert "/coverage/checked" not in shown.text
