"""The short proof opens status and dates; a wrong proof and an unknown code look the same; guessing waits."""

import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine, event

from knowledge.database import Sessions, engine, sessions
from knowledge.dossiers.budget import Budget, Sign
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


def test_their_times_cannot_be_told_apart(desk: LookUps) -> None:
    unhindered = replace(desk, per_hour=10**6, address_per_hour=10**6, budget=Budget(10**6, 10**6))
    taken: dict[str, list[float]] = {CODE: [], UNKNOWN: []}
    for number in range(100):
        for code in (CODE, UNKNOWN) if number % 2 else (UNKNOWN, CODE):
            started = time.perf_counter()
            unhindered.look_up(code, "9999", Caller(f"{code}{number}", f"{code}{number}"))
            taken[code].append(time.perf_counter() - started)
    known, unknown = taken.values()
    later = sum(one > other for one in known for other in unknown) / len(known) / len(unknown)
    # Of equal times a half, with a standard error of (1 / 6n) ** 0.5 = 0.041: four of them to each side.
    assert abs(later - 0.5) < 4 * 0.041


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


def test_a_new_address_alone_does_not_escape_the_wait(desk: LookUps) -> None:
    for _ in range(3):
        desk.look_up(CODE, "9999", HOME)
    assert desk.look_up(CODE, "9999", replace(HOME, address="other")).outcome is Outcome.WAIT


def test_new_conversations_alone_do_not_escape_it_for_long(desk: LookUps) -> None:
    ends = [desk.look_up(UNKNOWN, f"{n:04}", Caller(f"c{n}", "10.0.0.1")).outcome for n in range(25)]
    assert ends == [Outcome.NOT_PROVED] * 21 + [Outcome.WAIT] * 4


def test_behind_a_shared_address_many_slips_that_are_set_right_make_nobody_wait(desk: LookUps) -> None:
    for number in range(25):
        citizen = Caller(f"citizen-{number}", "10.0.0.1")
        assert desk.look_up(CODE, "9999", citizen).outcome is Outcome.NOT_PROVED
        assert desk.look_up(CODE, "1234", citizen).outcome is Outcome.FOUND_SHORT


def test_a_whole_number_passes_whatever_is_spent(desk: LookUps) -> None:
    for number in range(25):
        desk.look_up(CODE, f"{number:04}", HOME)
        desk.look_up(f"H13.12-250701-{number:04}", "9999", Caller(f"c{number}", HOME.address))
    assert desk.look_up(CODE, "1234", HOME).outcome is not Outcome.FOUND_SHORT
    for proof, outcome in ((IDENTITY, Outcome.FOUND_FULL), ("0100555678", Outcome.FOUND_SHORT)):
        assert desk.look_up(CODE, proof, HOME).outcome is outcome


def test_guesses_at_whole_numbers_of_one_dossier_from_one_address_wait(desk: LookUps, clock: Clock) -> None:
    def guess(number: int, address: str = "10.0.0.1", code: str = CODE) -> Outcome:
        return desk.look_up(code, f"0992000{number:05}", Caller(f"c{number}", address)).outcome

    assert [guess(n) for n in range(7)] == [Outcome.NOT_PROVED] * 5 + [Outcome.WAIT] * 2
    assert guess(8, code=UNKNOWN) is Outcome.NOT_PROVED
    assert desk.look_up(CODE, IDENTITY, Caller("owner", "10.0.0.2")).outcome is Outcome.FOUND_FULL
    assert desk.look_up(CODE, IDENTITY, HOME).wait_seconds == 60
    clock.forward(60)
    assert desk.look_up(CODE, IDENTITY, HOME).outcome is Outcome.FOUND_FULL


def test_without_an_address_a_conversation_stands_for_it(desk: LookUps) -> None:
    for number in range(7):
        desk.look_up(CODE, f"0992000{number:05}", Caller("of a chat application"))
    assert desk.look_up(CODE, IDENTITY, Caller("of a chat application")).outcome is Outcome.WAIT
    assert desk.look_up(CODE, IDENTITY, Caller("of another one")).outcome is Outcome.FOUND_FULL


def test_when_all_have_guessed_too_much_four_digits_open_nothing_and_whole_numbers_all(
    desk: LookUps, clock: Clock, caplog: pytest.LogCaptureFixture
) -> None:
    signs: list[Sign] = []
    watched = replace(desk, budget=Budget(3, 5), tell=signs.append)
    for number in range(3):
        watched.look_up(CODE, "9999", Caller(f"c{number}", f"a{number}"))
    (alarm,) = caplog.records
    assert (alarm.levelname, CODE in alarm.getMessage()) == ("ERROR", False)
    citizen = Caller("citizen", "10.0.0.9")
    assert watched.look_up(CODE, "1234", citizen) == LookUp(Outcome.SHORT_CLOSED)
    assert watched.look_up(UNKNOWN, "1234", citizen) == LookUp(Outcome.SHORT_CLOSED)
    assert watched.look_up(CODE, IDENTITY, citizen).outcome is Outcome.FOUND_FULL
    assert signs == [Sign.FAILED_SHORT] * 3 + [Sign.SPENT] + [Sign.CLOSED] * 2
    clock.forward(3601)
    assert watched.look_up(CODE, "1234", citizen).outcome is Outcome.FOUND_SHORT


def test_the_budget_is_one_for_all_replicas_and_outlives_a_restart(desk: LookUps, url: str) -> None:
    for number in range(2):
        one = replace(desk, budget=Budget(2, 5), sessions=sessions(engine(url)))
        one.look_up(CODE, "9999", Caller(f"c{number}"))
    other = replace(desk, budget=Budget(2, 5), sessions=sessions(engine(url)))
    assert other.look_up(CODE, "1234", HOME).outcome is Outcome.SHORT_CLOSED


def test_codes_that_do_not_exist_and_whole_numbers_spend_no_budget(desk: LookUps) -> None:
    strict = replace(desk, budget=Budget(1, 1))
    strict.look_up(UNKNOWN, "9999", Caller("c1"))
    strict.look_up(CODE, WRONG_IDENTITY, Caller("c2"))
    assert strict.look_up(CODE, "1234", HOME).outcome is Outcome.FOUND_SHORT


def test_guesses_at_once_do_not_outrun_the_budget(desk: LookUps) -> None:
    strict = replace(desk, budget=Budget(4, 4))
    with ThreadPoolExecutor(12) as pool:
        ends = list(pool.map(lambda n: strict.look_up(CODE, f"{n:04}", Caller(f"c{n}")).outcome, range(12)))
    assert (ends.count(Outcome.NOT_PROVED), ends.count(Outcome.SHORT_CLOSED)) == (4, 8)


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
