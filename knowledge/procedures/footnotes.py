"""Footnotes that hang on a paper's name: "Đơn đề nghị. * Lưu ý: ...", told among the notes instead."""

import re

from knowledge.procedures.kinds import Kind, kind

_STAR = re.compile(r"[.;]\s+\*+\s*(?=[^\W\d_])")
_ABOUT_OTHERS = re.compile(
    r"[.;]\s+(?=(?:các )?(?:giấy tờ|tài liệu|thành phần hồ sơ) (?:quy định |nêu )?tại (?:các )?(?:khoản|điểm|mục)\b"
    r"[^;:]{0,80}\blà (?:\d{1,2} )?bản (?:sao|chụp)\b)",
    re.IGNORECASE,
)
_MUST_STATE = re.compile(
    r"[.;]\s+(?=(?:trường hợp|nếu)\b[^.;]*\bthì trong\b[^.;]*\bphải (?:ghi|nêu) rõ\b)", re.IGNORECASE
)
_CUT_OFF = re.compile(
    r"\b(?:giấy tờ|các|của|và|hoặc|theo|tại|văn bản|nếu|thì|khi|do|được|cho|với|trong|trường hợp)$", re.IGNORECASE
)


def tells_counts_of_others(text: str) -> bool:
    """Whether a line says of other rows that they are handed in as copies ("Giấy tờ tại khoản 2 là bản sao")."""
    return bool(_ABOUT_OTHERS.search(text))


def without_footnote(text: str) -> tuple[str, str]:
    """Return a line and the footnote at its end apart; the footnote is empty where there is none or it is cut off.

    Sentences on other rows, and on what another paper must state, are footnotes too, without a star.

    >>> without_footnote("Đơn đề nghị. * Lưu ý: Đơn phải có chữ ký.")
    ('Đơn đề nghị', 'Lưu ý: Đơn phải có chữ ký.')
    """
    for remark in (_ABOUT_OTHERS, _MUST_STATE):
        if found := remark.search(text):
            return text[: found.start()].strip(), text[found.end() :].strip()
    for star in _STAR.finditer(text):
        note = text[star.end() :].strip()
        if kind(note) in (Kind.NOTE, Kind.WAIVER):
            return text[: star.start()].strip(), "" if _CUT_OFF.search(note) else note
    return text, ""
