"""The audit's page: filtered, page by page, and as CSV."""

from datetime import datetime

from bot.conversations.hours import ZONE
from eval.console.audit import Deed
from eval.console.parts import Parts
from eval.console.texts import t
from tests.eval.console.staff import Officer, words


def test_deeds_are_shown_in_words_and_filtered(administrator: Officer, staff: Parts) -> None:
    staff.audit.write(Deed("thu", "switches.off", "web", "bảo trì"))
    shown = words(administrator.get("/audit", account="thu", deed="switches.off"))
    assert t("deeds.switches.off") in shown
    assert "bảo trì" in shown
    today = datetime.now(ZONE).date().isoformat()
    assert "bảo trì" in words(administrator.get("/audit", account="thu", first=today, last=today))


def test_a_filter_that_nothing_meets_says_so(administrator: Officer) -> None:
    for query in ({"account": "nobody.at.all"}, {"first": "2099-01-01"}):
        assert t("audit.none") in words(administrator.get("/audit", **query))


def test_days_that_are_none_count_as_left_empty(administrator: Officer) -> None:
    assert administrator.get("/audit", first="hôm qua", last="").status_code == 200


def test_a_long_audit_is_read_page_by_page_with_its_filter(administrator: Officer, staff: Parts) -> None:
    for number in range(51):
        staff.audit.write(Deed("many", "live.say", str(number), f"lời {number}."))
    first = administrator.get("/audit", account="many")
    assert t("frame.page_of", number=1, last=2) in words(first)
    assert "?account=many&amp;page=2" in first.text
    second = words(administrator.get("/audit", account="many", page=2))
    assert "lời 0." in second
    assert "lời 1." not in second
    assert t("frame.page_of", number=2, last=2) in words(administrator.get("/audit", account="many", page=99))


def test_the_spreadsheet_holds_the_filtered_deeds_and_taking_it_is_one(administrator: Officer, staff: Parts) -> None:
    staff.audit.write(Deed("sheet", "live.say", "1", "Dạ chị."))
    answer = administrator.get("/audit/csv", account="sheet")
    assert answer.headers["content-type"].startswith("text/csv")
    assert "attachment" in answer.headers["content-disposition"]
    lines = answer.content.decode("utf-8-sig").splitlines()
    assert len(lines) == 2
    assert "Dạ chị." in lines[1]
    assert t("deeds.audit.download") in words(administrator.get("/audit", deed="audit.download"))
