"""Records that say the same: of one name, or of one name but for the level and the way of handing in.

An answer with any record of one name is right. Between records of one request, at the commune and at the province,
there is nothing to ask a citizen back about.
"""

import re
from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from knowledge.vietnamese.folding import syllables
from retriever.documents import Document

_LEVEL = r"cấp (?:xã|huyện|tỉnh|bộ|tw|trung ương)\b"
_WHERE = re.compile(
    rf"\([^()]*(?:\b{_LEVEL}|thẩm quyền|trung ương|địa phương)[^()]*\)|\b(?:thực hiện )?(?:tại |ở )?{_LEVEL}"
    r"|\bbằng dịch vụ công (?:trực tuyến )?(?:toàn trình|một phần)\b|^\W*thủ tục\b",
    re.IGNORECASE,
)
"""What a name says of who handles it and how it comes there, and "thủ tục" before it."""


def names(documents: Sequence[Document]) -> NDArray[np.int64]:
    """Return a number for each document's name, shape (documents,): equal where the names say the same."""
    return _numbered(tuple(syllables(item.name)) for item in documents)


def requests(documents: Sequence[Document]) -> NDArray[np.int64]:
    """Return a number for each document's request, shape (documents,): equal where only level or way differ."""
    return _numbered(_request(item.name) for item in documents)


def _request(name: str) -> tuple[str, ...]:
    return tuple(syllables(_WHERE.sub(" ", name))) or tuple(syllables(name))


def _numbered(said: Iterable[tuple[str, ...]]) -> NDArray[np.int64]:
    numbers: dict[tuple[str, ...], int] = {}
    return np.array([numbers.setdefault(item, len(numbers)) for item in said], np.int64)
