"""How many originals and copies of a paper: from the row's numbers, and from the words where they say it."""

import re
from dataclasses import dataclass

from knowledge.vietnamese.folding import fold

_ORIGINAL, _COPY = ("chính", "gốc"), ("sao", "chụp", "photo", "phô tô", "photocopy")
_COUNT = rf"(\d{{1,2}})\s*(?:\([^()\d]{{1,8}}\)\s*)?bản\s*({'|'.join((*_ORIGINAL, *_COPY))})?"
_AT_END = re.compile(rf"\s*[:;,(–-]\s*(?:số lượng:?\s*)?(?:nộp\s+|gồm\s+)?{_COUNT}\s*\)?[\s.;:,]*$", re.IGNORECASE)
_AT_START = re.compile(rf"^{_COUNT}(?=\s)", re.IGNORECASE)
_BOTH = re.compile(r"[\s;.,(]*bản chính:\s*(\d{1,2})\s*[,;.]?\s*bản sao:\s*(\d{1,2})[\s.;)]*$", re.IGNORECASE)
_SEVERAL = re.compile(r"^0?([2-9])\s*(?:\([^()\d]{1,8}\)\s*)?(?:bộ|bản)\s", re.IGNORECASE)
_LEADING_ONE = re.compile(
    r"^0?1\s*(?:\((?:một|01)\)\s*)?(?!(?:ngày|tháng|năm|trong|lần)\b)(?=[^\W\d]{2})", re.IGNORECASE
)
_STARTS_AS_COPY = re.compile(r"(?:\d{1,2} (?:\(\w+\) )?)?ban (?:sao|chup|photo)\b")
_COMPARED = re.compile(
    r"(?:ban (?:chinh|goc)|xuat trinh|mang)[^.;]{0,40}doi chieu|doi chieu (?:voi )?ban (?:chinh|goc)"
)


@dataclass(frozen=True)
class Counts:
    """Originals and copies; None where neither the row nor the words say. `text` is the line without the count."""

    originals: int | None
    copies: int | None
    text: str


def read_counts(text: str, originals: int, copies: int) -> Counts:
    """Read the numbers of one paper. A number that the words spell out with its kind wins over the row's.

    >>> read_counts("Tờ khai hải quan: 02 bản chính", 0, 0)
    Counts(originals=2, copies=0, text='Tờ khai hải quan')
    """
    if both := _BOTH.search(text):
        return Counts(int(both.group(1)), int(both.group(2)), text[: both.start()])
    row: tuple[int | None, int | None] = (originals, copies) if originals or copies else (None, None)
    told = _AT_END.search(text) or _AT_START.match(text)
    if told and told.group(2):
        number, is_copy = int(told.group(1)), told.group(2).lower() in _COPY
        return Counts(*((0, number) if is_copy else (number, 0)), text=_without(text, told))
    several = _SEVERAL.match(text)
    if several and originals + copies == 1:
        number = int(several.group(1))
        row = (number, 0) if originals else (0, number)
    if told and int(told.group(1)) == originals + copies:
        text = _without(text, told)
    if originals and not copies and _is_only_a_copy(text):
        row = (0, originals)
    return Counts(*row, text=_LEADING_ONE.sub("", text) if originals + copies == 1 else text)


def compared_with_original(text: str) -> bool:
    """Whether the citizen also brings the original, only to be compared with the copy."""
    return bool(_COMPARED.search(fold(text)))


def _without(text: str, told: re.Match[str]) -> str:
    return text[: told.start()] if told.start() else text[text.lower().index("bản", told.start(1)) :]


def _is_only_a_copy(text: str) -> bool:
    line = fold(text)
    return bool(_STARTS_AS_COPY.match(line)) and not re.search(r"(?:hoac|va|/|kem) (?:nop )?ban (?:chinh|goc)", line)
