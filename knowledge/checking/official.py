"""The official side of a check: the lines of a record, and the numbers that stand in them."""

import re
from functools import cache, cached_property

from knowledge.procedures.catalogue import Catalogue
from knowledge.procedures.lines import texts
from knowledge.procedures.models import Procedure
from knowledge.vietnamese.folding import fold, nfc

_WAIVERS = ("mien", "khong thu", "khong phai nop", "khong mat")
_WORDS = {
    "một": 1, "hai": 2, "ba": 3, "bốn": 4, "năm": 5, "sáu": 6, "bảy": 7, "tám": 8, "chín": 9, "mười": 10,
    "mười hai": 12, "mười lăm": 15, "hai mươi": 20, "ba mươi": 30, "sáu mươi": 60, "chín mươi": 90,
}  # fmt: skip
_SPELLED = re.compile(
    rf"\b({'|'.join(sorted(_WORDS, key=len, reverse=True))})\s+(?:ngày|tháng|năm|giờ|phút|tuần|tuổi|lần|nghìn|triệu)\b"
)
"""Number words count before a unit only: "năm" is also a year, "ba" a father."""
_NUMBER = re.compile(r"\d[\d.,]*")


class Official:
    """Records of a catalogue by code, each read once."""

    def __init__(self, catalogue: Catalogue) -> None:
        self.catalogue = catalogue
        self.get = cache(catalogue.get)
        self.lines = cache(self._lines)
        self.numbers = cache(self._numbers)
        self.folded = cache(self._folded)
        self.knows = cache(catalogue.__contains__)

    @cached_property
    def codes(self) -> frozenset[str]:
        """The codes that citizens may be offered."""
        return self.catalogue.offered_codes()

    def has(self, reference: str) -> bool:
        """Whether a `seen_in` reference "CODE#LINE" points at something."""
        code, _, line = reference.partition("#")
        return self.knows(code) and line in self.lines(code)

    def text(self, reference: str) -> str:
        """Return what stands under a reference; empty where nothing does."""
        code, _, line = reference.partition("#")
        return self.lines(code).get(line, "") if self.knows(code) else ""

    def waives(self, references: tuple[str, ...]) -> bool:
        """Whether one of the lines speaks of a waiver ("miễn", "không thu"), or prints the fee 0."""
        told = [fold(self.text(reference)) for reference in references]
        return any(words in text for text in told for words in _WAIVERS) or any(text.startswith("0 ") for text in told)

    def _numbers(self, references: tuple[str, ...]) -> frozenset[float]:
        """Every number printed in the lines: "02 ngày" -> {2}, "20.000 đồng" -> {20.0, 20000}."""
        return frozenset(number for reference in references for number in numbers(self.text(reference)))

    def _folded(self, references: tuple[str, ...]) -> str:
        """The lines without diacritics and case."""
        return fold(" ".join(self.text(reference) for reference in references))

    def _lines(self, code: str) -> dict[str, str]:
        return texts(self.get(code))


def numbers(text: str) -> set[float]:
    """Return the numbers of a text, in digits or in words, each in every way that it can be read."""
    found = {match.rstrip(".,") for match in _NUMBER.findall(text)}
    plain = {float(number.replace(",", ".")) for number in found if re.fullmatch(r"\d+(?:[.,]\d+)?", number)}
    spelled = {float(_WORDS[word]) for word in _SPELLED.findall(nfc(text).lower())}
    return plain | {float(re.sub(r"\D", "", number)) for number in found} | spelled


def laws(procedure: Procedure) -> set[str]:
    """Return the numbers of the record's legal documents."""
    return {law.number for law in procedure.legal_bases}
