"""A processing time in words: read where the prose names exactly one duration, left unknown where it names cases.

The steps of a record are never read for it: the time limits there belong to single stages.
"""

import re

from knowledge.procedures.models import ProcessingTime, TimeUnit
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
