"""What is known of each procedure, as every compared system gets it: plain data that is cheap to load."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from knowledge.procedures.catalogue import Catalogue
from knowledge.procedures.models import Procedure
from retriever.documents import Document

LONGEST = 4000
"""Characters read of a record's papers, and of its other lines: as much as our own index reads."""


@dataclass(frozen=True)
class Known:
    """One procedure: `names` are titles (at least one), `phrasings` everyday questions, `text` the official prose."""

    procedure_code: str
    names: tuple[str, ...]
    phrasings: tuple[str, ...] = ()
    text: str = ""


@dataclass(frozen=True)
class Entries:
    """Texts to index and whose they are; those of one procedure stand together, from `starts[procedure]` on.

    `owners`: for every text the position of its procedure in `codes`, shape (texts,). `starts`: shape (procedures,).
    """

    codes: tuple[str, ...]
    texts: list[str]
    owners: NDArray[np.int64]
    starts: NDArray[np.int64]

    def ranked(self, scores: NDArray[np.floating], k: int) -> list[tuple[str, float]]:
        """Return the best `k` procedures of `scores` (texts,), each with its best text's; none that scores nothing."""
        best = np.maximum.reduceat(scores, self.starts)
        order = np.argsort(-best, kind="stable")[:k]
        return [(self.codes[owner], float(best[owner])) for owner in order if best[owner] > 0]


@dataclass(frozen=True)
class Fields:
    """Which of a procedure's texts a system indexes beside its names.

    >>> Fields(text=True, phrasings=True).suffix
    '-text+phrasings'
    """

    text: bool = False
    phrasings: bool = False

    @property
    def suffix(self) -> str:
        """Return the variant as it stands in a system's name."""
        return ("-text" if self.text else "") + ("+phrasings" if self.phrasings else "")

    @property
    def names(self) -> list[str]:
        """Return the fields for a system's configuration."""
        return ["names", *(["text"] if self.text else []), *(["phrasings"] if self.phrasings else [])]

    def only(self, documents: Iterable[Known]) -> list[Known]:
        """Return `documents` without what this variant does not index."""
        return [
            replace(
                document,
                phrasings=document.phrasings if self.phrasings else (),
                text=document.text if self.text else "",
            )
            for document in documents
        ]

    def entries(self, documents: Iterable[Known]) -> Entries:
        """Return the texts to index: every name, or all names and the official text in one; then every phrasing."""
        texts: list[str] = []
        owners: list[int] = []
        codes, starts = [], []
        for owner, document in enumerate(documents):
            codes.append(document.procedure_code)
            starts.append(len(texts))
            texts += self._texts(document)
            owners += [owner] * (len(texts) - len(owners))
        return Entries(tuple(codes), texts, np.array(owners, dtype=np.int64), np.array(starts, dtype=np.int64))

    def _texts(self, document: Known) -> Iterator[str]:
        if self.text:
            yield " ".join((*document.names, document.text))
        else:
            yield from document.names
        if self.phrasings:
            yield from document.phrasings


def from_release(documents: Iterable[Document], folder: Path) -> list[Known]:
    """Return what the release in `folder` knows; official text of the records in it, "" for a guide without record."""
    texts = {record.procedure_code: _official(record) for record in Catalogue(folder / "catalogue.sqlite").offered()}
    return [
        Known(code, document.names, document.phrasings, texts.get(code, ""))
        for document in documents
        for code in [document.procedure_code]
    ]


def _official(record: Procedure) -> str:
    context = " ".join((record.field, *record.results, *record.keywords, *record.targets))
    papers = " ".join(component.text for component in record.components)
    prose = " ".join(passage.text for passage in record.passages)
    return f"{context} {papers[:LONGEST]} {prose[:LONGEST]}"
