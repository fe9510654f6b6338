"""The provinces' own look-ups: what is taken from their replies, and what never is."""

from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.dossiers.sources.answers import Found, NotFound, NothingToProve, Provable, Unreachable, Unreadable
from knowledge.dossiers.sources.errors import SourceError
from knowledge.dossiers.sources.provincial import KeywordSource, ReceiptSource
from knowledge.dossiers.times import VIET_NAM
from tests.knowledge.dossiers.sources import systems
from tests.knowledge.dossiers.sources.connecting import PATIENT
from tests.knowledge.dossiers.sources.systems import CODE, IDENTITY, UNKNOWN, Fault, KeywordSystem, ReceiptSystem, fixed

WRONG = {
    "page": systems.html,
    "half": systems.half,
    "cut": systems.cut,
    "reset": systems.reset,
    "empty": systems.empty,
    "huge": systems.huge,
    "text": fixed("Mã hồ sơ không tồn tại!"),
    "number": fixed(3),
    "another shape": fixed({"error": "bad"}),
    "list of texts": fixed(["x"]),
    "two dossiers": fixed([systems.keyword_item(), systems.keyword_item(socmnd="099200009999")]),
}
each_wrong = pytest.mark.parametrize("fault", WRONG.values(), ids=WRONG)


def test_a_dossier_is_found_by_its_keyword(keyword: KeywordSource) -> None:
    answer = keyword.find(CODE)
    assert isinstance(answer, Found)
    assert answer.provable == Provable(IDENTITY)
    assert (answer.record.status, answer.record.procedure_name) == ("in_progress", "Đăng ký khai sinh")
    assert answer.record.received_at == datetime(2025, 7, 1, 8, 30, tzinfo=VIET_NAM)
    assert answer.record.due_at == datetime(2025, 7, 4, 17, tzinfo=VIET_NAM)


def test_names_and_addresses_are_dropped_at_once(keyword: KeywordSource) -> None:
    kept = repr(keyword.find(CODE))
    assert systems.NAME not in kept
    assert systems.ADDRESS not in kept
    assert IDENTITY not in kept


@pytest.mark.parametrize("reply", [None, {}, [], systems.keyword_item(tinhtrang_hoso=None, ngaynhan=None)])
def test_nothing_in_any_form_is_not_found(keyword: KeywordSource, keyword_system: KeywordSystem, reply: object) -> None:
    keyword_system.always = fixed(reply)
    assert keyword.find(CODE) == NotFound()


@each_wrong
def test_a_wrong_reply_is_no_answer(keyword: KeywordSource, keyword_system: KeywordSystem, fault: Fault) -> None:
    keyword_system.always = fault
    assert keyword.find(CODE) == Unreachable(None)


@pytest.mark.parametrize("number", ["0000000000", None, "", "123456789"])
def test_ten_zeros_are_no_number_to_prove(
    keyword: KeywordSource, keyword_system: KeywordSystem, number: str | None
) -> None:
    keyword_system.dossiers[CODE] = systems.keyword_item(socmnd=number)
    assert keyword.find(CODE) == NothingToProve()


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"tinhtrang_hoso": "Lên trời rồi"}, "status"),
        ({"ngayhen": "30/06/2025 17:00:00"}, "dates"),
        ({"ngaytraketqua": "01/01/2099"}, "returned_at"),
        ({"ngaynhan": "sáng nay"}, "received_at"),
    ],
)
def test_what_cannot_be_is_unreadable(
    keyword: KeywordSource, keyword_system: KeywordSystem, changes: dict[str, object], field: str
) -> None:
    keyword_system.dossiers[CODE] = systems.keyword_item(**changes)
    assert keyword.find(CODE) == Unreadable(field, Provable(IDENTITY))


def test_the_dates_of_the_end_are_read(keyword: KeywordSource, keyword_system: KeywordSystem) -> None:
    ends = {"ngayxulyxong": "2025-07-03T10:00:00", "ngaytraketqua": "04/07/2025", "tinhtrang_hoso": "Đã trả kết quả"}
    keyword_system.dossiers[CODE] = systems.keyword_item(**ends)
    answer = keyword.find(CODE)
    assert isinstance(answer, Found)
    assert answer.record.finished_at == datetime(2025, 7, 3, 10, tzinfo=VIET_NAM)
    assert [event.status for event in answer.record.events] == ["received", "finished", "returned"]


def test_a_receipt_number_finds_a_dossier_that_nobody_can_prove(receipt: ReceiptSource) -> None:
    assert receipt.find(CODE) == NothingToProve()
    assert receipt.find(UNKNOWN) == NotFound()
    assert not receipt.gives_proof


@pytest.mark.parametrize("reply", [{"data": []}, {"data": None}, [], None])
def test_no_receipt_in_any_form_is_not_found(
    receipt: ReceiptSource, receipt_system: ReceiptSystem, reply: object
) -> None:
    receipt_system.always = fixed(reply)
    assert receipt.find(CODE) == NotFound()


@pytest.mark.parametrize(
    "reply",
    [{"data": [systems.receipt_item(soBienNhan=UNKNOWN)]}, {"data": ["x"]}, {"data": {"a": 1}}, {"error": 1}, "x"],
)
def test_another_receipt_or_shape_is_no_answer(
    receipt: ReceiptSource, receipt_system: ReceiptSystem, reply: object
) -> None:
    receipt_system.always = fixed(reply)
    assert receipt.find(CODE) == Unreachable(None)


def test_of_several_receipts_the_one_asked_for_counts(receipt: ReceiptSource, receipt_system: ReceiptSystem) -> None:
    receipt_system.always = fixed([systems.receipt_item(soBienNhan=UNKNOWN), systems.receipt_item()])
    assert receipt.find(CODE) == NothingToProve()


def test_both_are_tried_again_after_a_reset(
    keyword: KeywordSource, keyword_system: KeywordSystem, receipt: ReceiptSource, receipt_system: ReceiptSystem
) -> None:
    keyword_system.faults = [systems.reset, systems.cut]
    receipt_system.faults = [systems.reset, systems.half]
    assert isinstance(keyword.find(CODE), Found)
    assert receipt.find(CODE) == NothingToProve()


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)
KEYWORD_ITEM = st.fixed_dictionaries({}, optional=dict.fromkeys(systems.keyword_item(), JSON))


@PATIENT
@given(item=JSON | KEYWORD_ITEM)
def test_no_reply_breaks_the_parser(keyword: KeywordSource, item: object) -> None:
    try:
        answer = keyword._of(CODE, item)
    except SourceError:
        return
    assert isinstance(answer, Found | NotFound | NothingToProve | Unreadable)
