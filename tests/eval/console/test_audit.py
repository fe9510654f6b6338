"""The audit on both stores: added to, filtered, and changed by nobody."""

import csv
from datetime import UTC, datetime, timedelta
from io import StringIO

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from bot.conversations.hours import ZONE
from eval.console.audit import Audit, Deed, Filter, csv_lines
from knowledge.database import Sessions


@pytest.fixture
def audit(database: Sessions) -> Audit:
    made = Audit(database)
    for number in range(3):
        made.write(Deed("lan", "live.say", str(number), "Dạ chị.", "1.2.3.4"))
    made.write(Deed("minh", "switches.off", "web"))
    return made


def test_a_deed_says_who_what_to_what_when_and_from_where(audit: Audit) -> None:
    (newest,) = audit.read(Filter(deed="live.say"), 0, 1)
    assert (newest.account, newest.deed, newest.subject) == ("lan", "live.say", "2")
    assert (newest.detail, newest.address) == ("Dạ chị.", "1.2.3.4")
    assert newest.at
    assert datetime.now(UTC) - newest.at < timedelta(minutes=1)


@pytest.mark.parametrize("statement", ["UPDATE staff_audit SET account = 'x'", "DELETE FROM staff_audit"])
def test_the_database_itself_refuses_to_change_or_delete_a_deed(
    audit: Audit, database: Sessions, statement: str
) -> None:
    with pytest.raises(DBAPIError, match="append-only"), database.begin() as session:
        session.execute(text(statement))
    assert audit.count(Filter()) == 4


def test_deeds_are_filtered_by_who_what_and_day(audit: Audit) -> None:
    today = datetime.now(ZONE).date()
    assert audit.count(Filter(account="lan")) == 3
    assert audit.count(Filter(deed="switches.off")) == 1
    assert audit.count(Filter(account="minh", deed="live.say")) == 0
    assert audit.count(Filter(first=today, last=today)) == 4
    assert audit.count(Filter(last=today - timedelta(days=1))) == 0
    assert audit.count(Filter(first=today + timedelta(days=1))) == 0


def test_deeds_are_read_page_by_page_newest_first(audit: Audit) -> None:
    assert [deed.subject for deed in audit.read(Filter(), 1, 2)] == ["2", "1"]
    assert audit.deeds() == ["live.say", "switches.off"]


def test_long_texts_are_cut_rather_than_lost(audit: Audit) -> None:
    audit.write(Deed("lan", "live.say", "x" * 500, "y" * 5000))
    (newest,) = audit.read(Filter(), 0, 1)
    assert (len(newest.subject), len(newest.detail)) == (120, 2000)


def test_the_spreadsheet_runs_no_formula_and_knows_the_accents(audit: Audit) -> None:
    audit.write(Deed("lan", "live.say", "1", '=HYPERLINK("http://x")\nxin "chào"'))
    written = "".join(csv_lines(audit.all(Filter())))
    assert written.startswith("\ufeff")
    lines = list(csv.reader(StringIO(written.removeprefix("\ufeff"))))
    assert lines[0] == ["at", "account", "deed", "subject", "detail", "address"]
    assert lines[1][1:] == ["lan", "live.say", "0", "Dạ chị.", "1.2.3.4"]
    assert lines[-1][4].startswith("'=HYPERLINK")
    assert datetime.fromisoformat(lines[1][0]).utcoffset() == timedelta(hours=7)
