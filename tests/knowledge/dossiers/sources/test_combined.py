"""All sources together: what a proof opens, and that nobody learns from the rest which codes exist."""

import logging
import time
from datetime import UTC, datetime
from statistics import median

import pytest

from knowledge.dossiers.proofs import read_proof
from knowledge.dossiers.sources.answers import DossierSource
from knowledge.dossiers.sources.combined import (
    Connected,
    Elsewhere,
    ElsewhereOutcome,
    OfficialPage,
    Opened,
    SourcesLookUp,
    nowhere,
)
from knowledge.dossiers.sources.national import NationalSource
from knowledge.dossiers.sources.provincial import KeywordSource, ReceiptSource
from tests.knowledge.dossiers.sources import systems
from tests.knowledge.dossiers.sources.connecting import QUICK, keyword_source
from tests.knowledge.dossiers.sources.systems import CODE, IDENTITY, PHONE, UNKNOWN, KeywordSystem, NationalSystem

SECRET = b"a secret of the tests, 32 bytes!"
PROVINCE = OfficialPage("Cổng dịch vụ công Sóc Trăng", "https://soctrang.example/")
PORTAL = OfficialPage("Cổng Dịch vụ công Quốc gia", "https://dichvucong.example/")
WRONG = "099200009999"
FOUND, NOT_PROVED = ElsewhereOutcome.FOUND, ElsewhereOutcome.NOT_PROVED


def combined(*sources: DossierSource, **changes: float) -> SourcesLookUp:
    pages = (PROVINCE, PORTAL)
    connected = [Connected(source, page, ("H51",)) for source, page in zip(sources, pages, strict=False)]
    return SourcesLookUp(connected, SECRET, **{"settle_seconds": 0.0, **changes})  # type: ignore[arg-type]


def opened(look_up: SourcesLookUp, proof: str = IDENTITY, code: str = CODE) -> Opened:
    return look_up.find_elsewhere(code).opened_by(SECRET, read_proof(proof))


@pytest.mark.parametrize("proof", [IDENTITY, "1234", PHONE, "5678", "+84 100 555 678"])
def test_the_owners_numbers_open_the_dossier(national: NationalSource, proof: str) -> None:
    told = opened(combined(national), proof)
    assert told.outcome is FOUND
    assert told.record is not None
    assert (told.record.dossier_code, told.record.source) == (CODE, "dvcqg")


def test_the_code_may_be_spelled_in_any_way(keyword: KeywordSource) -> None:
    assert opened(combined(keyword), code="000.00.04.h51 - 250701 gạch 0001").outcome is FOUND


@pytest.mark.parametrize(("code", "proof"), [(CODE, WRONG), (UNKNOWN, IDENTITY), (CODE, "9999"), (UNKNOWN, "1234")])
def test_a_wrong_proof_and_an_unknown_code_end_the_same(keyword: KeywordSource, code: str, proof: str) -> None:
    assert opened(combined(keyword), proof, code) == Opened(NOT_PROVED, pages=(PROVINCE,))


@pytest.mark.parametrize(
    "changes",
    [{"socmnd": "0000000000"}, {"socmnd": WRONG}, {"tinhtrang_hoso": "Lên trời rồi"}, {"ngayhen": "30/06/2025"}],
)
def test_so_do_a_dossier_without_numbers_and_one_that_cannot_be_read(
    keyword: KeywordSource, keyword_system: KeywordSystem, changes: dict[str, object]
) -> None:
    keyword_system.dossiers[CODE] = systems.keyword_item(**changes)
    assert opened(combined(keyword), "8888") == opened(combined(keyword), "8888", UNKNOWN)


def test_its_owner_hears_that_a_dossier_cannot_be_read(keyword: KeywordSource, keyword_system: KeywordSystem) -> None:
    keyword_system.dossiers[CODE] = systems.keyword_item(tinhtrang_hoso="Lên trời rồi")
    assert opened(combined(keyword)) == Opened(ElsewhereOutcome.UNREADABLE, pages=(PROVINCE,))


@pytest.mark.parametrize("wrong", [(CODE, WRONG), (UNKNOWN, IDENTITY), (CODE, "9999")])
def test_every_look_up_asks_every_source_once_whatever_the_first_one_knows(
    keyword: KeywordSource,
    keyword_system: KeywordSystem,
    national: NationalSource,
    national_system: NationalSystem,
    wrong: tuple[str, str],
) -> None:
    national.find(UNKNOWN)
    before = len(national_system.asked)
    opened(combined(keyword, national), wrong[1], wrong[0])
    assert (len(keyword_system.asked), len(national_system.asked) - before) == (1, 1)


def test_they_settle_at_the_same_time_however_quick_the_source_is(
    keyword: KeywordSource, keyword_system: KeywordSystem
) -> None:
    look_up = combined(keyword, settle_seconds=0.3, remember_seconds=0.001)
    keyword_system.always = lambda asked: time.sleep(0.15) if asked.query["tukhoa"] == CODE else None  # type: ignore[func-returns-value]
    taken: dict[str, list[float]] = {CODE: [], UNKNOWN: []}
    for _ in range(3):
        for code, times in taken.items():
            started = time.perf_counter()
            opened(look_up, WRONG, code)
            times.append(time.perf_counter() - started)
    known, unknown = (median(times) for times in taken.values())
    assert min(known, unknown) >= 0.3
    assert abs(known - unknown) < 0.1


def test_a_remembered_answer_is_no_quicker(keyword: KeywordSource, keyword_system: KeywordSystem) -> None:
    look_up = combined(keyword, settle_seconds=0.2)
    opened(look_up)
    started = time.perf_counter()
    assert opened(look_up).outcome is FOUND
    assert time.perf_counter() - started >= 0.2
    assert len(keyword_system.asked) == 1


def test_what_was_told_is_remembered_for_a_short_time(keyword: KeywordSource, keyword_system: KeywordSystem) -> None:
    look_up = combined(keyword, remember_seconds=0.3)
    for code in (CODE, UNKNOWN, CODE, UNKNOWN):
        opened(look_up, code=code)
    assert len(keyword_system.asked) == 2
    time.sleep(0.35)
    opened(look_up)
    assert len(keyword_system.asked) == 3


def test_no_more_is_remembered_than_agreed_and_nobodys_number(keyword: KeywordSource) -> None:
    look_up = combined(keyword, remember_most=2)
    for code in (CODE, *(f"000.00.04.H51-250702-{number:04}" for number in range(5)), CODE):
        opened(look_up, code=code)
    kept = look_up._remembered
    assert len(kept) == 2
    for shown in (repr(kept), repr(look_up.find_elsewhere(CODE))):
        assert IDENTITY not in shown
        assert systems.NAME not in shown
    assert CODE not in repr(list(kept.keys()))


def test_what_could_not_be_reached_is_not_remembered(keyword: KeywordSource, keyword_system: KeywordSystem) -> None:
    look_up = combined(keyword)
    keyword_system.faults = [systems.html]
    assert opened(look_up).outcome is ElsewhereOutcome.UNREACHABLE
    assert opened(look_up).outcome is FOUND


@pytest.mark.parametrize(("code", "proof"), [(CODE, IDENTITY), (CODE, WRONG), (UNKNOWN, IDENTITY)])
def test_a_source_that_is_down_is_told_with_its_last_answer_to_everybody(
    keyword: KeywordSource, keyword_system: KeywordSystem, code: str, proof: str
) -> None:
    keyword.find(UNKNOWN)
    keyword_system.always = systems.reset
    told = opened(combined(keyword), proof, code)
    assert (told.outcome, told.record, told.pages) == (ElsewhereOutcome.UNREACHABLE, None, (PROVINCE,))
    assert told.last_answered is not None
    assert (datetime.now(UTC) - told.last_answered).total_seconds() < 10


def test_one_source_that_is_down_does_not_hide_what_another_knows(
    keyword: KeywordSource, keyword_system: KeywordSystem, national: NationalSource
) -> None:
    keyword_system.always = systems.html
    look_up = combined(keyword, national)
    assert opened(look_up).outcome is FOUND
    assert opened(look_up, WRONG).outcome is ElsewhereOutcome.UNREACHABLE


def test_the_first_source_in_order_is_believed(keyword: KeywordSource, national: NationalSource) -> None:
    for sources in ((keyword, national), (national, keyword)):
        record = opened(combined(*sources)).record
        assert record is not None
        assert record.source == sources[0].name


def test_sources_are_asked_at_the_same_time(
    keyword: KeywordSource, keyword_system: KeywordSystem, national: NationalSource, national_system: NationalSystem
) -> None:
    national.find(UNKNOWN)
    keyword_system.delay = national_system.delay = 0.4
    started = time.monotonic()
    assert opened(combined(keyword, national)).outcome is FOUND
    assert time.monotonic() - started < 0.75


def test_a_source_that_never_gives_anything_to_prove_is_not_asked(
    receipt: ReceiptSource, receipt_system: systems.ReceiptSystem
) -> None:
    for code in (CODE, UNKNOWN):
        assert opened(combined(receipt), code=code) == Opened(ElsewhereOutcome.NOTHING_TO_PROVE, pages=(PROVINCE,))
    assert receipt_system.asked == []


@pytest.mark.parametrize(
    ("prefixes", "code", "serves"),
    [
        (("H51",), "000.00.04.H51-250701-0001", True),
        (("H51",), "H51.12-250701-0001", True),
        (("H51",), "H13.51-250701-0001", False),
        (("H13.12",), "H13.12-250701-0001", True),
        (("H13.12",), "H13.12.3-250701-0001", True),
        (("H13.12",), "H13.121-250701-0001", False),
        (("000.00.04.H51",), "000.00.04.H51-250701-0001", True),
        (("000.00.04.H51",), "000.00.05.H51-250701-0001", False),
        (("H13", "H30"), "H30.1-250701-0001", True),
        ((), "G12.18-250701-0001", True),
    ],
)
def test_a_source_is_asked_for_its_own_codes(
    keyword: KeywordSource, prefixes: tuple[str, ...], code: str, serves: bool
) -> None:
    assert Connected(keyword, PROVINCE, prefixes).serves(code) is serves


@pytest.mark.parametrize("code", ["H13.12-250701-0001", "nonsense", "", "000.00.04.H51-259999-0001"])
def test_other_codes_and_no_codes_are_asked_nowhere(
    keyword: KeywordSource, keyword_system: KeywordSystem, code: str
) -> None:
    assert opened(combined(keyword), code=code) == Opened(NOT_PROVED)
    assert keyword_system.asked == []


def test_without_sources_nothing_is_known() -> None:
    assert nowhere(CODE) == Elsewhere(CODE)
    assert nowhere(CODE).opened_by(SECRET, read_proof("1234")) == Opened(NOT_PROVED)


def test_a_proof_of_one_dossier_opens_no_other(keyword: KeywordSource, keyword_system: KeywordSystem) -> None:
    keyword_system.dossiers[UNKNOWN] = systems.keyword_item(socmnd=WRONG)
    look_up = combined(keyword)
    assert opened(look_up, WRONG, UNKNOWN).outcome is FOUND
    assert opened(look_up, WRONG, CODE).outcome is NOT_PROVED
    assert opened(look_up, IDENTITY, UNKNOWN).outcome is NOT_PROVED


@pytest.mark.parametrize(
    "fault",
    [
        systems.html,
        systems.half,
        systems.redirect,
        systems.raw(f"{systems.NAME} {IDENTITY} {CODE}".encode()),
        systems.raw(b"{}", 302, Location=f"http://127.0.0.1:1/?tukhoa={CODE}"),
        systems.fixed(systems.keyword_item(tinhtrang_hoso=systems.NAME)),
        systems.fixed(systems.keyword_item(ngayhen=IDENTITY)),
        systems.fixed({"loi": systems.NAME}),
        None,
    ],
)
def test_no_log_holds_a_code_or_anything_personal(
    keyword_system: KeywordSystem,
    national: NationalSource,
    national_system: NationalSystem,
    fault: systems.Fault | None,
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.INFO)
    keyword_system.always = national_system.always = fault
    look_up = combined(keyword_source(keyword_system, QUICK), national)
    for proof in (IDENTITY, WRONG):
        opened(look_up, proof)
    told = (value for record in caplog.records for value in record.__dict__.values())
    whole = caplog.text + " ".join(str(value) for value in told if not isinstance(value, int | float))  # no clock
    for personal in (CODE, "250701", IDENTITY, WRONG, PHONE, systems.NAME, systems.ADDRESS, systems.PASSWORD):
        assert personal not in whole


def test_no_exception_on_the_way_holds_anything_personal(
    keyword: KeywordSource, keyword_system: KeywordSystem, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[BaseException] = []
    tell = keyword._guard._note

    def note(error: BaseException, leaves_alone: bool) -> None:
        seen.append(error)
        tell(error, leaves_alone)

    monkeypatch.setattr(keyword._guard, "_note", note)
    faults = (systems.half, systems.cut, systems.html, systems.raw(f'{{"a": "{IDENTITY}'.encode()))
    for fault in faults:
        keyword_system.always = fault
        keyword.find(CODE)
    assert seen
    for error in seen:
        while error:
            shown = f"{error!r} {error.args} {vars(error)}"
            assert CODE not in shown
            assert IDENTITY not in shown
            error = error.__context__  # type: ignore[assignment]
