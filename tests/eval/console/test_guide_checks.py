"""Checks of guides: who read which wording, and what counts as the same wording."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from bot.answers.topics import Library
from channels.services import Services
from eval.console.guide_checks import GuideChecks, Wording, wording
from knowledge.database import Sessions
from knowledge.guides.loading import Guides
from knowledge.procedures.catalogue import Catalogue
from knowledge.procedures.parts import Part
from tests.bot.answers.small_library import library
from tests.knowledge.checking.conftest import CODE, catalogue, guide
from tests.knowledge.checking.conftest import record as fields
from tests.retriever.samples import CAT, DOG, retriever

FIRST, SECOND = Wording("a" * 64, "b" * 64), Wording("c" * 64, "b" * 64)


def known(record: Catalogue) -> Library:
    """A library of one guide over this catalogue."""
    return Library("small", retriever(), Guides({CODE: guide()}), record)


def test_the_last_check_of_each_guide_counts(database: Sessions) -> None:
    checks = GuideChecks(database)
    checks.note(CAT, FIRST, "lan")
    checks.note(DOG, FIRST, "lan")
    checks.note(CAT, SECOND, "minh")
    found = checks.newest()
    assert {code: (check.checked_by, check.wording) for code, check in found.items()} == {
        CAT: ("minh", SECOND),
        DOG: ("lan", FIRST),
    }
    assert all(check.checked_at.tzinfo for check in found.values())


def test_before_anybody_has_checked_there_is_nothing(database: Sessions) -> None:
    assert GuideChecks(database).newest() == {}


def test_another_word_in_the_guide_is_another_wording(services: Services) -> None:
    known, code = services.library, next(iter(services.library.guides))
    changed = known.guides[code].model_copy(update={"plain_name": "tên khác"})
    other = replace(known, guides=Guides({**known.guides, code: changed}), _topics={})
    assert wording(other, code).guide != wording(known, code).guide
    assert wording(other, code).record == wording(known, code).record


def test_another_fee_in_the_record_is_another_wording_and_another_day_is_not(tmp_path: Path) -> None:
    record = catalogue(tmp_path)
    before = wording(known(record), CODE)
    record.add([Part(CODE, "detail", date(2026, 8, 1), fields())])
    assert record.get(CODE).as_of == date(2026, 8, 1)
    assert wording(known(record), CODE) == before
    method = {"method": "direct", "time": {"quantity": 3, "unit": "working_day"}, "fees": [{"amount": 30000}]}
    record.add([Part(CODE, "detail", date(2026, 9, 1), fields(methods=[method]))])
    assert wording(known(record), CODE).record not in ("", before.record)


def test_a_procedure_that_left_the_catalogue_has_no_record_to_read(tmp_path: Path) -> None:
    assert wording(library(tmp_path, withdrawn=(CAT,)), CAT).record == ""


def test_who_has_no_guide_has_no_wording(services: Services) -> None:
    with pytest.raises(KeyError):
        wording(services.library, "9.999999")
