"""A reply is believed only where it can be true, and nothing of it but what a look-up needs is taken."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.dossiers.sources.answers import Found, NothingToProve, Provable, SourceAnswer, Unreadable
from knowledge.dossiers.sources.errors import LyingError
from knowledge.dossiers.sources.reading import Reader, Told
from knowledge.dossiers.sources.status_map import StatusMap
from knowledge.dossiers.times import VIET_NAM
from tests.knowledge.dossiers.sources.connecting import PATIENT

CODE, OTHER = "000.00.04.H51-250701-0001", "000.00.04.H51-250701-0002"
IDENTITY, PHONE = "099200001234", "0100555678"
GOOD: dict[str, object] = {
    "procedure_code": "1.001193",
    "procedure_name": "Đăng ký khai sinh",
    "status": "Đang xử lý",
    "received_at": "20250701083000",
    "due_at": "20250704170000",
}
READER = Reader("soc-trang", StatusMap())


def read(code: object = CODE, identity: object = IDENTITY, phone: object = PHONE, **changes: object) -> SourceAnswer:
    return READER.read(CODE, [Told({**GOOD, **changes}, code, (identity,), phone)])


def found(**changes: object) -> Found:
    answer = read(**changes)
    assert isinstance(answer, Found)
    return answer


def test_a_good_reply_is_a_record_and_what_it_may_be_proved_against() -> None:
    answer = found()
    assert answer.provable == Provable(IDENTITY, PHONE)
    assert (answer.record.dossier_code, answer.record.status, answer.record.source) == (
        CODE,
        "in_progress",
        "soc-trang",
    )
    assert answer.record.received_at == datetime(2025, 7, 1, 8, 30, tzinfo=VIET_NAM)
    assert answer.record.due_at == datetime(2025, 7, 4, 17, tzinfo=VIET_NAM)
    assert datetime.now(UTC) - answer.record.as_of < timedelta(seconds=5)


def test_no_reply_shows_what_it_tells() -> None:
    assert repr(Told(GOOD, CODE, (IDENTITY,), PHONE)) == "Told(...)"


@pytest.mark.parametrize("spelling", ["000.00.04.h51-250701-0001", " 000.00.04.H51 - 250701 - 0001 ", None])
def test_the_code_may_be_spelled_otherwise_or_not_repeated(spelling: str | None) -> None:
    assert found(code=spelling).record.dossier_code == CODE


@pytest.mark.parametrize("code", [OTHER, "", "not a code", 5, [], {}])
def test_a_reply_about_another_dossier_is_a_lie(code: object) -> None:
    with pytest.raises(LyingError):
        read(code=code)


def test_of_several_replies_the_one_about_the_code_is_read() -> None:
    other = Told({**GOOD, "status": "Dừng xử lý"}, OTHER, ("099200009999",))
    ours = Told(GOOD, CODE, (IDENTITY,))
    answer = READER.read(CODE, [other, ours, ours])
    assert isinstance(answer, Found)
    assert (answer.record.status, answer.provable.identity_number) == ("in_progress", IDENTITY)


def test_two_different_replies_about_one_code_are_a_lie() -> None:
    with pytest.raises(LyingError):
        READER.read(CODE, [Told(GOOD, CODE, (IDENTITY,)), Told(GOOD, CODE, ("099200009999",))])


NOBODYS = ["0000000000", "000000000000", "", None, "111111111", "123456789", "012345678901", "0101243150", "B1234567"]
NO_NUMBERS = ["1234", 0, "０９９２００００１２３４", "09920000123²", [], 1.5, True, "0992-0000-1234-5"]


@pytest.mark.parametrize("number", [*NOBODYS, *NO_NUMBERS])
def test_what_is_nobodys_number_proves_nothing(number: object) -> None:
    assert read(identity=number, phone=None) == NothingToProve()
    assert found(identity=number).provable == Provable(None, PHONE)


@pytest.mark.parametrize(
    "phone", ["", None, "0000000000", "0123456789", "0999999999", "115", "abc", {}, "+1 202 555 0143"]
)
def test_what_is_nobodys_phone_proves_nothing(phone: object) -> None:
    assert read(identity=None, phone=phone) == NothingToProve()
    assert found(phone=phone).provable == Provable(IDENTITY, None)


@pytest.mark.parametrize(
    ("told", "digits"), [("099 200 001 234", IDENTITY), ("099.200.001-234", IDENTITY), ("360123456", "360123456")]
)
def test_numbers_are_read_in_any_spelling(told: str, digits: str) -> None:
    assert found(identity=told).provable.identity_number == digits
    assert found(phone="+84 100 555 678").provable.phone == PHONE


def test_a_dossier_without_numbers_is_not_even_read() -> None:
    assert read(identity=None, phone=None, status="no status", due_at="garbage") == NothingToProve()


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("status", "Lên trời rồi"),
        ("status", ""),
        ("status", None),
        ("status", ["Đang xử lý"]),
        ("received_at", "20251301000000"),
        ("received_at", "hôm qua"),
        ("received_at", "19991231000000"),
        ("received_at", 1.5),
        ("due_at", "29991231000000"),
        ("finished_at", "20990101000000"),
        ("returned_at", "20990101000000"),
        ("procedure_code", "1" * 41),
        ("supplements", [{"asked": "x", "asked_at": "soon"}]),
        ("results", ["Giấy khai sinh"]),
    ],
)
def test_what_cannot_be_makes_the_dossier_unreadable_and_names_the_field(field: str, value: object) -> None:
    assert read(**{field: value}) == Unreadable(field, Provable(IDENTITY, PHONE))


def test_what_is_asked_for_in_the_future_cannot_be() -> None:
    tomorrow = f"{datetime.now(VIET_NAM) + timedelta(days=3):%Y%m%d%H%M%S}"
    answer = read(supplements=[{"asked": "x", "asked_at": "20250702000000"}, {"asked": "y", "asked_at": tomorrow}])
    assert answer == Unreadable("supplement 2", Provable(IDENTITY, PHONE))


@pytest.mark.parametrize("field", ["due_at", "finished_at", "returned_at"])
def test_nothing_happens_before_the_receipt(field: str) -> None:
    assert read(**{field: "20250630000000"}) == Unreadable("dates", Provable(IDENTITY, PHONE))


def test_a_clock_that_is_a_little_fast_is_no_lie() -> None:
    soon = f"{datetime.now(VIET_NAM) + timedelta(hours=2):%Y%m%d%H%M%S}"
    assert found(received_at=soon, due_at=None).record.received_at


@pytest.mark.parametrize(
    "undated", ["", None, "0", "00000000000000", "0001-01-01T00:00:00", "01/01/0001", "1/1/0001 12:00"]
)
def test_what_systems_write_for_no_date_is_none(undated: str | None) -> None:
    assert found(due_at=undated).record.due_at is None


def test_handing_out_counts_as_finishing_where_no_other_day_is_told() -> None:
    answer = found(status="Đã trả kết quả", returned_at="20250703100000")
    assert answer.record.finished_at == datetime(2025, 7, 3, 10, tzinfo=VIET_NAM)


def test_what_is_asked_for_loses_long_numbers() -> None:
    asked = {"asked": "Ông A, CCCD 099200001234, nộp thêm bản sao", "asked_at": "20250702100000"}
    (supplement,) = found(status="5", supplements=[asked]).record.supplements
    assert supplement.asked == "Ông A, CCCD •••, nộp thêm bản sao"


def steps(answer: Found) -> list[tuple[int, str, bool]]:
    return [(event.at.astimezone(VIET_NAM).day, event.status, event.observed) for event in answer.record.events]


def test_the_steps_stand_in_order_and_end_in_the_present_status() -> None:
    asked = {"asked": "Nộp thêm giấy chứng sinh", "asked_at": "20250703", "received_at": "20250705"}
    answer = found(status="Yêu cầu nộp phí", supplements=[asked])
    assert steps(answer)[:3] == [(1, "received", False), (3, "supplement_requested", False), (5, "in_progress", False)]
    assert answer.record.events[3:][0].status == "payment_requested"
    assert answer.record.events[3:][0].observed


def test_what_is_dated_is_not_also_seen() -> None:
    answer = found(status="Đã xử lý xong", finished_at="20250704100000")
    assert steps(answer) == [(1, "received", False), (4, "finished", False)]


def test_a_new_appointment_takes_the_place_of_the_old_one() -> None:
    moved = {"asked_at": "20250702", "due_before": "20250704170000", "due_after": "20250711170000"}
    told = found(status="Đang xử lý", supplements=[moved]).record
    assert told.due_at == datetime(2025, 7, 11, 17, tzinfo=VIET_NAM)
    assert [earlier.due_at.day for earlier in told.appointments] == [4]


def test_what_is_handed_out_is_told_by_its_name() -> None:
    told = found(status="Đã trả kết quả", returned_at="20250703", results=[{"name": "Giấy khai sinh"}]).record
    assert [(result.name, result.returned_at) for result in told.results] == [("Giấy khai sinh", told.finished_at)]


def test_a_nine_while_papers_are_awaited_is_unclear() -> None:
    assert found(status="9", supplements=[{"asked": "x"}]).record.status == "unclear"


def test_control_characters_and_half_letters_do_not_survive() -> None:
    name = found(procedure_name="Đăng\x00ký\u202e khai\ud800 sinh" + "x" * 600).record.procedure_name
    assert name.startswith("Đăng ký khai sinh")
    assert len(name) == 500
    assert name.encode()


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.from_regex(r"[0-9]{8,14}", fullmatch=True),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=12), inner, max_size=3),
    max_leaves=5,
)


@PATIENT
@given(
    st.fixed_dictionaries(
        {}, optional=dict.fromkeys([*GOOD, "finished_at", "returned_at", "supplements", "results"], ANYTHING)
    ),
    ANYTHING,
    ANYTHING,
)
def test_no_reply_whatever_it_holds_breaks_the_reader(values: dict[str, Any], identity: object, phone: object) -> None:
    answer = READER.read(CODE, [Told(values, CODE, (identity,), phone)])
    assert isinstance(answer, Found | NothingToProve | Unreadable)
    if isinstance(answer, Found):
        assert answer.record.dossier_code == CODE
        assert answer.provable.identity_number or answer.provable.phone


@PATIENT
@given(ANYTHING)
def test_any_change_of_one_field_of_a_good_reply_is_survived(value: object) -> None:
    for field in (*GOOD, "finished_at", "returned_at", "supplements", "results"):
        assert isinstance(read(**{field: value}), Found | Unreadable)
