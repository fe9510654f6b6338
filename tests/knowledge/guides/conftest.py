"""The guides of the repository and the imported national catalogue that they point into."""

import re
from functools import cache

import pytest

from knowledge.guides.loading import Guides, load
from knowledge.procedures.catalogue import Catalogue
from knowledge.procedures.lines import official_lines
from knowledge.vietnamese.folding import fold
from tests.catalogue import IMPORTED, need


class Record:
    """What a guide may point at in the catalogue, read once a procedure."""

    def __init__(self, catalogue: Catalogue) -> None:
        self.catalogue = catalogue
        self.get = cache(catalogue.get)
        self.lines = cache(self._lines)

    def numbers(self, procedure_code: str, line: str) -> set[float]:
        """Return every number that an official line prints: "02 ngày" -> {2}, "20.000 đồng" -> {20.0, 20000}."""
        found = re.findall(r"\d[\d.,]*", " ".join(self.texts(procedure_code, line)))
        plain = {float(number.replace(",", ".")) for number in found if re.fullmatch(r"\d+(?:[.,]\d+)?", number)}
        return plain | {float(re.sub(r"\D", "", number)) for number in found}

    def waives(self, procedure_code: str, line: str) -> bool:
        """Return whether an official line speaks of a waiver ("miễn", "không thu")."""
        told = fold(" ".join(self.texts(procedure_code, line)))
        return any(words in told for words in ("mien", "khong thu", "khong phai nop", "khong mat"))

    def texts(self, procedure_code: str, line: str) -> list[str]:
        """Return the texts that stand under one line id."""
        return [text for _, found, text in official_lines(self.get(procedure_code)) if found == line]

    def _lines(self, procedure_code: str) -> frozenset[str]:
        return frozenset(line for _, line, _ in official_lines(self.get(procedure_code)))


@pytest.fixture(scope="session")
def guides() -> Guides:
    return load()


@pytest.fixture(scope="session")
def record() -> Record:
    need(IMPORTED)
    return Record(Catalogue(IMPORTED))
