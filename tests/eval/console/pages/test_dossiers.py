"""Dossier figures: by what is asked for, adding up, and as CSV without anybody's code."""

import csv
from datetime import UTC, datetime
from io import StringIO

import pytest

from eval.console.parts import Parts
from eval.console.texts import t
from knowledge.dossiers import demo
from knowledge.dossiers.demo import DemoDossier
from tests.eval.console.staff import Officer, words


@pytest.fixture(autouse=True)
def invented(staff: Parts) -> list[DemoDossier]:
    now = datetime.now(UTC)
    made = demo.invent(40, 1, now)
    demo.replace(staff.services.sessions, staff.secret, made, now)
    return made


def test_the_figures_add_up_and_name_no_dossier(officer: Officer, invented: list[DemoDossier]) -> None:
    answer = officer.get("/dossiers", by=["ward", "field"])
    shown = words(answer)
    assert t("dossiers.caption", count=40) in shown
    assert t("dossiers.ward") in shown
    assert not [one.record.dossier_code for one in invented if one.record.dossier_code in answer.text]


def test_without_a_grouping_or_with_a_made_up_one_it_is_by_month(officer: Officer) -> None:
    for query in ({}, {"by": "name"}):
        answer = officer.get("/dossiers", **query)
        assert 'name="by" value="month" checked' in answer.text


def test_the_spreadsheet_has_the_same_figures(officer: Officer) -> None:
    answer = officer.get("/dossiers/csv", by=["month", "ward"])
    lines = list(csv.DictReader(StringIO(answer.content.decode("utf-8-sig"))))
    assert list(lines[0])[:3] == ["ward", "month", "received"]
    assert sum(int(line["received"]) for line in lines) == 40


def test_without_dossiers_the_page_says_so(officer: Officer, staff: Parts) -> None:
    now = datetime.now(UTC)
    demo.replace(staff.services.sessions, staff.secret, [], now)
    assert t("dossiers.none") in words(officer.get("/dossiers"))
