"""The look-up with sources behind it: our store first, then the other systems, under the same waits."""

import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import func, select

from knowledge.database import Sessions, reading
from knowledge.dossiers.budget import Budget
from knowledge.dossiers.look_up import Caller, LookUp, LookUps, Outcome
from knowledge.dossiers.sources.answers import DossierSource
from knowledge.dossiers.sources.combined import Connected, OfficialPage, SourcesLookUp
from knowledge.dossiers.sources.provincial import KeywordSource, ReceiptSource
from knowledge.dossiers.tables import FailedProofRow
from tests.knowledge.dossiers.sources import systems
from tests.knowledge.dossiers.sources.systems import CODE, IDENTITY, UNKNOWN, KeywordSystem

HOME = Caller("conversation-1", "10.0.0.1")
PAGE = OfficialPage("Cổng dịch vụ công Sóc Trăng", "https://soctrang.example/")


def failed(desk: LookUps) -> int:
    """How many failures are written down."""
    with reading(desk.sessions) as session:
        return session.scalar(select(func.count()).select_from(FailedProofRow)) or 0


def wired(store: LookUps, source: DossierSource) -> LookUps:
    look_up = SourcesLookUp([Connected(source, PAGE, ("H51",))], store.secret, settle_seconds=0)
    return replace(store, find_elsewhere=look_up.find_elsewhere)


@pytest.fixture
def store(database: Sessions, secret: bytes) -> LookUps:
    return LookUps(database, secret, per_hour=20)


@pytest.fixture
def desk(store: LookUps, keyword: KeywordSource) -> LookUps:
    return wired(store, keyword)


def test_a_dossier_elsewhere_is_told_in_full_to_its_owner(desk: LookUps) -> None:
    told = desk.look_up(CODE, IDENTITY, HOME)
    assert told.outcome is Outcome.FOUND_FULL
    assert told.dossier is not None
    assert (told.dossier.source, told.dossier.status, told.dossier.punctuality) == (
        "soc-trang",
        "in_progress",
        "overdue",
    )
    assert told.dossier.procedure_name == "Đăng ký khai sinh"
    assert [step.status for step in told.dossier.timeline] == ["received", "in_progress"]


def test_the_short_proof_opens_status_and_dates_only(desk: LookUps) -> None:
    told = desk.look_up(CODE, "1234", HOME)
    assert told.outcome is Outcome.FOUND_SHORT
    assert told.dossier is not None
    assert (told.dossier.procedure_name, told.dossier.timeline) == ("", ())


@pytest.mark.parametrize(("code", "proof"), [(CODE, "9999"), (UNKNOWN, IDENTITY), (CODE, "099200009999")])
def test_a_wrong_proof_and_an_unknown_code_end_the_same(desk: LookUps, code: str, proof: str) -> None:
    assert desk.look_up(code, proof, HOME) == LookUp(Outcome.NOT_PROVED, pages=(PAGE,))


def test_they_wait_the_same(desk: LookUps) -> None:
    for code in (CODE, UNKNOWN):
        caller = Caller(code)
        ends = [desk.look_up(code, "9999", caller).outcome for _ in range(5)]
        assert ends == [Outcome.NOT_PROVED] * 3 + [Outcome.WAIT] * 2


def test_a_wait_asks_nobody(desk: LookUps, keyword_system: KeywordSystem) -> None:
    for number in range(6):
        desk.look_up(f"{UNKNOWN[:-1]}{number}", "9999", HOME)
    assert len(keyword_system.asked) == 3


def test_of_many_guesses_at_once_no_more_get_an_answer(desk: LookUps, keyword_system: KeywordSystem) -> None:
    keyword_system.delay = 0.3
    with ThreadPoolExecutor(8) as pool:
        ends = [found.outcome for found in pool.map(lambda n: desk.look_up(CODE, f"000{n}", HOME), range(8))]
    assert ends.count(Outcome.NOT_PROVED) <= 3
    assert set(ends) <= {Outcome.NOT_PROVED, Outcome.WAIT, Outcome.UNREACHABLE}


def test_a_source_that_is_down_is_told_with_its_last_answer(
    desk: LookUps, keyword: KeywordSource, keyword_system: KeywordSystem
) -> None:
    keyword.find(UNKNOWN)
    keyword_system.always = systems.html
    told = desk.look_up(CODE, IDENTITY, HOME)
    assert (told.outcome, told.pages) == (Outcome.UNREACHABLE, (PAGE,))
    assert told.last_answered is not None


def test_the_same_guess_while_a_source_is_down_is_counted_once(desk: LookUps, keyword_system: KeywordSystem) -> None:
    keyword_system.always = systems.html
    # The third time in a row the source would be left alone for a while.
    ends = [desk.look_up(CODE, "1234", HOME).outcome for _ in range(2)]
    assert ends == [Outcome.UNREACHABLE] * 2
    assert failed(desk) == 1
    keyword_system.always = None
    assert desk.look_up(CODE, "1234", HOME).outcome is Outcome.FOUND_SHORT
    assert failed(desk) == 0


def test_a_guess_from_an_outage_spends_the_budget_when_it_is_compared(
    desk: LookUps, keyword_system: KeywordSystem
) -> None:
    keyword_system.always = systems.html
    start = datetime.now(UTC)
    earlier = replace(desk, budget=Budget(1, 1), now=lambda: start - timedelta(hours=20))
    assert earlier.look_up(CODE, "9999", HOME).outcome is Outcome.UNREACHABLE
    keyword_system.always = None
    now = replace(earlier, now=lambda: start)
    assert now.look_up(CODE, "9999", HOME).outcome is Outcome.NOT_PROVED
    later = replace(earlier, now=lambda: start + timedelta(hours=20))
    assert later.look_up(CODE, "1234", HOME).outcome is Outcome.SHORT_CLOSED


def test_other_guesses_meanwhile_wait_like_any(desk: LookUps, keyword_system: KeywordSystem) -> None:
    keyword_system.always = systems.html
    ends = [desk.look_up(CODE, f"000{number}", HOME).outcome for number in range(4)]
    assert ends == [Outcome.UNREACHABLE] * 3 + [Outcome.WAIT]


def test_what_a_source_opens_counts_as_no_failure(desk: LookUps) -> None:
    desk.look_up(CODE, IDENTITY, HOME)
    assert failed(desk) == 0


def test_guesses_at_dossiers_elsewhere_spend_the_budget_and_at_unknown_codes_do_not(desk: LookUps) -> None:
    strict = replace(desk, budget=Budget(2, 2))
    for number in range(4):
        assert strict.look_up(UNKNOWN, f"000{number}", Caller(f"u{number}")).outcome is Outcome.NOT_PROVED
    for number in range(2):
        assert strict.look_up(CODE, f"000{number}", Caller(f"k{number}")).outcome is Outcome.NOT_PROVED
    assert strict.look_up(CODE, "1234", HOME).outcome is Outcome.SHORT_CLOSED
    assert strict.look_up(CODE, IDENTITY, HOME).outcome is Outcome.FOUND_FULL


def test_what_cannot_be_read_is_told_to_its_owner_without_a_wait(desk: LookUps, keyword_system: KeywordSystem) -> None:
    keyword_system.dossiers[CODE] = systems.keyword_item(tinhtrang_hoso="Lên trời rồi")
    ends = [desk.look_up(CODE, IDENTITY, HOME) for _ in range(5)]
    assert ends == [LookUp(Outcome.UNREADABLE, pages=(PAGE,))] * 5


def test_where_nothing_can_be_proved_the_official_page_is_named(store: LookUps, receipt: ReceiptSource) -> None:
    assert wired(store, receipt).look_up(CODE, IDENTITY, HOME) == LookUp(Outcome.NOTHING_TO_PROVE, pages=(PAGE,))


def test_no_write_lock_is_held_while_others_are_asked(desk: LookUps, keyword_system: KeywordSystem) -> None:
    keyword_system.delay = 1
    with ThreadPoolExecutor(1) as pool:
        waiting = pool.submit(desk.look_up, CODE, IDENTITY, HOME)
        while not keyword_system.asked:
            time.sleep(0.01)
        started = time.monotonic()
        with desk.sessions.begin() as session:
            session.connection().exec_driver_sql("DELETE FROM failed_proofs")
        assert time.monotonic() - started < 0.5
        waiting.result()
