"""A fee in words: the amount where the prose names exactly one, the waiver where it waives it, and why it is unknown."""

import re
from collections.abc import Sequence
from datetime import date
from enum import StrEnum

from knowledge.procedures.models import Fee, Level
from knowledge.vietnamese.folding import fold

_MONEY = re.compile(
    r"(?<![\d.,])(\d{1,3}(?:[.,]\d{3})+|\d{3,9})\s*(?:vn[dđ]|[dđ]ong|[dđ](?=[\s/.,;)]|$))|"
    r"(?<![\d.,])(\d{1,3}(?:[.,]\d{3})+)\s*(?=/)|\bphi\s*:\s*(\d{1,3}(?:[.,]\d{3})+)"
)
_MILLIONS = re.compile(r"(?<![\d.,])(\d{1,4}(?:,\d{1,3})?)\s*(?:\([^()\d]*\)\s*)?trieu\b")
_ENDS = re.compile(
    r"\bmien (?:phi|le phi|thu)?[^.;]{0,40}(?:tu ngay|den ngay|den \d|den het)|"
    r"(?:bang|giam)\s*\d{1,2}\s*%|\bkhi [^.;,]{3,40} khong thu\b|"
    r"muc (?:thu )?(?:le )?phi bang \d"
)
"""An exemption or a share that holds for a time, or of some other sum."""
_OF_CLASS = re.compile(r"\b(?:doi voi|truong hop)\b")
"""Words before and behind a single sum that speak of two classes, of which it belongs to one."""
_UNSURE = re.compile(
    r"\d\s*%|phan tram|usd|[$€]|eur\b|euro|trieu|nghin|toi (?:thieu|da)|khong qua|\btu \d[\d.,]*\s*(?:d|vn|dong)|"
    r"\bden \d[\d.,]*\s*(?:d|vn|dong)|tro len|hoi dong nhan dan|hdnd|mien|giam|ap dung den|den het ngay|den ngay|"
    r"bang \d|muc thu bang|ban sao|muc thu (?:phi )?tai|bieu"
)
_UNTIL = re.compile(
    r"(?:[^.;()]|(?<=\d)\.(?=\d))*\bden (?:het )?(?:ngay )?(\d{1,2})/(\d{1,2})/(\d{4})(?:[^.;()]|(?<=\d)\.(?=\d))*"
)
_NOTHING = re.compile(
    r"(?:[-+*\s]*(?:phi|le phi|muc phi|phi,? le phi)?\s*:?\s*)(?:khong(?: co)?(?: (?:thu|mat|phai nop|"
    r"ton))?(?: (?:phi|le phi|"
    r"phi,? le phi|phi va le phi|tien))?|mien (?:phi|le phi|phi,? le phi))\s*[.;]*"
)
_COUNCIL = re.compile(r"hoi dong nhan dan|hdnd|dia phuong|uy ban nhan dan (?:cap )?tinh|nghi quyet")
_RULES = re.compile(r"theo quy dinh|thong tu|nghi dinh|phap luat|bo tai chinh|luat|bieu (?:phi|muc)")
_FOREIGN = re.compile(r"(?<![a-z])usd\b|[$€]|\beuro?\b|\bdo la my\b|\bngoai te\b|\byen nhat\b")
_NOT_RULED = re.compile(r"\W*(?:(?:phi|le phi|phi, le phi)\W+)?(?:khong|chua)(?: co)? quy dinh\b.*")
_LEFT_TO_COUNCIL = re.compile(
    r"\bmuc\b[^.;]{0,80}(?:hoi dong nhan dan|hdnd)[^.;]{0,60}(?:quyet dinh|quy dinh|ban hanh)|"
    r"(?:hoi dong nhan dan|hdnd)[^.;]{0,60}(?:quyet dinh|quy dinh|ban hanh) (?:cu the )?(?:ve )?muc"
)
_ONLINE = r"(?:qua mang|truc tuyen|moi truong dien tu|dien tu)"
_FREE_ONLINE = re.compile(
    rf"^\W*mien (?:phi|le phi)[^.;]{{0,80}}{_ONLINE}\b|{_ONLINE}[^.;]{{0,40}}\bduoc mien (?:phi|le phi)\b"
)
_MINISTRY_RULE = re.compile(r"thong tu|bo tai chinh|\btt-b")
_NATIONAL = re.compile(
    r"\b(?:hai quan|thue\b|ngan hang nha nuoc|cong an|bien phong|bao hiem xa hoi|bhxh\b|kho bac|toa an|thi hanh an|cang vu|"
    r"dang kiem|uy ban chung khoan|bo quoc phong|quan khu|chi huy quan su)|"
    r"^(?:bo|tong cuc|cuc|vien|thu tuong|chinh phu|van phong chinh phu)\b"
)
_SMALLEST, _LARGEST = 500, 10**12


class Unknown(StrEnum):
    """Why the amount of a fee is not known."""

    LOCAL_COUNCIL = "local_council"
    ELSEWHERE = "elsewhere"
    FOREIGN_CURRENCY = "foreign_currency"
    SEVERAL = "several"
    SILENT = "silent"


def amount_in_words(text: str) -> int | None:
    """Return the one sum of đồng that `text` names; None where it names several, a range, a rate or an exemption.

    >>> amount_in_words("Lệ phí hải quan: 20.000 đồng/tờ khai")
    20000
    """
    words = fold(text)
    if _UNSURE.search(words):
        return None
    found = _sums(words)
    amount = found.pop() if len(found) == 1 else 0
    return amount if _SMALLEST <= amount < _LARGEST else None


def _sums(words: str) -> set[int]:
    """Return the sums of đồng that folded words name."""
    return {int(re.sub(r"[.,]", "", "".join(groups))) for groups in _MONEY.findall(words)}


def contradicts(text: str, amount: int, as_of: date) -> bool:
    """Whether the words name another sum than the printed one, or one of two classes, foreign money, or an exemption.

    Clauses that ended before `as_of` say nothing. Millions in words are compared only where they are all that is named.
    """
    words = _UNTIL.sub(lambda clause: "" if _has_ended(clause, as_of) else clause.group(), fold(text))
    named = _sums(words)
    if named - {amount} or _ENDS.search(words) or _stands_between_classes(words):
        return True
    millions = {round(float(told.replace(",", ".")) * 10**6) for told in _MILLIONS.findall(words)}
    return not named and (bool(_FOREIGN.search(words)) or bool(millions and amount not in millions))


def _stands_between_classes(words: str) -> bool:
    """Whether one sum stands between the names of two classes, so that nobody knows whose it is."""
    sums = list(_MONEY.finditer(words))
    return len(sums) == 1 and all(_OF_CLASS.search(side) for side in (words[: sums[0].start()], words[sums[0].end() :]))


def _has_ended(clause: re.Match[str], as_of: date) -> bool:
    day, month, year = map(int, clause.groups())
    return (year, month, day) < (as_of.year, as_of.month, as_of.day)


def says_nothing_is_due(text: str) -> bool:
    """Whether the words waive the fee for everybody: "Không", "Miễn phí", "Không thu lệ phí"; not "Không quy định"."""
    return bool(_NOTHING.fullmatch(fold(text).strip()))


def is_free_online(text: str) -> bool:
    """Whether the words waive the fee for whoever files online, and name no sum and nobody else's fee.

    >>> is_free_online("Miễn lệ phí đối với trường hợp đăng ký qua mạng điện tử")
    True
    """
    words = fold(text)
    return bool(_FREE_ONLINE.search(words)) and not _sums(words) and not _COUNCIL.search(words)


def names_ministry_rule(text: str) -> bool:
    """Whether the words name a rule of a ministry and leave nothing to the province."""
    words = fold(text)
    return bool(_MINISTRY_RULE.search(words)) and not _COUNCIL.search(words)


def council_decides(text: str, amount: int) -> bool:
    """Whether the words leave the amount to the provincial council and do not name it themselves."""
    digits = re.sub(r"[.,\s]", "", text)
    return bool(_LEFT_TO_COUNCIL.search(fold(text))) and str(amount) not in digits


def is_national(office: str) -> bool:
    """Whether an office belongs to the state's own branches (customs, tax, police ...): no council sets its fees."""
    return bool(_NATIONAL.search(fold(office)))


def why_unknown(fee: Fee, level: Level, handled_by: Sequence[str] = ()) -> Unknown | None:
    """Return why an amount is unknown; None where it is known.

    A zero without words means, at commune and province level, that the local council decides (data trap 1);
    not where a national office handles the procedure, too, or the record names a ministry's rule elsewhere.
    """
    if fee.amount is not None:
        return None
    if fee.ruled_elsewhere:
        return Unknown.ELSEWHERE
    words = fold(fee.text)
    if _NOT_RULED.fullmatch(words):
        return Unknown.SILENT
    for reason, pattern in ((Unknown.LOCAL_COUNCIL, _COUNCIL), (Unknown.FOREIGN_CURRENCY, _FOREIGN)):
        if pattern.search(words):
            return reason
    if len(_sums(words)) > 1 or _ENDS.search(words):
        return Unknown.SEVERAL
    if _RULES.search(words):
        return Unknown.ELSEWHERE
    national = any(is_national(office) for office in handled_by)
    local = not words.strip() and level in (Level.COMMUNE, Level.PROVINCE) and not national
    return Unknown.LOCAL_COUNCIL if local else Unknown.SILENT
