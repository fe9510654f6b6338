"""The page of coverage."""

import csv
from io import StringIO

import pytest
from sqlalchemy import update

from bot.conversations.tables import TurnRow
from eval.console.audit import Filter
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
