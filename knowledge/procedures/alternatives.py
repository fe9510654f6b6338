"""Alternatives within one official line ("Giấy A; trường hợp không có thì nộp giấy B"), split only where that is safe.

What would lose a qualifier that belongs to several of them stays whole.
"""

import re

from knowledge.procedures.kinds import starts_with_document
from knowledge.vietnamese.folding import fold

_OTHERWISE = re.compile(r"(?:;|\.|,)\s*(?=(?:trường hợp|nếu) (?:không|chưa) (?:có|còn))", re.IGNORECASE)
_ONE_OF = re.compile(
    r"^(.*?)[,;:]?\s*(?:(?:là|gồm|bao gồm|bằng|có)\s+)?(?:nộp |xuất trình )?một trong (?:các|những|số)\s*(?:loại\s+)?"
    r"(?:giấy tờ|tài liệu|văn bản|loại|bản)[^:;.]{0,40}:\s*(.+)$",
    re.IGNORECASE | re.DOTALL,
)
_MARKS = re.compile(r";\s*(?:hoặc\s+)?|(?<=[\s;])[-+•]\s+|(?:^|(?<=[\s;]))\(?(?:[a-zđ]|\d{1,2}|[ivx]{1,4})\)\s+|\.\s*$")
_BULLETS = re.compile(r"(?:^|(?<=[;.])\s*(?:hoặc\s+)?)[-+•]\s+")
"""Where every alternative has a bullet of its own, what stands between two of them may hold a colon."""
_OR = re.compile(r"[,;]?\s+hoặc\s+(?![^()]*\))", re.IGNORECASE)
_QUALIFIED = re.compile(
    r"\b(?:cua|do|theo|ve|duoc|con|co|de|trong|khi|neu|tai|kem|hoac|va|voi|cho|da|doi voi|nhu|truong hop|ma|"
    r"lien quan)\b"
)
_VERB = re.compile(
    r"\b(?:chung minh|xac nhan|cong nhan|chung nhan|phe duyet|chap thuan|tham dinh|ban hanh|bo nhiem|thanh lap|cap|cu|giao|"
    r"thue|lap|ky|mua|thay doi|sua doi|dang ky|thong bao|kiem tra|cong bo|chuyen|duoc|bi)$"
)
"""A verb whose object stands behind the "hoac": "giay to chung minh hoac xac nhan thong tin" is one paper."""
_SEVERAL = re.compile(r"[.;]\s*[-+•]\s|\s[-+•]\s+[A-ZĐ]")
_LONGEST_SIMPLE = 220
_LEAST_SYLLABLES = 2


def split_alternatives(text: str) -> tuple[str, ...]:
    """Return the alternatives of one line, the line itself alone where it has none or none that are safe to split.

    >>> split_alternatives("Giấy chứng sinh; trường hợp không có thì nộp giấy cam đoan")
    ('Giấy chứng sinh', 'Trường hợp không có thì nộp giấy cam đoan')
    """
    for split in (_otherwise, _one_of, _simple_or):
        if len(found := split(text)) > 1:
            return tuple(_capital(item) for item in found)
    return (text,)


def _otherwise(text: str) -> list[str]:
    parts = [part.strip(" ;.,") for part in _OTHERWISE.split(text)]
    offers = re.compile(r"\b(?:thi|nop|thay|phai co|xuat trinh|su dung|can co)\b")
    waives = re.compile(r"khong (?:phai|can) (?:nop|xuat trinh|co)")
    rest = [fold(part) for part in parts[1:]]
    several = any(_SEVERAL.search(part) for part in parts) or ";" in parts[0]
    safe = starts_with_document(parts[0]) and all(offers.search(part) and not waives.search(part) for part in rest)
    return parts if safe and not several and all(map(_balanced, parts)) else []


def _one_of(text: str) -> list[str]:
    found = _ONE_OF.match(text)
    if not found:
        return []
    bulleted = bool(_BULLETS.match(found.group(2)))
    marks = _BULLETS if bulleted else _MARKS
    items = [item.strip(" ;,.-+") for item in marks.split(found.group(2)) if item.strip(" ;,.-+")]
    if len(items) < 2 or not all(starts_with_document(item) for item in items):
        return []
    lead = found.group(1).strip(" ,;:-")
    if any(re.search(r"\.\s+[A-ZĐ]" if bulleted else r"\.\s+[A-ZĐ]|:", item) for item in items) or not all(
        map(_balanced, [lead, *items])
    ):
        return []
    if re.search(r"\b(?:cua|kem theo|kem|hoac|va|theo|voi)$", fold(lead)):
        return []
    return [f"{lead}: {items[0]}" if lead and not _is_empty_lead(lead) else items[0], *items[1:]]


def _is_empty_lead(lead: str) -> bool:
    return fold(lead) in ("nop", "xuat trinh", "co", "giay to", "la", "nguoi nop ho so")


def _simple_or(text: str) -> list[str]:
    if len(text) > _LONGEST_SIMPLE or re.search(r"[:;.]\s|/", text):
        return []
    parts = [part.strip(" ,;.") for part in _OR.split(text)]
    simple = [starts_with_document(part) and len(part.split()) > _LEAST_SYLLABLES for part in parts]
    if not all(simple) or any(_VERB.search(fold(part)) for part in parts[:-1]):
        return []
    if any(_QUALIFIED.search(fold(part)) for part in parts):
        return []
    return (
        [] if any(re.match(r"ban (?:sao|chinh|goc|chup|dien tu|chung thuc)", fold(part)) for part in parts) else parts
    )


def _balanced(text: str) -> bool:
    return text.count("(") == text.count(")")


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
