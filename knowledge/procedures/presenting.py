"""Whether a paper is only shown: "Xuất trình hộ chiếu", "Giấy đăng ký xe (xuất trình)", "... phải xuất trình ..."."""

import re

from knowledge.procedures.kinds import starts_with_document
from knowledge.procedures.names import ASKED
from knowledge.vietnamese.folding import fold

_SHOWS = re.compile(r"(?:phai |chi )?xuat trinh\b")
_IN_PARENTHESIS = re.compile(r"\((?:chi )?xuat trinh\)")
_HANDED = re.compile(r"\b(xuat trinh|nop|gui|bo sung|cung cap|kem theo)\b")
_EARLY = 200
"""Characters within which a sentence says that something is to be shown."""


def is_presented(text: str) -> bool:
    """Whether the words of one line, without its numbering, ask to show a paper and nowhere to hand one in."""
    line = fold(text)
    if asked := ASKED.match(text):
        return asked.group(2).lower() == "xuất trình"
    if re.match(r"xuat trinh (?:va|hoac) (?:nop|gui)", line):
        return False
    if _SHOWS.match(line) or _IN_PARENTHESIS.search(line):
        return True
    verbs = set(_HANDED.findall(line)) if "xuat trinh" in line[:_EARLY] else set()
    return not starts_with_document(text) and verbs == {"xuat trinh"} and "doi chieu" not in line
