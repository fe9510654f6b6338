"""Every reference points at an official line, and every amount, time, document and article stands where it points."""

import re
from collections.abc import Iterator

from pydantic import BaseModel

from knowledge.checking.findings import Finding, error
from knowledge.checking.official import Official, numbers
from knowledge.guides.models import Guide, LawReference
from knowledge.vietnamese.folding import fold

_RULE = "sources"
_QUANTITY = re.compile(
    r"(\d[\d.,]*\d|\d)\s*(?:(?:nghìn|ngàn|triệu|tỷ)\s+)?"
    r"(?:đồng|đ\b|VNĐ|ngày|tháng|giờ|năm|tuổi|phút|tuần|m2|m²|lần|tấn|ha\b|%)",
    re.IGNORECASE,
)
_DOCUMENT = re.compile(r"\d+/(?:\d{4}/)?[A-ZĐ][A-ZĐa-z0-9]*(?:-[A-ZĐ]+)*")
_ARTICLE = re.compile(r"\b(?:Điều|khoản)\s+(\d+[a-zđ]?)", re.IGNORECASE)
_SCALES = {"nghin": 1_000, "ngan": 1_000, "trieu": 1_000_000, "ty": 1_000_000_000}
_SPOKEN = ("words",)
"""Fields that hold people's words, not facts."""


def check(guide: Guide, official: Official) -> Iterator[Finding]:
    """Yield references that point at nothing, and figures that stand in none of the lines pointed at."""
    code = guide.procedure_code
    for place, reference in references(guide):
        if not official.has(reference):
            yield error(_RULE, code, place, f"{reference} is no official line")
    pointed = {reference.partition("#")[0] for _, reference in references(guide)} & official.codes
    whole = tuple(f"{other}#{line}" for other in sorted({code, *pointed}) for line in official.lines(other))
    for place, text, seen_in in _texts(guide, "", ()):
        for figure in _missing(text, seen_in or whole, official):
            where = "the lines it points at" if seen_in else "the records it points at"
            yield error(_RULE, code, place, f"{figure} does not stand in {where}")


def references(item: object, place: str = "") -> Iterator[tuple[str, str]]:
    """Yield (place, reference) for every `seen_in` entry below `item`."""
    if isinstance(item, BaseModel):
        for name in type(item).model_fields:
            value = getattr(item, name)
            inner = f"{place}.{name}" if place else name
            if name == "seen_in":
                yield from ((place, reference) for reference in value)
            else:
                yield from references(value, inner)
    elif isinstance(item, tuple):
        for number, part in enumerate(item):
            yield from references(part, f"{place}.{getattr(part, 'id', number)}")


def _texts(item: object, place: str, seen_in: tuple[str, ...]) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """Yield (place, text, references that cover it) for every text of ours below `item`."""
    if isinstance(item, str):
        yield place, item, seen_in
    elif isinstance(item, BaseModel):
        own = () if isinstance(item, LawReference) else getattr(item, "seen_in", ()) or seen_in
        for name in type(item).model_fields:
            if name not in _SPOKEN and name != "seen_in" and not (isinstance(item, Guide) and name in _UNSOURCED):
                yield from _texts(getattr(item, name), f"{place}.{name}" if place else name, own)
    elif isinstance(item, tuple):
        for number, part in enumerate(item):
            yield from _texts(part, f"{place}.{getattr(part, 'id', number)}", seen_in)


_UNSOURCED = ("for_review", "waived", "official_name", "procedure_code", "portal_id", "decision_number", "look_alikes")


def _missing(text: str, seen_in: tuple[str, ...], official: Official) -> Iterator[str]:
    stated = official.numbers(seen_in)
    for match in _QUANTITY.finditer(text):
        if not _readings(match) & (stated | {0.0}):
            yield match[0]
    for document in _DOCUMENT.findall(text):
        if not any(_names(official, code, document) for code in {reference.partition("#")[0] for reference in seen_in}):
            yield document
    for article in _ARTICLE.findall(text):
        if not re.search(rf"\b(?:dieu|khoan)\s.*?\b{re.escape(fold(article))}\b", official.folded(seen_in)):
            yield f"Điều/khoản {article}"


def _names(official: Official, code: str, document: str) -> bool:
    return official.knows(code) and any(document in f"{line} {text}" for line, text in official.lines(code).items())


def _readings(match: re.Match[str]) -> set[float]:
    scale = next((value for word, value in _SCALES.items() if word in fold(match[0])), 1)
    plain = numbers(match[1])
    return plain | {number * scale for number in plain}
