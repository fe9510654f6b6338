"""Bullets and numbering at the head of an official line: "- ", "1.2.", "a)", "(iv)"."""

import re

from knowledge.procedures.lines import clean_line

_MARK = re.compile(
    r"(?:[-–+*•●⁕⃰\uf000-\uf0ff!$=^;,/)]+|\.{1,3}(?!\d)"
    r"|\((?:\d{1,2}(?:\.\d{1,2}){0,3}|[a-zđ]\d?|[ivx]{1,5}|\*{1,3})\)\.{0,2}"
    r"|(?:\d{1,2}(?:\.\d{1,2}){1,3}|\d{1,2}(?=[.)/]\D)|\d{1,2} (?=\)\D)|[a-zđ](?:\.\d){0,3}(?=[.)])|[IVX]{1,4}(?=[.)])|"
    r"[A-D](?=[.)]\s)|[A-Za-zđ]\d{1,2}(?=[.)]\s*[^\W\d_]))"
    r"(?:[.)/]|(?<=\d)(?=\s))+)\s*"
)
_NUMBER = re.compile(r"[\s\-–+*•●]*(?:\(?(\d{1,2})|\(([ivx]{1,5})|([a-zđ])|([ivx]{2,5}))[.)]\s*(?!\d)")
_LABEL = re.compile(
    r"(?:\d{1,2}[.)] ?)?(?:thành phần(?:, số lượng)? hồ sơ(?: số)?(?: \d{1,2})?(?: \(nếu có\))?|tên mẫu đơn, (?:mẫu )?tờ khai|"
    r"tên thành phần hồ sơ)\s*:\s*(?=\S)",
    re.IGNORECASE,
)
_LONGEST_LABEL = 12
LETTERS = "abcdđeghiklmnopqrstuvxy"
_ROMAN = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii", "xiii", "xiv", "xv")


def bare(text: str) -> str:
    """Return an official line without bullets and numbering: "1.2. a) - Tờ khai" -> "Tờ khai"."""
    left = clean_line(text)
    while (mark := _MARK.match(left) or _LABEL.match(left)) and mark.end():
        left = left[mark.end() :].lstrip()
    return left


def label(text: str) -> str:
    """Return the numbering at the head of an official line as it stands: "- 2.1. Đối với" -> "2.1."; else nothing."""
    line = clean_line(text)
    marks = line[: len(line) - len(bare(line))].strip(" -–+*•●")
    return marks if marks and len(marks) <= _LONGEST_LABEL and re.search(r"[^\W_]", marks) else ""


def closed(text: str) -> str:
    """Return a text with its last parenthesis closed; an empty one at its end is dropped."""
    opened = text.rfind("(")
    if opened < 0 or ")" in text[opened:]:
        return text
    return f"{text})" if text[opened + 1 :].strip() else text[:opened].rstrip()


def number(text: str) -> tuple[str, int] | None:
    """Return the style and place of a line's number: "b) Giấy" -> ("letter", 2); None where it has none."""
    found = _NUMBER.match(text)
    if not found:
        return None
    digits, roman, letter, double = found.groups()
    if digits:
        return "digit", int(digits)
    if letter:
        return ("letter", LETTERS.index(letter) + 1) if letter in LETTERS else None
    return ("roman", _ROMAN.index(roman or double) + 1) if (roman or double) in _ROMAN else None
