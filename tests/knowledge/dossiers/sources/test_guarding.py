"""What a source does wrong ends as "cannot be reached now", with the time of its last answer."""

import time
from datetime import UTC, datetime, timedelta

import pytest

from knowledge.dossiers.sources.answers import NotFound, Provable, SourceAnswer, Unreachable, Unreadable
from knowledge.dossiers.sources.errors import BusyError, LyingError, PassingError, RefusedError, SourceError
from knowledge.dossiers.sources.guarding import Guard
from tests.knowledge.dossiers.sources import systems
from tests.knowledge.dossiers.sources.connecting import QUICK, keyword_source
from tests.knowledge.dossiers.sources.systems import CODE, UNKNOWN, KeywordSystem, raw


def failing(error: BaseException) -> SourceAnswer:
    raise error


@pytest.fixture
def guard() -> Guard:
    return Guard("soc-trang", QUICK)


def test_an_answer_passes_as_it_is(guard: Guard) -> None:
    assert guard.answer(NotFound) == NotFound()


@pytest.mark.parametrize("error", [PassingError(), RefusedError(), LyingError(), BusyError()])
def test_a_source_that_never_answered_cannot_be_reached(guard: Guard, error: SourceError) -> None:
    assert guard.answer(lambda: failing(error)) == Unreachable(None)


def test_it_is_told_when_the_source_last_answered(guard: Guard) -> None:
    guard.answer(NotFound)
    told = guard.answer(lambda: failing(PassingError()))
    assert isinstance(told, Unreachable)
    assert told.last_answered is not None
    assert datetime.now(UTC) - told.last_answered < timedelta(seconds=5)


def test_after_failures_in_a_row_the_source_is_left_alone(keyword_system: KeywordSystem) -> None:
    source = keyword_source(keyword_system)
    keyword_system.always = systems.html
    assert {source.find(CODE) for _ in range(10)} == {Unreachable(None)}
    assert len(keyword_system.asked) == QUICK.failures


def test_then_one_look_up_tries_and_all_is_well_again(keyword_system: KeywordSystem) -> None:
    source = keyword_source(keyword_system, QUICK.model_copy(update={"rest_seconds": 0.2}))
    keyword_system.faults = [systems.html] * QUICK.failures
    for _ in range(QUICK.failures + 2):
        source.find(UNKNOWN)
    assert len(keyword_system.asked) == QUICK.failures
    time.sleep(0.25)
    assert source.find(UNKNOWN) == NotFound()


def test_being_busy_ourselves_does_not_count_against_the_source(guard: Guard) -> None:
    for _ in range(10):
        guard.answer(lambda: failing(BusyError()))
    assert guard.answer(NotFound) == NotFound()


def test_one_dossier_that_cannot_be_read_does_not_count_against_the_others(guard: Guard) -> None:
    unreadable = Unreadable("status", Provable("099200001234"))
    for _ in range(10):
        assert guard.answer(lambda: unreadable) == unreadable


def test_a_fault_of_our_own_is_not_hidden_and_frees_the_probe(guard: Guard) -> None:
    for _ in range(QUICK.failures + 1):
        guard.answer(lambda: failing(PassingError()))
    resting = Guard("soc-trang", QUICK.model_copy(update={"rest_seconds": 0.001, "failures": 1}))
    resting.answer(lambda: failing(PassingError()))
    time.sleep(0.01)
    with pytest.raises(ZeroDivisionError):
        resting.answer(lambda: failing(ZeroDivisionError()))
    time.sleep(0.01)
    assert resting.answer(NotFound) == NotFound()


def test_the_log_names_the_source_and_the_reason_alone(
    keyword_system: KeywordSystem, caplog: pytest.LogCaptureFixture
) -> None:
    keyword_system.always = raw(systems.NAME.encode(), 403)
    source = keyword_source(keyword_system)
    for _ in range(QUICK.failures):
        source.find(CODE)
    told = [record.getMessage() for record in caplog.records if record.name.startswith("knowledge")]
    assert told == [
        "dossier source soc-trang: status 403",
        "dossier source soc-trang: status 403",
        "dossier source soc-trang: status 403; left alone for a while",
    ]
