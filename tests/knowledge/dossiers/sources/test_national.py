"""The national exchange: one session, one new log-in where it has expired, and only codes that mean something."""

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.dossiers.sources.answers import (
    Found,
    NotFound,
    NothingToProve,
    Provable,
    SourceAnswer,
    Unreachable,
    Unreadable,
)
from knowledge.dossiers.sources.errors import SourceError
from knowledge.dossiers.sources.national import NationalSource
from knowledge.dossiers.times import VIET_NAM
from tests.knowledge.dossiers.sources import systems
from tests.knowledge.dossiers.sources.connecting import PATIENT, national_source
from tests.knowledge.dossiers.sources.systems import CODE, IDENTITY, PHONE, UNKNOWN, NationalSystem, fixed, raw

WRONG = [systems.html, systems.half, systems.cut, systems.reset, systems.empty, systems.huge, fixed([]), fixed("x")]


def paths(system: NationalSystem) -> list[str]:
    return [asked.path for asked in system.asked]


def is_unreachable(answer: SourceAnswer) -> bool:
    return isinstance(answer, Unreachable)


def test_a_dossier_is_found_with_what_it_may_be_proved_against(national: NationalSource) -> None:
    answer = national.find(CODE)
    assert isinstance(answer, Found)
    assert answer.provable == Provable(IDENTITY, PHONE)
    assert (answer.record.status, answer.record.procedure_code) == ("in_progress", "1.001193")
    assert answer.record.due_at == datetime(2025, 7, 4, 17, tzinfo=VIET_NAM)


def test_an_unknown_code_is_not_found(national: NationalSource) -> None:
    assert national.find(UNKNOWN) == NotFound()


def test_the_request_is_that_of_the_exchange(national: NationalSource, national_system: NationalSystem) -> None:
    national.find(CODE)
    call = national_system.asked[1]
    assert call.body == {
        "session": "session-1",
        "madonvi": "000.00.00.H13",
        "service": "TraCuuHoSo",
        "mahoso": CODE,
    }
    assert call.headers["dstcode"] == "VN:GOV:000.00.00.G22:vpcpdvcprovider"
    assert (call.headers["Accept"], call.headers["Content-Type"]) == ("application/json", "application/json")
    assert call.query == {}


def test_the_session_is_kept_for_later_look_ups(national: NationalSource, national_system: NationalSystem) -> None:
    for code in (CODE, UNKNOWN, CODE):
        national.find(code)
    assert paths(national_system) == ["/auth", "/call", "/call", "/call"]


@pytest.mark.parametrize(
    "refusal",
    [
        {"error_code": "-1", "message": "Phiên làm việc đã hết hạn"},
        {"error_code": 7, "message": "Session is invalid"},
        {"error_code": "99", "message": ""},
    ],
)
def test_an_expired_session_is_made_anew_once(national_system: NationalSystem, refusal: dict[str, object]) -> None:
    national = national_source(national_system, expired_codes=("99",))
    national_system.refusal = refusal
    national.find(CODE)
    national_system.expire()
    assert isinstance(national.find(CODE), Found)
    assert paths(national_system) == ["/auth", "/call", "/call", "/auth", "/call"]


def test_status_401_is_an_expired_session_too(national: NationalSource, national_system: NationalSystem) -> None:
    national.find(CODE)
    national_system.faults = [raw(b"<html>login</html>", 401)]
    assert isinstance(national.find(CODE), Found)
    assert national_system.log_ins == 2


def test_a_session_that_dies_at_once_is_not_chased(national: NationalSource, national_system: NationalSystem) -> None:
    national_system.always = lambda asked: systems.ok(national_system.refusal) if asked.path == "/call" else None
    assert national.find(CODE) == Unreachable(None)
    assert paths(national_system) == ["/auth", "/call", "/auth", "/call"]


def test_many_look_ups_at_once_share_one_log_in(national: NationalSource, national_system: NationalSystem) -> None:
    for _ in range(2):
        with ThreadPoolExecutor(4) as pool:
            assert all(isinstance(answer, Found) for answer in pool.map(national.find, [CODE] * 4))
        assert national_system.log_ins <= 2
        national_system.expire()


def test_a_slow_log_in_holds_nobody_longer_than_agreed(
    national: NationalSource, national_system: NationalSystem
) -> None:
    national_system.delay = 3
    answers: list[SourceAnswer] = []
    threads = [threading.Thread(target=lambda: answers.append(national.find(CODE))) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(3)
    assert [is_unreachable(answer) for answer in answers] == [True] * 3


def test_a_wrong_password_is_not_tried_again(national_system: NationalSystem, caplog: pytest.LogCaptureFixture) -> None:
    national = national_source(national_system, password="guess")
    assert national.find(CODE) == Unreachable(None)
    assert paths(national_system) == ["/auth"]
    assert "the log-in is refused, error code 3" in caplog.text
    assert systems.USERNAME not in caplog.text
    assert "guess" not in repr(national._account)


@pytest.mark.parametrize("code", [5, "5", "LOI_5", -3])
def test_other_error_codes_are_no_answer(
    national: NationalSource, national_system: NationalSystem, code: object, caplog: pytest.LogCaptureFixture
) -> None:
    national_system.faults = [None, fixed({"error_code": code, "message": f"Lỗi với {systems.NAME}", "result": []})]
    assert is_unreachable(national.find(CODE))
    assert f"error code {code}" in caplog.text
    assert systems.NAME not in caplog.text


def test_an_error_code_that_is_known_to_mean_not_found_is_that(national_system: NationalSystem) -> None:
    national_system.faults = [None, fixed({"error_code": 12, "message": "Không có hồ sơ"})]
    assert national_source(national_system, not_found_codes=("12",)).find(CODE) == NotFound()


@pytest.mark.parametrize("result", [None, [], {}, ""])
def test_an_empty_result_is_not_found(
    national: NationalSource, national_system: NationalSystem, result: object
) -> None:
    national_system.faults = [None, fixed({"error_code": 0, "result": result})]
    assert national.find(CODE) == NotFound()


def test_one_object_does_for_a_list(national: NationalSource, national_system: NationalSystem) -> None:
    national_system.faults = [None, fixed({"error_code": "0", "result": systems.national_item()})]
    assert isinstance(national.find(CODE), Found)


@pytest.mark.parametrize("fault", WRONG)
@pytest.mark.parametrize("step", [0, 1])
def test_whatever_goes_wrong_at_either_step_is_no_answer(
    national: NationalSource, national_system: NationalSystem, fault: systems.Fault, step: int
) -> None:
    national_system.faults = [None] * step + [fault] * 3
    assert is_unreachable(national.find(CODE))
    national_system.faults.clear()
    assert isinstance(national.find(CODE), Found)


@pytest.mark.parametrize(
    "item", [systems.national_item(MaHoSo=UNKNOWN), systems.national_item(MaHoSo=None), {}, "x", 3]
)
def test_another_dossier_than_asked_for_is_no_answer(
    national: NationalSource, national_system: NationalSystem, item: object
) -> None:
    national_system.faults = [None, fixed({"error_code": "0", "result": [item]})]
    assert is_unreachable(national.find(CODE))


def test_what_cannot_be_is_unreadable_for_its_owner(national: NationalSource, national_system: NationalSystem) -> None:
    national_system.dossiers[CODE] = systems.national_item(TrangThaiHoSo="42")
    assert national.find(CODE) == Unreadable("status", Provable(IDENTITY, PHONE))


def test_a_nine_is_unclear_here(national: NationalSource, national_system: NationalSystem) -> None:
    national_system.dossiers[CODE] = systems.national_item(TrangThaiHoSo="9", NgayKetThucXuLy="20250703100000")
    answer = national.find(CODE)
    assert isinstance(answer, Found)
    assert answer.record.status == "unclear"


def test_the_identity_number_may_stand_in_a_list_of_its_own(
    national: NationalSource, national_system: NationalSystem
) -> None:
    owners = [{"LoaiDinhDanh": 1, "SoDinhDanh": IDENTITY}]
    told = systems.national_item(SoGiayToChuHoSo="0101243150", SoDienThoai="", DinhDanhCHS=owners)
    national_system.dossiers[CODE] = told
    answer = national.find(CODE)
    assert isinstance(answer, Found)
    assert answer.provable == Provable(IDENTITY, None)


def test_a_dossier_without_numbers_gives_nothing_to_prove(
    national: NationalSource, national_system: NationalSystem
) -> None:
    national_system.dossiers[CODE] = systems.national_item(SoGiayToChuHoSo="0000000000", SoDienThoai=None)
    assert national.find(CODE) == NothingToProve()


def test_requests_for_papers_and_results_are_read(national: NationalSource, national_system: NationalSystem) -> None:
    asked = {"NoiDungBoSung": f"Nộp thêm giấy chứng sinh, SĐT {PHONE}", "NgayBoSung": "20250702100000"}
    lists = {"DanhSachHoSoBoSung": [asked, "garbage"], "DanhSachGiayToKetQua": [{"TenGiayTo": "Giấy khai sinh"}]}
    national_system.dossiers[CODE] = systems.national_item(TrangThaiHoSo="5", **lists)
    answer = national.find(CODE)
    assert isinstance(answer, Found)
    assert [one.asked for one in answer.record.supplements] == ["Nộp thêm giấy chứng sinh, SĐT •••"]
    assert [one.name for one in answer.record.results] == ["Giấy khai sinh"]


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)
LISTS = ["DanhSachHoSoBoSung", "DanhSachGiayToKetQua", "DinhDanhCHS"]
ITEM = st.fixed_dictionaries(
    {"MaHoSo": st.sampled_from([CODE, UNKNOWN, ""])},
    optional=dict.fromkeys([name for name in [*systems.national_item(), *LISTS] if name != "MaHoSo"], JSON),
)


@PATIENT
@given(
    reply=st.fixed_dictionaries(
        {}, optional={"error_code": JSON | st.just(0), "message": JSON, "result": JSON | st.lists(ITEM)}
    )
)
def test_no_reply_breaks_the_parser(national: NationalSource, reply: dict[str, object]) -> None:
    try:
        answer = national._answer(CODE, reply)
    except SourceError:
        return
    assert isinstance(answer, Found | NotFound | NothingToProve | Unreadable)
