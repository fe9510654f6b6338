"""References within one record: notes that point at labels of its own lines, and waivers that name its papers."""

import re

from knowledge.procedures.lines import official_lines
from knowledge.procedures.models import Procedure
from knowledge.procedures.numbering import label
from knowledge.vietnamese.folding import fold, nfc

_POINTS_AT = re.compile(
    r"\b(?:điểm|mục|khoản)\s+\(?(\d{1,2}(?:\.\d{1,2})*|[ivx]{1,5}|[a-zđ])\)?(?=[\s,;.:)]|$)"
    r"(?!(?:,| và| hoặc| đến)?[^.;:]{0,40}?"
    r"(?:khoản|điều(?! này\b)|phụ lục|chương|thông tư|nghị định|luật|mẫu|phần|quy chế|quyết định|quy chuẩn))",
    re.IGNORECASE,
)
_INSTEAD_OF = re.compile(
    r"thay the (?:cho )?thanh phan ho so (?:la )?(?:cac )?(?:loai )?([^.;:(]{12,160}?)(?= truong hop|[.;:(]|$)"
)
_AS_COPY = re.compile(
    r"^(?:\d{1,2} )?(?:ban (?:sao|chup|chinh|goc)(?: (?:co chung thuc|hop le|chung thuc|dien tu))*\s+)+"
)
_LEAST_SYLLABLES = 3


def points_at_labels(record: Procedure) -> bool:
    """Whether a line of the papers list points at the label of another ("các giấy tờ tại điểm b, mục 2.1")."""
    lines = [text for section, _, text in official_lines(record) if section == "component_groups"]
    labels = {re.sub(r"[().\s]", " ", label(text)).strip().lower() for text in lines} - {""}
    return any(found.lower() in labels for text in lines for found in _POINTS_AT.findall(nfc(text)))


def replaced_by_data(waivers: list[str]) -> tuple[str, ...]:
    """Return the papers, folded, that the office reads from a database instead, as the record's waivers name them."""
    named = (found for text in waivers for found in _INSTEAD_OF.findall(fold(text)))
    parts = (_AS_COPY.sub("", part.strip(" ,")) for name in named for part in re.split(r",| hoac | va (?=giay)", name))
    return tuple(part for part in parts if len(part.split()) >= _LEAST_SYLLABLES)


def is_named(text: str, papers: tuple[str, ...]) -> bool:
    """Whether a paper's name starts with one of the folded names."""
    line = _AS_COPY.sub("", fold(text))
    return any(re.match(rf"{re.escape(paper)}\b", line) for paper in papers)
