"""What a lettered row lists in dash rows below it: "b) Các tài liệu thể hiện nội dung thay đổi về:", then "Mục tiêu."."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from knowledge.procedures.kinds import Kind, kind, names_case, starts_with_document
from knowledge.procedures.models import Component
from knowledge.procedures.numbering import bare, label, number

_LIST_FOLLOWS = re.compile(r"\b(?:về|gồm|sau|sau đây)\s*:$", re.IGNORECASE)
_NO_CONTENT = re.compile(r"lưu ý|ghi chú|số lượng|\(|\*", re.IGNORECASE)


@dataclass(frozen=True)
class RowList:
    """One paper told in several rows: the line id of its first, its whole text, and the line ids of the others."""

    head: str
    text: str
    rows: frozenset[str]


def listed_rows(rows: Sequence[Component]) -> RowList | None:
    """Return the paper whose list stands in the other rows of one group, None where that is not sure.

    Rows are in no reliable order, so one row alone may announce a list, it must carry a letter or a number, and no
    row without one may name a paper, a case or a remark.
    """
    heads = [row for row in rows if _LIST_FOLLOWS.search(row.text.strip()) and kind(row.text, 1) is Kind.PAPER]
    inside = [row for row in rows if not number(row.text) and not label(row.text)]
    if len(heads) != 1 or heads[0] in inside or not inside or not all(map(_is_content, inside)):
        return None
    told = "; ".join(bare(row.text).rstrip(" .;,") for row in inside)
    return RowList(heads[0].line, f"{heads[0].text.strip()} {told}", frozenset(row.line for row in inside))


def _is_content(row: Component) -> bool:
    named = starts_with_document(row.text) or names_case(row.text) or _NO_CONTENT.match(row.text)
    return not named and kind(row.text, 1) is not Kind.WAIVER
