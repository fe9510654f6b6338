"""The name of a paper as shown: without labels, dangling punctuation, inner bullets and tails that announce rows."""

import re

from knowledge.procedures.numbering import bare, closed

ASKED = re.compile(
    r"^(?:các loại |các )?(giấy tờ|thành phần hồ sơ) (?:phải )?(nộp|xuất trình)(?: \([^)]*\))?\s*:\s*(?=\S)",
    re.IGNORECASE,
)
_EDGES = re.compile(r"^[\s;:,.\-–]+|[\s;:,.\-–]+$|(?<=\))\*+$")
_TAIL = re.compile(
    r"(?:,|\s+và)?\s+(?:phải )?(?:đáp ứng|trong đó|bao gồm|gồm|cụ thể)\s?(?:có |phải có |bao gồm |được |tối thiểu )*"
    r"(?:các )?(?:nội dung |yêu cầu |thông tin )?(?:chính )?(?:như )?(?:sau(?: đây)?)?\s*:+\s*$",
    re.IGNORECASE,
)
"""What follows stands in other rows, so the name would end in the air: "... và đáp ứng các yêu cầu sau:"."""
_INNER_BULLET = re.compile(r"(?<=[;:,.])\s*[-+•*●]\s+(?=\S)")
_PLUS = re.compile(r"\+\)\s*(?=\w)")
_OWN_LIST = re.compile(
    r"(?:trong )?trường hợp\b|đối với\b|.*(?:\((?:i|1)\)\s|\b(?:gồm|sau|sau đây|tại)\s*:)", re.IGNORECASE | re.DOTALL
)
"""An item that holds a list or a condition of its own, so that the next item must not seem to belong to it."""
_NUMBER_OF_DOSSIERS = re.compile(
    r"[.;,]?\s*[-+]?\s*(?:(?:[IVX]+|[A-D]|\d)\.\s*)?Số lượng(?: hồ sơ)?\s*:\s*\d{1,2}\s*\(?(?:\w+\) )?bộ\)?[^.;]{0,20}[.;\s]*$",
    re.IGNORECASE,
)
_WRAPPED = re.compile(r"\((?:[^()]|\([^()]*\))*\)")
"""A name that stands in parentheses as a whole."""
_ONLY_SHOWN = re.compile(r"\s*\((?:chỉ )?xuất trình\)", re.IGNORECASE)


def paper_name(text: str) -> str:
    """Return a name that can be read aloud.

    >>> paper_name("giấy đăng ký xe (xuất trình);")
    'Giấy đăng ký xe'
    """
    asked = ASKED.match(text)
    name = bare(text[asked.end() :]) if asked else text
    if _WRAPPED.fullmatch(name):
        name = name[1:-1]
    name = tidy(_without_inner_bullets(_ONLY_SHOWN.sub("", without_number_of_dossiers(name))))
    return name[:1].upper() + name[1:]


def _without_inner_bullets(name: str) -> str:
    """Return a name without bullets; they stay where an item before the last holds its own list or condition."""
    told = _PLUS.sub("+ ", name)
    _, *items = _INNER_BULLET.split(told)
    return told if any(map(_OWN_LIST.match, items[:-1])) else _INNER_BULLET.sub(" ", told)


def same_name(text: str) -> str:
    """Return what two lines that name one paper have in common: "1. Tờ khai" and "- tờ khai." -> "tờ khai"."""
    return tidy(bare(text)).casefold()


def without_announcement(text: str) -> str:
    """Return a line that ends in a colon without the words that announce other rows.

    >>> without_announcement("Báo cáo gồm các nội dung sau:")
    'Báo cáo'
    """
    return _TAIL.sub("", text)


def without_number_of_dossiers(text: str) -> str:
    """Return a line without a tail such as "II. Số lượng hồ sơ: 01 (bộ)"."""
    return _NUMBER_OF_DOSSIERS.sub("", text)


def tidy(text: str) -> str:
    """Return a line without dangling punctuation and a parenthesis that is never opened; an open one is closed."""
    told = _EDGES.sub("", text)
    while told.endswith(")") and told.count(")") > told.count("("):
        told = _EDGES.sub("", told[:-1])
    return closed(told)
