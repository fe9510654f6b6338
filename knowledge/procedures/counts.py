"""How many originals and copies of a paper: from the row's numbers, and from the words where they say it."""

import re
from dataclasses import dataclass, replace

from knowledge.procedures.agreement import agreed_numbers
from knowledge.procedures.kinds import first_demand, starts_with_document
from knowledge.vietnamese.folding import fold

_ORIGINAL, _COPY = ("chính", "gốc"), ("sao", "chụp", "photo", "phô tô", "photocopy")
_COUNT = rf"(\d{{1,2}})\s*(?:\([^()\d]{{1,8}}\)\s*)?bản\s*({'|'.join((*_ORIGINAL, *_COPY))})?"
_AT_END = re.compile(rf"\s*[:;,(–-]\s*(?:số lượng:?\s*)?(?:nộp\s+|gồm\s+)?{_COUNT}\s*\)?[\s.;:,]*$", re.IGNORECASE)
_AT_START = re.compile(rf"^{_COUNT}(?=\s)", re.IGNORECASE)
_BOTH = re.compile(r"[\s;.,(]*bản chính:\s*(\d{1,2})\s*[,;.]?\s*bản sao:\s*(\d{1,2})[\s.;)]*$", re.IGNORECASE)
_SEVERAL = re.compile(
    r"^0?([2-9])\s*(?:\([^()\d]{1,8}\)\s*)?(?:bộ|bản|phiếu|tờ|đơn|giấy|quyển|cuốn|mẫu)\s", re.IGNORECASE
)
_LEADING_ONE = re.compile(
    r"^0?1\s*(?:\((?:một|01)\)\s*)?(?!(?:ngày|tháng|năm|trong|lần)\b)(?=[^\W\d]{2})", re.IGNORECASE
)
_PHOTOS = re.compile(
    r"(?:\d{1,2}|mot|hai|ba|bon|sau)(?: ?\([^)]*\))? (?:tam |chiec |kieu |cai |tam the )?(?:anh|hinh anh|hinh the)\b"
)
_PHOTO = re.compile(r"anh (?:chan dung|mau|the|chup|mat|moi chup|toan than|co|kich thuoc|\d)")
_MORE_THAN_PHOTO = re.compile(
    r"\btep\b|\bfile\b|dien tu|truc tuyen|\d{1,2} (?:\([^)]*\) )?(?:tam |chiec )?(?:anh|hinh)\b|; "
)
"""A photo that may also be a file, its own number, or a second paper: the row's number is not the number of photos."""
_A_COPY = r"ban (?:sao|chup|photo\w*|pho to|scan)"
_STARTS_AS_COPY = re.compile(rf"(?:\d{{1,2}} (?:\(\w+\) )?|cac |mot )?{_A_COPY}\b")
_SAYS_COPY = re.compile(rf"\((?:\d{{1,2}} (?:\(\w+\) )?)?{_A_COPY}\b[^()]{{0,90}}\)")
_HANDS_IN_COPY = re.compile(
    r"\b(?:nop|gui|kem(?: theo)?|bo sung|cung cap|phai co)(?: them| kem| theo| cac| bo sung)*"
    rf" (?:(\d{{1,2}}) (?:\([^()]*\) )?)?{_A_COPY}\b"
)
_SPELT_INSIDE = re.compile(
    r"\b(?:nop|gui|bo sung)(?: them| bo sung)* (\d{1,2}) (?:\([^()]*\) )?ban (chinh|goc|chup|sao|photo)\b"
)
_SPELT_TWICE = re.compile(
    rf"\d{{1,2}} (?:\(\w+\) )?ban (?:chinh|goc) [^;]*(?:; ?|, )\d{{1,2}} (?:\(\w+\) )?{_A_COPY}\b"
)
"""Originals of one paper and copies of another: the numbers of the first do not hold for the row."""
_LABELLED = re.compile(
    rf"(?:cac )?(?:giay to|tai lieu|van ban)[^:;]{{0,250}}: ?(?=(?:\d{{1,2}} (?:\(\w+\) )?)?{_A_COPY}\b)"
)
"""A label that names several papers, and what is handed in begins with a copy."""
_OF_EACH_KIND = re.compile(
    rf"(?<!\d)(\d{{1,2}})\s*bản (?:chính|gốc)[,;]?\s*(?:và\s*)?(\d{{1,2}})\s*bản (?:{'|'.join(_COPY)})[\s.;:,)]*$",
    re.IGNORECASE,
)
"""Originals and copies of one paper: "gồm 01 bản gốc và 03 bản sao"."""
_WITH_KIND = re.compile(rf"(?<!\d)(?<!hoặc )\d{{1,2}}\s*bản (?:{'|'.join((*_ORIGINAL, *_COPY))})\b", re.IGNORECASE)
"""A number with its kind that does not offer the same paper once more: "hoặc 01 bản sao ..."."""
_NEXT_PAPER = re.compile(r";\s*|\.\s+[-+]\s|\) va ")
_LISTS = re.compile(r"[.;:]\s*[-+•]\s")
_ASIDE = re.compile(
    r"(?:xuat trinh|mang(?: theo)?|doi chieu(?: voi)?|so voi|sao y|\btu|\bvoi|\bcua|\bnhu|truong hop)"
    r" (?:kem )?ban (?:chinh|goc)\b|ban (?:chinh|goc)\b[^.;()]{0,40}doi chieu|ban (?:chinh|goc) (?:cua|so)|"
    r"ban chinh xac|(?:khong co|da lap) ban (?:chinh|goc)"
)
"""Mentions of an original that is not handed in: compared with, copied from."""
_AN_ORIGINAL = re.compile(r"\bban (?:chinh|goc)\b")
_EITHER = re.compile(
    r"ban (?:chinh|goc)\b[^.;:()]{0,50}?(?: hoac|/| \(hoac)(?: nop| gui)?(?: \d+(?: \([^)]*\))?)?(?: ban)? (?:sao|chup|photo\w*)\b|"
    r"ban (?:chinh|goc)/ban sao|"
    rf"{_A_COPY}\b[^.;:()]{{0,60}}?(?: hoac|/)\s?(?:nop |gui )?(?:\d+ (?:\([^)]*\) )?)?ban (?:chinh|goc)\b"
)
_OFFERED = re.compile(rf"\(ban (?:chinh|goc), {_A_COPY} (?:co )?(?:chung thuc|dien tu|duoc|cong chung)[^()]*\)[\s.;]*$")
"""Options in a list at the end, which holds for the whole line: "(bản chính, bản sao có chứng thực, ...)"."""
_BY_CASE = re.compile(rf"\bban (?:chinh|goc) neu [^.;]{{3,80}} hoac (?:nop )?(?:\d+ )?{_A_COPY}\b")
"""An original in one case, a copy in another: "01 bản chính nếu xuất khẩu một lần hoặc 01 bản chụp ... nếu nhiều lần"."""
_CONDITIONAL = re.compile(r"\b(?:truong hop|neu|khi co|khi nop|khi lam|quyen yeu cau|co the|truc tiep)\b")
_EARLY = 25
"""Characters within which "original or copy" speaks of the first paper of a line that names several."""
_OF_UNITS = re.compile(
    r"\((?:nộp\s+|gồm\s+)?0?([2-9]|[1-9]\d)\s+(?:mẫu|ảnh|bộ|tấm|chiếc|hình)\b[^()]{0,40}\)", re.IGNORECASE
)
_COMPARED = re.compile(
    r"(?:ban (?:chinh|goc)|xuat trinh|mang)[^.;]{0,40}doi chieu|doi chieu (?:voi )?ban (?:chinh|goc)"
)
_NEEDS_NO_ORIGINAL = re.compile(
    r"\bhoac\b[^.;]{0,60}(?:chung thuc|cong chung|dien tu|so goc|xac thuc)|"
    r"(?:chung thuc|cong chung|dien tu|so goc|xac thuc|ban (?:chinh|goc))"
    r"[^.;]{0,80}\bhoac\b"
)


@dataclass(frozen=True)
class Counts:
    """Originals and copies; None where neither the row nor the words say. `text` is the line without the count.

    `either`: an original or a copy, as the citizen likes; the row's numbers then say neither.
    """

    originals: int | None
    copies: int | None
    text: str
    either: bool = False


def read_counts(text: str, originals: int, copies: int) -> Counts:
    """Read the numbers of one paper. A number that the words spell out with its kind wins over the row's.

    Photos ("02 ảnh ...") are neither originals nor copies: their number stays in the text.

    >>> read_counts("Tờ khai hải quan: 02 bản chính", 0, 0)
    Counts(originals=2, copies=0, text='Tờ khai hải quan')
    """
    read = _numbers(text, originals, copies)
    if _SPELT_TWICE.match(fold(text)):
        return replace(read, originals=None, copies=None, either=False)
    if read.either or _is_spelt(text):
        return read
    agreed = agreed_numbers(text, read.originals, read.copies)
    return replace(read, originals=agreed[0], copies=agreed[1])


def _in_words_alone(text: str, originals: int, copies: int) -> Counts | None:
    """Return what the words say whatever the row counts: both numbers, a choice, or that nobody knows; else None."""
    if _is_photo(fold(text), copies):
        return Counts(None, None, text)
    if both := _BOTH.search(text):
        return Counts(int(both.group(1)), int(both.group(2)), text[: both.start()])
    if _BY_CASE.search(fold(text)):
        return Counts(None, None, text)
    if _is_either(text, bool(originals and copies)):
        return Counts(None, None, text, either=not _asks_otherwise(text))
    if both := _OF_EACH_KIND.search(text):
        return Counts(int(both.group(1)), int(both.group(2)), text)
    return Counts(None, None, text) if len(_WITH_KIND.findall(text)) > 1 else None


def _is_photo(line: str, copies: int) -> bool:
    """Whether a folded line asks for photos, so that the row's numbers say neither originals nor copies."""
    return bool(_PHOTOS.match(line) or (_PHOTO.match(line) and (copies or _MORE_THAN_PHOTO.search(line))))


def _numbers(text: str, originals: int, copies: int) -> Counts:
    if said := _in_words_alone(text, originals, copies):
        return said
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
    elif told and originals + copies and int(told.group(1)) > 1:
        row = _of_one_kind(int(told.group(1)), originals, copies)
    if originals and _is_only_a_copy(text, both=bool(copies)):
        row = (0, copies or originals)
    elif originals and _LABELLED.match(fold(text)):
        row = (0, copies or originals) if _labels_copies(fold(text)) else (None, None)
    elif _OF_UNITS.search(text) and originals + copies <= 2:
        row = (None, None)
    elif not originals + copies and (spelt := _SPELT_INSIDE.search(fold(text))):
        row = (0, int(spelt.group(1))) if spelt.group(2) in ("chup", "sao", "photo") else (int(spelt.group(1)), 0)
    return Counts(*row, text=_LEADING_ONE.sub("", text) if originals + copies == 1 else text)


def _of_one_kind(number: int, originals: int, copies: int) -> tuple[int | None, int | None]:
    """Return a number that the words spell without its kind; where the row counts both kinds, nobody knows which."""
    if originals and copies:
        return None, None
    return (number, 0) if originals else (0, number)


def _is_spelt(text: str) -> bool:
    """Whether the words spell the number at one of the ends, with its kind."""
    told = _AT_END.search(text) or _AT_START.match(text)
    return bool(_BOTH.search(text) or _OF_EACH_KIND.search(text) or (told and told.group(2)))


def compared_with_original(text: str) -> bool:
    """Whether the citizen also brings the original, only to be compared with the copy.

    Not where the words also take an original or a certified, electronic or register copy, which needs none, nor where
    they ask for it in some case only.
    """
    line = fold(text)
    found = _COMPARED.search(line)
    if not found or _NEEDS_NO_ORIGINAL.search(line) or _OFFERED.search(line):
        return False
    clause = re.split(r"[.;:(]", line[: found.start()])[-1] + re.split(r"[.;]", line[found.start() :])[0]
    return not _CONDITIONAL.search(clause)


def _without(text: str, told: re.Match[str]) -> str:
    return text[: told.start()] if told.start() else text[text.lower().index("bản", told.start(1)) :]


def _is_either(text: str, both: bool) -> bool:
    """Whether the words take an original or a copy. `both`: the row counts one of each."""
    if _OFFERED.search(fold(text)):
        return True
    found = _EITHER.search(_ASIDE.sub(" ", fold(text)))
    return found is not None and (both or ";" not in text or found.start() < _EARLY)


def _asks_otherwise(text: str) -> bool:
    """Whether a line that takes an original or a copy of one paper asks in parentheses for a copy of another."""
    return ";" in text and bool(_SAYS_COPY.search(_EITHER.sub(" ", fold(text))))


def _is_only_a_copy(text: str, both: bool) -> bool:
    """Whether the line asks for copies and for no original: by its first words, a parenthesis or what is handed in.

    `both`: the row counts an original too, which then may belong to a second paper of the line.
    """
    line = fold(text)
    if _AN_ORIGINAL.search(_ASIDE.sub(" ", line)):
        return False
    if _offers_only_copies(line):
        return True
    if _STARTS_AS_COPY.match(line):
        return not (both and _names_more(line))
    if starts_with_document(text):
        named = _SAYS_COPY.search(line)
        return bool(named and ";" not in line[: named.start()] and not _names_more(line[named.end() :]))
    handed, demand = _HANDS_IN_COPY.search(line), first_demand(line)
    return bool(handed and (demand is None or demand >= handed.start()) and not _LISTS.search(line))


def _offers_only_copies(line: str) -> bool:
    """Whether a folded line opens with "ban sao ... hoac ban sao ...:", which then holds for all it lists."""
    lead, colon, _ = line.partition(":")
    offers = re.split(r" hoac |, ", lead)
    return bool(colon) and len(offers) > 1 and all(map(_STARTS_AS_COPY.match, offers))


def _labels_copies(line: str) -> bool:
    """Whether all that a folded line lists after its label are copies, offered as "ban sao ... hoac ban sao ..."."""
    listed = line.partition(":")[2]
    return (
        bool(re.search(rf"\bhoac {_A_COPY}\b", listed))
        and all(_STARTS_AS_COPY.match(part.strip()) for part in listed.split(";"))
        and not any(starts_with_document(part) for part in listed.split(",")[1:])
        and not _AN_ORIGINAL.search(_ASIDE.sub(" ", line))
    )


def _names_more(line: str) -> bool:
    """Whether a folded line goes on with a further paper that is no copy."""
    parts = _NEXT_PAPER.split(line)[1:]
    return any(starts_with_document(part) and not _STARTS_AS_COPY.match(part) for part in parts)
