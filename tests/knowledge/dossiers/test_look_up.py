"""The short proof opens status and dates; a wrong proof and an unknown code look the same; guessing waits."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import median

import pytest
from sqlalchemy import Engine, event

from knowledge.database import Sessions, engine, sessions
from knowledge.dossiers.errors import BadProofError
from knowledge.dossiers.importing import import_file
from knowledge.dossiers.look_up import Caller, LookUp, LookUps, Outcome
from knowledge.dossiers.times import VIET_NAM
from knowledge.dossiers.timing import Timing

CODE, UNKNOWN = "H13.12-250701-0001", "H13.12-250701-9999"
IDENTITY, WRONG_IDENTITY = "099200001234", "099200004321"
HOME = Caller("conversation-1", "10.0.0.1")


class Clock:
    """A clock that stands still until it is moved."""

    def __init__(self) -> None:
        self.at = datetime(2025, 7, 3, 3, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.at

    def forward(self, seconds: float) -> None:
        self.at += timedelta(seconds=seconds)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def desk(
    database: Sessions, secret: bytes, json_file: Callable[..., Path], item: dict[str, object], clock: Clock
) -> LookUps:
    asked = {"NoiDungBoSung": "Nộp thêm giấy chứng sinh", "NgayBoSung": "20250702100000"}
    path = json_file(item | {"TrangThaiHoSo": "5", "DanhSachHoSoBoSung": [asked]})
    import_file(database, path, secret, source="igate", as_of=clock() - timedelta(hours=1))
    return LookUps(database, secret, per_hour=20, now=clock)


@pytest.mark.parametrize("proof", ["1234", "5678", "0100555678", "+84 100 555 678"])
def test_the_short_proof_opens_status_and_dates_only(desk: LookUps, proof: str) -> None:
    found = desk.look_up(CODE, proof, HOME)
    assert found.outcome is Outcome.FOUND_SHORT
    assert found.dossier is not None
    assert (found.dossier.status_name, found.dossier.punctuality) == ("Yêu cầu bổ sung giấy tờ", "running")
    assert found.dossier.received_at == datetime(2025, 7, 1, 8, 30, tzinfo=VIET_NAM)
    assert (found.dossier.procedure_code, found.dossier.procedure_name) == ("", "")
    assert (found.dossier.timeline, found.dossier.supplements) == ((), ())


def test_a_short_look_up_says_what_to_do_by_when_and_how_many_working_days_are_left(desk: LookUps) -> None:
    dossier = desk.look_up(CODE, "1234", HOME).dossier
    assert dossier is not None
    assert (dossier.timing, dossier.waits_for_citizen) == (Timing("running", 1), True)
    assert dossier.by_when.endswith(".")
    assert dossier.results == ()


def test_a_new_appointment_and_results_are_told(
    desk: LookUps, database: Sessions, secret: bytes, json_file: Callable[..., Path], item: dict[str, object]
) -> None:
    moved = {"NgayBoSung": "20250702100000", "NgayHenTraTruoc": "20250704170000", "NgayHenTraMoi": "20250708170000"}
    done = {"TrangThaiHoSo": "10", "NgayKetThucXuLy": "20250703090000", "NgayTra": "20250703100000"}
    more = {"DanhSachHoSoBoSung": [moved], "DanhSachGiayToKetQua": [{"TenGiayTo": "Giấy khai sinh"}]}
    import_file(database, json_file(item | done | more), secret, as_of=desk.now())
    short, full = (desk.look_up(CODE, proof, HOME).dossier for proof in ("1234", IDENTITY))
    assert short is not None
    assert full is not None
    assert short.due_at == datetime(2025, 7, 8, 17, tzinfo=VIET_NAM)
    assert [one.due_at for one in short.earlier_appointments] == [datetime(2025, 7, 4, 17, tzinfo=VIET_NAM)]
    assert (short.punctuality, short.timing) == ("early", Timing("early", 3))
    assert ([one.name for one in short.results], [one.name for one in full.results]) == ([], ["Giấy khai sinh"])


def test_the_whole_identity_number_opens_the_timeline_and_what_is_asked(desk: LookUps) -> None:
    found = desk.look_up("h13.12 - 250701 - 0001", "099 200 001 234", HOME)
    assert found.outcome is Outcome.FOUND_FULL
    assert found.dossier is not None
    assert [step.status for step in found.dossier.timeline] == ["received", "supplement_requested"]
    assert [supplement.asked for supplement in found.dossier.supplements] == ["Nộp thêm giấy chứng sinh"]
    assert found.dossier.procedure_code == "1.001193"
    assert found.dossier.source == "igate"


@pytest.mark.parametrize(
    ("code", "proof"), [(CODE, "9999"), (UNKNOWN, "1234"), (CODE, WRONG_IDENTITY), ("nonsense", "1234")]
)
def test_a_wrong_proof_and_an_unknown_code_end_the_same(desk: LookUps, code: str, proof: str) -> None:
    assert desk.look_up(code, proof, HOME) == LookUp(Outcome.NOT_PROVED)


@pytest.mark.parametrize(("wrong", "known"), [("9999", "9999"), (WRONG_IDENTITY, WRONG_IDENTITY)])
def test_they_run_the_same_queries(desk: LookUps, wrong: str, known: str) -> None:
    with _statements(desk) as of_a_wrong_proof:
        desk.look_up(CODE, wrong, HOME)
    with _statements(desk) as of_an_unknown_code:
        desk.look_up(UNKNOWN, known, Caller("another", "10.0.0.2"))
    assert of_a_wrong_proof == of_an_unknown_code
    assert len(of_a_wrong_proof) >= 4


def test_they_take_comparable_time(desk: LookUps) -> None:
    unhindered = replace(desk, per_hour=10**6)
    taken: dict[str, list[float]] = {CODE: [], UNKNOWN: []}
    for number in range(60):
        for code, times in taken.items():
            started = time.perf_counter()
            unhindered.look_up(code, "9999", Caller(f"{code}{number}", f"{code}{number}"))
            times.append(time.perf_counter() - started)
    one, other = (median(times) for times in taken.values())
    assert max(one, other) < 2 * min(one, other)


def test_something_that_is_no_proof_is_told_whatever_the_code(desk: LookUps) -> None:
    for code in (CODE, UNKNOWN):
        with pytest.raises(BadProofError):
            desk.look_up(code, "12", HOME)


def test_a_typing_error_or_two_costs_no_wait(desk: LookUps) -> None:
    for proof in ("9999", "8888"):
        assert desk.look_up(CODE, proof, HOME).outcome is Outcome.NOT_PROVED
    assert desk.look_up(CODE, "1234", HOME).outcome is Outcome.FOUND_SHORT


def test_waits_grow_and_hold_for_the_right_proof_too(desk: LookUps, clock: Clock) -> None:
    waits = []
    for _ in range(10):
        while (answer := desk.look_up(CODE, "9999", HOME)).outcome is Outcome.WAIT:
            waits.append(answer.wait_seconds)
            assert desk.look_up(CODE, "1234", HOME) == answer
            clock.forward(answer.wait_seconds)
    assert len(waits) == 7
    assert waits == sorted(waits)
    assert waits[-1] > 4 * waits[0]


def test_no_more_than_the_limit_fails_in_an_hour_however_patient(desk: LookUps, clock: Clock) -> None:
    strict = replace(desk, per_hour=5)
    started, failed = clock(), 0
    while True:
        answer = strict.look_up(CODE, "9999", HOME)
        if answer.outcome is Outcome.WAIT:
            clock.forward(answer.wait_seconds)
        if clock() - started >= timedelta(hours=1):
            break
        failed += answer.outcome is Outcome.NOT_PROVED
    assert failed == 5


def test_waiting_does_not_lengthen_the_wait(desk: LookUps) -> None:
    for _ in range(3):
        desk.look_up(CODE, "9999", HOME)
    assert len({desk.look_up(CODE, "9999", HOME).wait_seconds for _ in range(5)}) == 1


@pytest.mark.parametrize("same", [{"conversation": "conversation-1"}, {"address": "10.0.0.1"}])
def test_neither_a_new_conversation_nor_a_new_address_alone_escapes_the_wait(
    desk: LookUps, same: dict[str, str]
) -> None:
    for _ in range(3):
        desk.look_up(CODE, "9999", HOME)
    moved = Caller(**{"conversation": "other", "address": "other"} | same)
    assert desk.look_up(CODE, "9999", moved).outcome is Outcome.WAIT


def test_a_guesser_locks_nobody_out_who_comes_from_elsewhere(desk: LookUps) -> None:
    for _ in range(40):
        desk.look_up(CODE, "9999", HOME)
    assert desk.look_up(CODE, "1234", Caller("citizen", "10.0.0.9")).outcome is Outcome.FOUND_SHORT


def test_the_wait_outlives_a_restart(desk: LookUps, url: str) -> None:
    for _ in range(3):
        desk.look_up(CODE, "9999", HOME)
    restarted = replace(desk, sessions=sessions(engine(url)))
    assert restarted.look_up(CODE, "1234", HOME).outcome is Outcome.WAIT


def test_after_an_hour_all_is_forgotten(desk: LookUps, clock: Clock) -> None:
    for _ in range(3):
        desk.look_up(CODE, "9999", HOME)
    clock.forward(3601)
    assert desk.look_up(CODE, "1234", HOME).outcome is Outcome.FOUND_SHORT


@contextmanager
def _statements(desk: LookUps) -> Iterator[list[str]]:
    statements: list[str] = []
    bound = desk.sessions.kw["bind"]
    assert isinstance(bound, Engine)

    def note(_c: object, _cursor: object, statement: str, *_rest: object) -> None:
        statements.append(statement)

    event.listen(bound, "before_cursor_execute", note)
    yield statements
    event.remove(bound, "before_cursor_execute", note)
