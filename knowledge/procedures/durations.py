"""A processing time in words: read where the prose names exactly one duration, left unknown where it names cases.

The steps of a record are never read for it: the time limits there belong to single stages.
"""

import re
from collections.abc import Sequence

from knowledge.procedures.models import ProcessingTime, SubmissionMethod, TimeUnit
from knowledge.vietnamese.folding import fold

_UNITS = {
    "ngay lam viec": TimeUnit.WORKING_DAY,
    "ngay": TimeUnit.DAY,
    "gio": TimeUnit.HOUR,
    "gio lam viec": TimeUnit.HOUR,
    "thang": TimeUnit.MONTH,
    "phut": TimeUnit.MINUTE,
}
_DURATION = re.compile(
    r"(?<![\d/.,])(\d{1,3}(?:[.,]5)?)\s*(?:\([^()\d]{1,25}\)\s*)?(ngay lam viec|ngay|gio lam viec|gio|thang|"
    r"phut)\b(?!\s*\d)(?! nam \d)"
)
_SPELT = re.compile(r"\b(?:mot|hai|ba|bon|nam|sau|bay|tam|chin|muoi)\s+(?:ngay|gio|thang|tuan)\b|tuan\b|\bquy\b")
_OF_CASES = re.compile(
    r"truong hop|doi voi|buoc \d|giai doan|lan dau|cap lai|cap moi|hoac|\btu \d+ den|\d\s*-\s*\d+ ngay|ngay sau|"
    r"truoc (?:ngay|khi|thoi han|\d)|cham nhat|sau \d+ gio|hang (?:nam|thang|quy)|ke tu ngay (?:ket thuc|het|"
    r"cong bo|khai giang)|"
    r"khong hop le|chua hop le|sua doi|bo sung ho so|thong bao|dinh ky|\bnhan du y kien\b|xac minh"
)


_STAGE = re.compile(
    r"\btrong thoi han (?P<number>\d{1,3}) (?:\([^()\d]{1,25}\) )?ngay[^.;,]{0,20},? (?:ke )?tu ngay [^.;,]{3,120}? trinh\b"
)
"""The time of whoever decides last: "Trong thời hạn 07 ngày làm việc kể từ ngày Cục ... trình, Bộ trưởng ..."."""


_FROM_RECEIPT = re.compile(
    r"(?:trong thoi han )?(?:\d{1,3}) (?:\([^()\d]{1,25}\) )?ngay[^.;]{0,60}tu ngay nhan (?:du |duoc )*ho so"
)
"""Words that begin with the whole time: "20 ngày làm việc, kể từ ngày nhận đủ hồ sơ"."""


_FROM_END = re.compile(
    r"\btu ngay (?:ket thuc|hoan thanh|co (?:ket qua|bien ban)|nhan (?:duoc )?(?:ket qua|bien ban))\b"
)
"""A time that is counted from the end of another stage: "02 ngày làm việc kể từ ngày kết thúc kiểm tra"."""


def told_times(methods: Sequence[SubmissionMethod]) -> tuple[SubmissionMethod, ...]:
    """Return the ways to submit without times of single stages.

    Where one way has several times and one of them is counted from the end of a stage, none of them is the whole.
    Only times whose own words name a duration are forgotten, so that they can still be told.
    """
    staged = {
        method.method
        for method in methods
        if _FROM_END.search(fold(method.time.text))
        and len(_DURATION.findall(fold(method.time.text))) == 1
        and len({(each.time.quantity, each.time.unit) for each in methods if each.method is method.method}) > 1
    }
    return tuple(
        method.model_copy(update={"time": ProcessingTime(text=method.time.text)})
        if method.method in staged and _DURATION.search(fold(method.time.text))
        else method
        for method in methods
    )


def contradicts_days(text: str, quantity: float) -> bool:
    """Whether words say another whole time than a number of days, or give that number to the last stage alone."""
    words = fold(text)
    told = duration_in_words(words.replace("theo quy dinh", "")) if _FROM_RECEIPT.match(words) else None
    return (told is not None and told.quantity != quantity) or _is_last_stage(words, quantity)


def _is_last_stage(words: str, quantity: float) -> bool:
    days = [float(number.replace(",", ".")) for number, unit in _DURATION.findall(words) if unit.startswith("ngay")]
    return max(days, default=0.0) > quantity and any(float(one["number"]) == quantity for one in _STAGE.finditer(words))


def says_working_days(text: str, quantity: float) -> bool:
    """Whether the first duration in words is this number of working days, and no other says days of the same number."""
    found = [(float(number.replace(",", ".")), unit) for number, unit in _DURATION.findall(fold(text))]
    units = {unit for number, unit in found if number == quantity}
    return bool(found) and found[0] == (quantity, "ngay lam viec") and units == {"ngay lam viec"}


def duration_in_words(text: str) -> ProcessingTime | None:
    """Return the one duration that `text` names; None where it names none, several, or one of some case.

    >>> duration_in_words("15 ngày kể từ ngày nhận được hồ sơ hợp lệ").quantity
    15.0
    """
    words = fold(text)
    if _OF_CASES.search(words) or _SPELT.search(words):
        return None
    found = {(float(number.replace(",", ".")), unit) for number, unit in _DURATION.findall(words)}
    if len(found) != 1:
        return None
    quantity, unit = found.pop()
    return ProcessingTime(quantity=quantity, unit=_UNITS[unit], text=text) if quantity else None
