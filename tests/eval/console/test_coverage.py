"""Coverage: what has no guide, and which guides need a second look, by what is asked."""

import csv
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from bot.answers.topics import Library
from channels.services import Services
from eval.console.coverage import STATES, Coverage, State, coverage, csv_lines
from eval.console.guide_checks import GuideCheck, Wording, wording
from eval.console.texts import t
from knowledge.checking import changes
from knowledge.checking.official import Official
from knowledge.guides.loading import Guides
from knowledge.guides.models import Guide
from tests.bot.answers.small_library import library as small_library
from tests.knowledge.checking.conftest import CODE, TODAY, catalogue, guide
from tests.retriever.samples import CAT, retriever

BIRTH, MARRIAGE = "1.001193", "1.000894"


def library(services: Services, guides: dict[str, Guide], today: date) -> Library:
    """The real library with these guides, on another day."""
    return replace(services.library, guides=Guides(guides), today=lambda: today, _topics={})


def state_of(services: Services, today: date, **changes: object) -> State:
    changed = services.library.guides[BIRTH].model_copy(update=changes)
    (one,) = coverage(library(services, {BIRTH: changed}, today), {})
    return one.state


def test_a_guide_goes_from_current_to_due_by_its_days(services: Services) -> None:
    due = services.library.guides[BIRTH].review_by
    assert state_of(services, due - timedelta(days=31)) == "current"
    assert state_of(services, due - timedelta(days=29)) == "review_soon"
    assert state_of(services, due) == "review_soon"
    assert state_of(services, due + timedelta(days=1)) == "review_due"


def test_a_guide_past_its_force_is_expired_whatever_else_is_due(services: Services) -> None:
    due = services.library.guides[BIRTH].review_by
    assert state_of(services, due + timedelta(days=9), in_force_until=due) == "expired"


@pytest.mark.parametrize(("fee", "state"), [(20000, "current"), (30000, "changed")])
def test_a_guide_whose_official_lines_changed_since_the_check_is_said_to_be(
    tmp_path: Path, fee: int, state: State
) -> None:
    seen = {CODE: changes.lines_of(CODE, Official(catalogue(tmp_path / "then")))}
    method = {"method": "direct", "time": {"quantity": 3, "unit": "working_day"}, "fees": [{"amount": fee}]}
    now = catalogue(tmp_path / "now", methods=[method])
    known = Library("small", retriever(), Guides({CODE: guide()}), now, checked=seen, today=lambda: TODAY)
    assert [one.state for one in coverage(known, {})] == [state]


def test_a_guide_of_a_procedure_that_left_the_catalogue_is_gone(tmp_path: Path) -> None:
    found = coverage(small_library(tmp_path, withdrawn=(CAT,)), {})
    assert [one.procedure_code for one in found if one.state == "gone"] == [CAT]


def test_what_is_asked_about_without_a_guide_is_there_and_the_most_asked_comes_first(services: Services) -> None:
    birth = services.library.guides[BIRTH]
    known = library(services, {BIRTH: birth}, birth.review_by - timedelta(days=90))
    found = coverage(known, {BIRTH: 3, "9.999999": 7, MARRIAGE: 7})
    assert [(one.procedure_code, one.asked, one.state) for one in found] == [
        (MARRIAGE, 7, "no_guide"), ("9.999999", 7, "no_guide"), (BIRTH, 3, "current"),
    ]  # fmt: skip
    assert found[1].name == t("usage.gone")


def test_every_guide_of_the_release_is_covered(services: Services) -> None:
    assert {one.procedure_code for one in coverage(services.library, {})} == set(services.library.guides)


def test_the_spreadsheet_tells_states_in_words_and_days_in_numbers(services: Services) -> None:
    birth = services.library.guides[BIRTH]
    check = GuideCheck(BIRTH, wording(services.library, BIRTH), "lan", datetime(2026, 11, 23, 2, 30, tzinfo=UTC))
    known = Coverage(BIRTH, birth.plain_name, 3, "current", birth, check.wording, check)
    lines = [known, Coverage("9.9", "-x", 1, "no_guide")]
    rows = list(csv.reader("".join(csv_lines(lines)).lstrip("\ufeff").splitlines()))
    assert rows[0][:4] == ["code", "name", "asked", "state"]
    assert rows[1][2:6] == ["3", t("coverage.state_current"), str(birth.checked_on), str(birth.review_by)]
    assert rows[1][8:] == ["lan", "2026-11-23T09:30+07:00"]
    assert rows[2] == ["9.9", "'-x", "1", t("coverage.state_no_guide"), "", "", "", "", "", ""]


def test_a_check_counts_for_what_was_read_and_for_nothing_later(services: Services) -> None:
    says = wording(services.library, BIRTH)
    check = GuideCheck(BIRTH, says, "lan", datetime.now(UTC))

    def of(check: GuideCheck | None) -> tuple[GuideCheck | None, bool]:
        found = coverage(services.library, {}, {BIRTH: check} if check else {})
        one = next(one for one in found if one.procedure_code == BIRTH)
        return one.check, one.outdated

    assert of(check) == (check, False)
    assert of(replace(check, wording=Wording("0" * 64, says.record))) == (None, True)
    assert of(replace(check, wording=Wording(says.guide, "0" * 64))) == (None, True)
    assert of(None) == (None, False)


def test_every_state_has_its_word() -> None:
    for state in STATES:
        assert t(f"coverage.state_{state}")
