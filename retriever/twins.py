"""Records that share one name, at other levels or under other decisions: an answer with any of them is right."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from knowledge.vietnamese.folding import syllables
from retriever.documents import Document


def names(documents: Sequence[Document]) -> NDArray[np.int64]:
    """Return a number for each document's name, shape (documents,): equal where the names say the same."""
    numbers: dict[tuple[str, ...], int] = {}
    return np.array([numbers.setdefault(tuple(syllables(item.name)), len(numbers)) for item in documents], np.int64)
