"""Footnotes that hang on a paper's name: "Đơn đề nghị. * Lưu ý: ...", told among the notes instead."""

import re

from knowledge.procedures.kinds import Kind, kind

_STAR = re.compile(r"[.;]\s+\*+\s*(?=[^\W\d_])")
_CUT_OFF = re.compile(
    r"\b(?:giấy tờ|các|của|và|hoặc|theo|tại|văn bản|nếu|thì|khi|do|được|cho|với|trong|trường hợp)$", re.IGNORECASE
)


def without_footnote(text: str) -> tuple[str, str]:
    """Return a line and the footnote at its end apart; the footnote is empty where there is none or it is cut off.

    >>> without_footnote("Đơn đề nghị. * Lưu ý: Đơn phải có chữ ký.")
    ('Đơn đề nghị', 'Lưu ý: Đơn phải có chữ ký.')
    """
    for star in _STAR.finditer(text):
        note = text[star.end() :].strip()
        if kind(note) in (Kind.NOTE, Kind.WAIVER):
            return text[: star.start()].strip(), "" if _CUT_OFF.search(note) else note
    return text, ""
