"""Footnotes that hang on a paper's name: "Đơn đề nghị. * Lưu ý: ...", told among the notes instead."""

import re

from knowledge.procedures.kinds import Kind, kind
from knowledge.procedures.numbering import bare
from knowledge.vietnamese.folding import fold

_STAR = re.compile(r"[.;]\s+\*+\s*(?=[^\W\d_])")
_ABOUT_OTHERS = re.compile(
    r"[.;]\s+(?=(?:các )?(?:giấy tờ|tài liệu|thành phần hồ sơ) (?:quy định |nêu )?tại (?:các )?(?:khoản|điểm|mục)\b"
    r"[^;:]{0,80}\blà (?:\d{1,2} )?bản (?:sao|chụp)\b)",
    re.IGNORECASE,
)
_MUST_STATE = re.compile(
    r"[.;]\s+(?=(?:trường hợp|nếu)\b[^.;]*\bthì trong\b[^.;]*\bphải (?:ghi|nêu) rõ\b)", re.IGNORECASE
)
_WAIVES = re.compile(
    r"(?:[.;]\s*(?:[-+]\s*)?|(?<=[a-zà-ỹ)])\.(?=[A-ZĐ]))"
    r"(?=(?:(?:các |trong )?trường hợp|đối với|nếu|thông tin về|thành phần hồ sơ|cơ quan tiếp nhận)\b)",
    re.IGNORECASE,
)
"""Where a sentence may begin that waives something or says what the office does."""
_OFFICE_READS = re.compile(
    r"[.;]?\s*\((?=cơ quan (?:giải quyết|tiếp nhận)[^.;]{0,80}khai thác, sử dụng thông tin)", re.IGNORECASE
)
_DROPPED_BY_DATA = re.compile(
    r"[.;]+\s*(?=(?:các )?thành phần hồ sơ (?:trong|của|tại|theo|nêu|trên|này)?[^.;:]{0,60}được (?:thay thế|cắt giảm|miễn trừ)\b|"
    r"trường hợp không khai thác được [^.;]{0,250}\byêu cầu (?:cá nhân|tổ chức|người|doanh nghiệp)|"
    r"trong trường hợp khai thác được [^.;]{0,300}\bkhông yêu cầu [^.;]{0,60}\bnộp\b)",
    re.IGNORECASE,
)
"""Where sentences begin on what the office reads from databases, for the whole dossier; all that follows is of it."""
_NAMES_ITSELF = re.compile(
    r"\b(?:nay|ban giay|tren|nop|xuat trinh|neu tai|do)\s*(?:$|[.;,])|"
    r"khong (?:phai|can|yeu cau) (?:nop|xuat trinh|cung cap|gui)(?: \w+){0,1}\s*(?:$|[.;,(]|khi\b|trong\b|thanh phan)|"
    r"\b(?:nay|nop them|nop bo sung|phai co|van ban uy quyen|hop phap hoa|chung thuc, |dich)\b|cong chung"
)
"""Words that make a waiver one of the paper in front of it, or a demand of its own: it stays with the paper."""
_HERE = re.compile(r"\btrong truong hop nay\b|\b(?:khoan|dieu|diem) nay\b")
_OTHERWISE = re.compile(r"[.;]\s*truong hop [^.;]*\bkhong khai thac duoc\b.*")
"""What is handed in where the office could not read it."""
_OTHER_PAPER = re.compile(
    r"khong (?:phai|can|yeu cau|duoc yeu cau)(?: \w+){0,8}? (?:nop|cung cap|xuat trinh)(?: lai| bo sung)? "
    r"(?:ban (?:sao|giay|chup) |ho so giay|cac )?(?:giay|ho so giay|tai lieu|van ban|quyet dinh)|"
    r"co trach nhiem chu dong khai thac"
)
_CUT_OFF = re.compile(
    r"\b(?:giấy tờ|các|của|và|hoặc|theo|tại|văn bản|nếu|thì|khi|do|được|cho|với|trong|trường hợp)$", re.IGNORECASE
)


_LIKE = 4
"""Syllables at its start by which a paper is known again."""
_TAKES_COPIES = re.compile(
    r"yeu cau doi voi (?:mot so )?giay to.*\bnop ban (?:goc|chinh) hoac ban sao|"
    r"\b(?:ho so|thanh phan ho so|giay to|tai lieu)\b[^.;:]{0,60} la ban (?:chinh|goc) hoac ban sao|"
    r"\b(?:giay to|tai lieu|thanh phan ho so)(?: (?:neu )?tren| nay)? phai la ban (?:chinh|goc|sao)\b[^.;]{0,60}hoac ban sao|"
    r"\bco the nop (?:\d+ )?ban (?:sao|chup)\b|"
    r"khong quy dinh (?:la |ro )?ban chinh thi co the nop ban sao|"
    r"^(?:cac )?(?:giay to|tai lieu|thanh phan ho so) [^.;:]{0,250}\bla (?:\d{1,2} )?ban (?:chup|sao)\b|"
    r"\bthanh phan ho so [^.;:]{0,120} neu tren la ban (?:chup|sao)\b|"
    r"\bthi nop ban (?:chup|sao) (?:cac )?(?:giay to|tai lieu|thanh phan ho so)(?: neu)? tren\b|"
    r"\bla \d{1,2} ban \(ban (?:chinh|goc) hoac ban sao|"
    r"\bban (?:chinh|goc) (?:cua )?(?:cac |nhung )?(?:giay to|tai lieu|van ban)\b[^.;:]{0,40} (?:phai )?(?:duoc )?xuat trinh\b"
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
    if found := _OFFICE_READS.search(text):
        note = text[found.end() :].strip(" ;.")
        return text[: found.start()].strip(), note.removesuffix(")")
    if told := [each for each in (_waiver(text), _dropped_by_data(text)) if each]:
        return min(told, key=lambda each: len(each[0]))
    for star in _STAR.finditer(text):
        note = text[star.end() :].strip()
        if kind(note) in (Kind.NOTE, Kind.WAIVER):
            return text[: star.start()].strip(), "" if _CUT_OFF.search(note) else note
    return text, ""


def _dropped_by_data(text: str) -> tuple[str, str] | None:
    """Return a paper and the sentences behind it on what the office reads from databases."""
    found = _DROPPED_BY_DATA.search(text)
    if not found or kind(text[: found.start()], 1) is not Kind.PAPER:
        return None
    return text[: found.start()].strip(), text[found.end() :].strip()


def _waiver(text: str) -> tuple[str, str] | None:
    """Return a line and the sentence at its end that waives another paper, or says what the office reads itself."""
    for found in _WAIVES.finditer(text):
        paper, note = text[: found.start()].strip(), text[found.end() :].strip(" ;")
        words = _OTHERWISE.sub("", _HERE.sub("", fold(note)))
        if kind(note) in (Kind.NOTE, Kind.WAIVER) and _OTHER_PAPER.search(words) and not _NAMES_ITSELF.search(words):
            explicit = words.startswith("doi voi") or not _names_it(paper, words)
            return (paper, note) if explicit and kind(paper, 1) is Kind.PAPER else None
    return None


def _names_it(paper: str, waiver: str) -> bool:
    """Whether a folded waiver names the paper it stands behind."""
    return " ".join(fold(bare(paper)).split()[:_LIKE]) in waiver


def lets_hand_in_copies(text: str) -> bool:
    """Whether a note takes an original or a copy of the record's papers, so that no row's number of originals holds."""
    return bool(_TAKES_COPIES.search(fold(text)))
