"""Whether the numbers of a row agree with its words; where they do not, nobody knows them.

A row says "1 original" of every paper that nobody thought about. Words that name a copy, or only an original, weigh
more: they win where they speak of the whole row, and leave the numbers unknown where they speak of a part of it.
"""

import re
from enum import StrEnum

from knowledge.procedures.kinds import starts_with_document
from knowledge.vietnamese.folding import fold

_A_COPY = r"ban (?:sao|chup|photo\w*|pho to|scan)"
_COPY = re.compile(rf"\b{_A_COPY}\b")
_ORIGINAL = re.compile(r"\bban (?:chinh|goc)\b")
_NOT_HANDED_IN = re.compile(
    rf"(?:khong|mien|thay (?!doi\b)(?:the )?(?:cho )?|thay vi)\b[^.;:,]{{0,60}}\b{_A_COPY}\b|"
    rf"\b(?:cap|xin|yeu cau|so luong|co gia tri nhu) (?:lai |so luong )?{_A_COPY}\b|"
    rf"dong dau {_A_COPY}|(?:xac nhan|dau|thuc) {_A_COPY}\b|"
    rf"\b(?:so voi|nhu|giua) {_A_COPY}\b"
)
"""Mentions of a copy that is waived, asked for, or only spoken of."""
_ASIDE = re.compile(
    r"(?:xuat trinh|mang(?: theo)?|doi chieu(?: voi)?|so voi|sao y|\btu|\bvoi|\bcua|\bnhu|truong hop|chua co|dung voi)"
    r"(?: kem| cac| \d\d?)* ban (?:chinh|goc)\b|ban (?:chinh|goc)\b[^.;()]{0,160}(?:doi chieu|kiem tra|so sanh)|"
    r"ban (?:chinh|goc) (?:cua|so)\b|ban chinh xac|(?:khong co|da lap|tra lai|giu) ban (?:chinh|goc)"
)
"""Mentions of an original that is not handed in: compared with, copied from."""
_COMPARED = re.compile(
    r"\b(?:kem(?: theo)?|xuat trinh|mang(?: theo)?|co|va)(?: \d\d?)? ban (?:chinh|goc)[^.;()]{0,40}doi chieu|"
    r"doi chieu (?:voi )?ban (?:chinh|goc)"
)
_STARTS_AS_ORIGINAL = re.compile(r"(?:\d{1,2} (?:\(\w+\) )?|cac )?ban (?:chinh|goc)\b")
_SAYS_ORIGINAL = re.compile(r"\bbo la ban (?:chinh|goc)\b|\((?:\d{1,2} (?:\(\w+\) )?)?ban (?:chinh|goc)\)")
_IS_COPY = re.compile(rf"[^.;:]{{0,250}}(?:\bla|:) (?:\d{{1,2}} (?:\(\w+\) )?)?{_A_COPY}\b")
_PARTS = re.compile(
    r";\s*|[.:]\s+(?:[-+•]\s*)?|\) va |,\s+|\s[-+•]\s|"
    r"\bva (?=ban (?:sao|chinh|goc|chup|khai) |giay |van ban |bien ban |don |to khai |danh sach |hop dong )"
)
_COLLECTIVE = re.compile(
    r"(?:cac |bo )?(?:thanh phan )?ho so(?! benh an)"
    r"(?:\b[^;:]{0,120}\bgom\b|(?!.*\bmau\b)(?: \w+){0,4}? (?:quy dinh tai|theo quy dinh|tuong tu|tuong ung))|"
    r"(?:cac |nhung )(?:giay to|tai lieu|chung tu|van ban)[^:;]{0,80}\b(?:gom|quy dinh tai|sau|sau day)\b|"
    r"(?:bo )?ho so (?!benh an)[^:;.]{3,140}:[^:]*[;,] ?(?:ban|giay|don|danh sach|hop dong|bien ban|chung tu|phieu|cac)\b"
)
"""A row that stands for a whole dossier or for papers named elsewhere: its numbers speak of none of them."""
_SPELT = re.compile(r"\bnop (?:\w+ ){0,4}?(\d{1,2}) (?:\(\w+\) )?ban (chinh|goc|sao|chup)\b")
"""A number in a sentence behind the name: "... khai trên giấy thì nộp 02 bản chính"."""
_UNITS = re.compile(
    r"(?<!so )(?<!mau )(?<!phan )(?<!phu luc )(?<!ca )(?<!cua )(?<![\d/.,-])\b(0?[2-9]|hai|ba)(?: ?\([^()]{1,10}\))? "
    r"(?:bo (?!phan|luat|quy|tro|nganh)|ban(?! hanh| be\b)|phieu|to khai|quyen(?= )|cuon|tep|don(?! vi))\b"
)
"""A number of sets or sheets anywhere in the words: "Mẫu vật và hai (02) bộ phiếu"."""
_ONE = re.compile(r"0?1 (?:\([^()]*\) )?(?:ban|bo|to|phieu|don|giay|quyen)\b(?! (?:chinh|sao|goc|chup|photo))")
"""A row of one original and one copy whose words ask for one."""
_SHOWN = re.compile(r"(?:phai |chi )?xuat trinh\b")
_EITHER = re.compile(rf"\bban (?:chinh|goc) hoac {_A_COPY}\b")
_ALL_AS_COPIES = re.compile(rf"\b(?:nop|gom|la) {_A_COPY}\b")
_LONGEST_TITLE = 400
_CASE_LEAD = re.compile(r"(?:truong hop|doi voi|neu|khi)\b[^:]*")


def agreed_numbers(text: str, originals: int | None, copies: int | None) -> tuple[int | None, int | None]:
    """Return the numbers of originals and copies that the words of one paper leave standing.

    >>> agreed_numbers("Đơn đề nghị; bản sao giấy phép", 1, 0)
    (None, None)
    """
    if not originals and not copies:
        return originals, copies
    if _COLLECTIVE.match(fold(text)) or (originals and copies and _ONE.match(fold(text))):
        return None, None
    line = _NOT_HANDED_IN.sub(" ", fold(text))
    if any(
        int(number) != ((originals if kind in ("chinh", "goc") else copies) or 0)
        for number, kind in _SPELT.findall(line)
    ):
        return None, None
    if any(_number(told) not in (originals, copies, (originals or 0) + (copies or 0)) for told in _UNITS.findall(line)):
        return None, None
    if originals and _is_compared_copy(line):
        return (0, copies or originals) if not _names_several(_behind_copy(line)) else (None, None)
    copy, original = _COPY.search(line), _ORIGINAL.search(_ASIDE.sub(" ", line))
    if copy and originals:
        return _beside_copies(line, bool(original), originals, copies or 0)
    if original and copies:
        return _beside_originals(line, bool(copy), originals or 0, copies)
    return originals, copies


def _number(told: str) -> int:
    return {"hai": 2, "ba": 3}.get(told) or int(told)


class Asked(StrEnum):
    """What a title asks of all its papers."""

    NOTHING = ""
    COPIES = "copies"
    ORIGINALS = "originals"
    EITHER = "either"


def asked_of_all(title: str) -> Asked:
    """Return whether a title asks for copies, originals or one of either of all papers under it.

    >>> asked_of_all("Các giấy tờ phải nộp (bản chính), gồm:")
    <Asked.ORIGINALS: 'originals'>
    """
    line = _NOT_HANDED_IN.sub(" ", fold(title))
    if len(line) > _LONGEST_TITLE or not line:
        return Asked.NOTHING
    copy, original = _COPY.search(line), _ORIGINAL.search(_ASIDE.sub(" ", line))
    if copy and original:
        return Asked.EITHER if _EITHER.search(line) else Asked.NOTHING
    if copy:
        return Asked.COPIES if _ALL_AS_COPIES.search(line) else Asked.NOTHING
    return Asked.ORIGINALS if original and _SAYS_ORIGINAL.search(line) else Asked.NOTHING


def names_kind(text: str) -> bool:
    """Whether the words of one paper say themselves that it is an original or a copy."""
    line = fold(text)
    return bool(_COPY.search(line) or _ORIGINAL.search(line))


def _beside_copies(line: str, original: bool, originals: int, copies: int) -> tuple[int | None, int | None]:
    """Numbers with originals in a line that names a copy: both need their own paper, a copy alone is a copy."""
    if not original and _IS_COPY.match(line) and not _names_several(_behind_copy(line)):
        return 0, copies or originals
    both = copies and _names_several(line) and not re.search(r"\bhoac\b", line)
    return (originals, copies) if both or (copies and original and "hoac" not in line) else (None, None)


def _beside_originals(line: str, copy: bool, originals: int, copies: int) -> tuple[int | None, int | None]:
    """Numbers with copies in a line that names an original."""
    if copy:
        return None, None
    if (_STARTS_AS_ORIGINAL.match(line) or _SAYS_ORIGINAL.search(line)) and not _names_several(line):
        return originals or copies, 0
    return None, None


def _is_compared_copy(line: str) -> bool:
    """Whether a folded line asks for a paper with the original to compare it with, so that a copy is handed in."""
    return bool(_COMPARED.search(line)) and not _SHOWN.match(line)


def _behind_copy(line: str) -> str:
    """Return what stands behind "Quyết định: 01 bản sao", or the whole line where nothing of the kind is said."""
    found = _IS_COPY.match(line)
    return line[found.end() :] if found else line


def _names_several(line: str) -> bool:
    """Whether a folded line names further documents behind its first."""
    return any(
        starts_with_document(part) and not part.startswith("dang ")
        for part in _PARTS.split(_CASE_LEAD.sub("", line, count=1))[1:]
    )
