"""Reading single official values: codes, fees, times, levels and legal documents, with their known traps."""

import math
import re

from knowledge.procedures.amounts import amount_in_words, council_decides, says_nothing_is_due
from knowledge.procedures.durations import contradicts_days, duration_in_words, says_working_days
from knowledge.procedures.errors import BadRecordError
from knowledge.procedures.lines import clean_line, line_id
from knowledge.procedures.models import Fee, LegalBasis, Passage, ProcessingTime, TimeUnit
from knowledge.vietnamese.folding import fold, nfc

_CODE = re.compile(r"\d\.\d{6,9}(?:[.-][0-9A-Za-z.-]+)?")
_TIMES = {
    "WORKING_DAY": TimeUnit.WORKING_DAY,
    "DAY": TimeUnit.DAY,
    "HOUR": TimeUnit.HOUR,
    "MONTH": TimeUnit.MONTH,
    "MINUTE": TimeUnit.MINUTE,
    "NGAY": TimeUnit.DAY,
    "GIO": TimeUnit.HOUR,
    "THANG": TimeUnit.MONTH,
}
_MONTHS_OF_A_YEAR = 12
_ARTICLE = re.compile(r"\b((?:điểm\s+\w+\s+)?(?:khoản\s+\d+\s+)?Điều\s+\d+[a-z]?)\b", re.IGNORECASE)
_NO_CHARGE = re.compile(r"\b(khong thu (?:phi|le phi)|mien (?:phi|le phi)|khong (?:mat )?(?:phi|le phi)|khong co)\b")
_OF_SOME = re.compile(r"\b(truong hop|doi voi|hoi dong nhan dan|nguoi|muc|tu ngay|den ngay|den het)\b")
_SMALLEST_FEE = 2000
"""Amounts below this many đồng are foreign currency ("10 VNĐ (/bản)" is 10 USD) or typed in thousands, unless spelt."""
NOTHING = frozenset({"", "không có thông tin", "không có", "không"})


def procedure_code(text: str) -> str:
    """Return the procedure code in `text`, raising `BadRecordError` where it is none."""
    code = text.strip()
    if not _CODE.fullmatch(code):
        raise BadRecordError("procedure_code", f"{text!r} is not a procedure code such as 1.001193")
    return code


def value(text: str | None) -> str:
    """Return an official value, empty where the record says that it has none."""
    cleaned = nfc(text or "")
    return "" if cleaned.lower().rstrip(".") in NOTHING else cleaned


def names(text: str | None) -> tuple[str, ...]:
    """Split an official enumeration ("A, B; C") at separators that do not stand inside parentheses."""
    parts = re.split(r"[,;](?![^(]*\))\s*", value(text))
    return tuple(part.strip() for part in parts if part.strip())


def fee(amount: float | None, text: str | None) -> Fee:
    """Read one fee in đồng. Zero without a clear waiver for everyone means that nobody knows, not free.

    Where the number is missing or zero and the words name exactly one sum, that sum is the fee. Where the words leave
    it to the provincial council, the number is only told.
    """
    note = _closed(nfc(text or ""))
    if not amount:
        return Fee(amount=0 if _is_free(note) else amount_in_words(note), text=note)
    if not _SMALLEST_FEE <= amount < 10**12:
        return Fee(amount=amount_in_words(note), text=note or f"{amount:g} VNĐ")
    if council_decides(note, int(amount)):
        return Fee(text=f"{int(amount)} VNĐ {note}")
    return Fee(amount=int(amount), text=note)


def _closed(note: str) -> str:
    """Return a note without the parenthesis that the portal opens and never closes."""
    return note[1:].strip() if note.startswith("(") and note.count("(") > note.count(")") else note


def _is_free(note: str) -> bool:
    words = fold(note)
    return says_nothing_is_due(note) or (bool(_NO_CHARGE.search(words)) and not _OF_SOME.search(words))


def processing_time(
    quantity: float | str | None, unit: str, text: str | None = "", instead: ProcessingTime | None = None
) -> ProcessingTime:
    """Read a processing time. Unit OTHER: `instead` where known, else the one duration in the text, else unknown.

    Days are working days where the words say so of the same number, and unknown where the words contradict them.
    """
    note = nfc(text or "")
    known = _TIMES.get(fold(unit).upper())
    number = _number(quantity)
    if number is not None and unit == "YEAR":
        return ProcessingTime(quantity=number * _MONTHS_OF_A_YEAR, unit=TimeUnit.MONTH, text=note)
    if known is None or number is None:
        if instead and instead.known:
            return instead.model_copy(update={"text": note})
        return duration_in_words(note) or ProcessingTime(text=note)
    if known in (TimeUnit.DAY, TimeUnit.WORKING_DAY) and contradicts_days(note, number):
        return ProcessingTime(text=note)
    if known is TimeUnit.DAY and says_working_days(note, number):
        known = TimeUnit.WORKING_DAY
    return ProcessingTime(quantity=number, unit=known, text=note)


def _number(quantity: float | str | None) -> float | None:
    if quantity in (None, ""):
        return None
    try:
        number = float(str(quantity).replace(",", "."))
    except ValueError:
        return None
    return number if 0 < number < math.inf else None


def legal_basis(title: str, number: str) -> LegalBasis:
    """Read one legal document with the article that its title names, if any."""
    article = _ARTICLE.search(nfc(title)) or _ARTICLE.search(nfc(number))
    return LegalBasis(
        number=nfc(number) or nfc(title), title=nfc(title), article=nfc(article.group(1)) if article else None
    )


def passages(kind: str, text: str | None) -> list[Passage]:
    """Split a prose field into addressable lines; lines of bullets alone are left out."""
    if not value(text):
        return []
    cleaned = (clean_line(line) for line in (text or "").splitlines())
    return [Passage(line=line_id(line), kind=kind, text=line) for line in cleaned if line]
