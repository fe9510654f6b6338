"""The official side of a check: the lines of a record, and the numbers that stand in them."""

import re
from functools import cache, cached_property

from knowledge.procedures.catalogue import Catalogue
from knowledge.procedures.lines import official_lines
from knowledge.procedures.models import Procedure
from knowledge.vietnamese.folding import fold

_WAIVERS = ("mien", "khong thu", "khong phai nop", "khong mat", "khong co phi", "khong quy dinh", "khong")
_WORDS = {
    "mot": 1, "hai": 2, "ba": 3, "bon": 4, "nam": 5, "sau": 6, "bay": 7, "tam": 8, "chin": 9, "muoi": 10,
    "muoi hai": 12, "muoi lam": 15, "hai muoi": 20, "ba muoi": 30, "sau muoi": 60, "chin muoi": 90,
}  # fmt: skip
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
        texts: dict[str, str] = {}
        for _, line, text in official_lines(self.get(code)):
            texts[line] = f"{texts[line]} {text}" if line in texts else text
        return texts


def numbers(text: str) -> set[float]:
    """Return the numbers of a text, in digits or in words, each in every way that it can be read."""
    found = {match.rstrip(".,") for match in _NUMBER.findall(text)}
    plain = {float(number.replace(",", ".")) for number in found if re.fullmatch(r"\d+(?:[.,]\d+)?", number)}
    folded = f" {fold(text)} "
    spelled = {float(number) for word, number in _WORDS.items() if f" {word} " in folded}
    return plain | {float(re.sub(r"\D", "", number)) for number in found} | spelled


def laws(procedure: Procedure) -> set[str]:
    """Return the numbers of the record's legal documents."""
    return {law.number for law in procedure.legal_bases}
