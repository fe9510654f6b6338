"""A whole dossier in one official line ("Hồ sơ ... gồm: a) Đơn; b) Giấy"), taken apart where its series is unbroken.

The row's numbers then say nothing of the single papers, so their counts are unknown unless the words spell them.
"""

import re
from dataclasses import dataclass

from knowledge.procedures.kinds import Kind, kind, names_case, starts_with_document
from knowledge.procedures.lines import clean_line
from knowledge.procedures.names import without_number_of_dossiers
from knowledge.procedures.numbering import LETTERS, bare
from knowledge.vietnamese.folding import fold

_LETTER = re.compile(r"(?:^|(?<=[\s:;.]))([a-zđ])\)\s+")
_DIGIT = re.compile(r"(?:^|(?<=[.;:)]\s)|(?<=^[A-Z]))(\d{1,2})[.)]\s+(?=[^\W\d_])")
_ANNOUNCES = re.compile(
    r"thanh phan(?:, so luong)? ho so\s*:$|(?:ho so|thanh phan|truong hop|doi voi|giay to phai|cac giay to|cac tai lieu).*"
    r"\b(?:gom|gom co|bao gom|sau|sau day|nhu sau)\s*:$"
)
_TWO_BULLETS = re.compile(r"^(.{20,}?:)\s*-\s+-\s+(.+)$", re.DOTALL)
_BULLET = re.compile(r"(?<=[.;:,])\s+-\s*(?=[A-ZĐÂÊÔĂƯƠÁÀẢ])")
_PLUS = re.compile(r"(?<=[.;:,])\s+\+\s*(?=[A-ZĐÂÊÔĂƯƠÁÀẢ])")
_NUMBERED_CASE = re.compile(r"\W*\(?\d{1,2}[.)]")
_PAPER_INSIDE = re.compile(r"\s[a-zđ]\)\s|:|(?:\s-|[.;])\s+[A-ZĐ]")
_ANY_BULLET = re.compile(r"(?<=[.;:,])\s+[-+•]+\s*(?=\w)")
_ANY_LETTER = re.compile(r"(?<=[.;:,\s])\s*(?<!điểm )(?<!khoản )(?<!, )[a-dđ]\)\s+")
_FOR_ALL = re.compile(
    r"^(?:\d{1,2} )?ban (?:sao|chup|photo)|\bmot trong|\btrong do\b.{0,15}$|\b(?:noi dung|thong tin)\b.{0,20}$"
)
"""Words before a list whose numbers hold for what it lists: copies, one of several papers, contents of one."""
_DOSSIER = re.compile(r"(?:cac |bo |\d+ bo )?(?:thanh phan(?:, so luong)? )?ho so\b(?!.*\bmot trong)")
_COLLECTS = re.compile(r":|\b(?:gom|sau|sau day|mot trong|mot so)\b")
"""Words before a list that make it one of contents or of alternatives."""
_OPEN_END = re.compile(r"\b(?:hoac|va|gom|sau|sau day)$|^hoac\b")
_CONTENT = re.compile(
    r"(?:thong tin|noi dung|quy trinh|ke hoach|co cau|so luong|so lieu|mo ta|dia chi|bien phap|danh gia|to chuc)\b"
)
_LEAST = 2


@dataclass(frozen=True)
class DossierRow:
    """A dossier found in one line: its heading, empty where the line starts with the first paper, and its papers."""

    heading: str
    papers: tuple[str, ...]


def dossier_row(text: str) -> DossierRow | None:
    """Return the dossier that one official line holds, None where it holds none that is safe to take apart.

    >>> dossier_row("Hồ sơ cấp lại gồm: a) Đơn đề nghị; b) Giấy phép cũ.").papers
    ('Đơn đề nghị', 'Giấy phép cũ')
    """
    line = without_number_of_dossiers(clean_line(text))
    if (found := _TWO_BULLETS.match(line)) and _ANNOUNCES.match(fold(bare(found.group(1)))):
        return DossierRow(bare(found.group(1)), (found.group(2).strip(),))
    for mark in (_LETTER, _DIGIT):
        marks = list(mark.finditer(line))
        if len(marks) >= _LEAST and _unbroken([each.group(1) for each in marks]):
            return _taken_apart(line, marks)
    return _bulleted_case(line) or _bulleted_papers(line)


def holds_several(text: str) -> bool:
    """Whether a line lists papers after dashes, plus signs or letters, so that its numbers speak of none of them."""
    line = clean_line(text)
    return _bulleted(line) is not None or any(_lists_papers(marks.split(line)) for marks in (_ANY_BULLET, _ANY_LETTER))


def _lists_papers(parts: list[str]) -> bool:
    """Whether at least two of the parts behind the first are papers, and the first does not speak for all of them."""
    named = [part for part in parts[1:] if starts_with_document(part)]
    return len(named) >= _LEAST and not _FOR_ALL.search(fold(bare(parts[0])))


def _bulleted_papers(line: str) -> DossierRow | None:
    """Take "Hồ sơ ... gồm: - Đơn; - Giấy" and "Đơn. - Phụ lục A. - Phụ lục B" apart, where each part is a whole paper."""
    mark = _BULLET if _BULLET.search(line) else _PLUS
    first, *rest = (part.strip(" ;,") for part in mark.split(line))
    if len(rest) < _LEAST or any(map(_is_no_whole_paper, rest)) or len(set(rest)) < len(rest):
        return None
    papers, lead = tuple(part.rstrip(".") for part in rest), bare(first).strip()
    if _DOSSIER.match(fold(lead)):
        return DossierRow(lead, papers) if _ANNOUNCES.match(fold(lead)) else None
    if _is_no_whole_paper(lead) or _COLLECTS.search(fold(lead)):
        return None
    return DossierRow("", (lead.rstrip("."), *papers))


def _is_no_whole_paper(text: str) -> bool:
    """Whether a part is no paper of its own: a sentence, a heading, the end of "A; hoặc", or contents of a document."""
    words = fold(text)
    whole = starts_with_document(text) and kind(text, 1) is Kind.PAPER and text.count("(") == text.count(")")
    return not whole or bool(_PAPER_INSIDE.search(text) or _OPEN_END.search(words) or _CONTENT.match(words))


def _bulleted(line: str) -> DossierRow | None:
    heading, *papers = (part.strip(" ;,") for part in _BULLET.split(line))
    if len(papers) < _LEAST or not bare(heading) or starts_with_document(heading):
        return None
    named = all(starts_with_document(paper) and kind(paper, 1) is Kind.PAPER for paper in papers)
    return DossierRow(bare(heading).strip(), tuple(paper.rstrip(".") for paper in papers)) if named else None


def _bulleted_case(line: str) -> DossierRow | None:
    """Take "(1) Đối với A: - Đơn. - Giấy." apart, where the heading says for whom and no second one hides behind it."""
    found = _bulleted(line)
    if not found or not (names_case(line) or _NUMBERED_CASE.match(line)):
        return None
    heading = found.heading.rstrip(" :.")
    whole = heading.count("(") == heading.count(")") and not _PAPER_INSIDE.search(heading)
    single = len(set(found.papers)) == len(found.papers) and not any(map(_hides_heading, found.papers))
    return found if whole and single else None


def _hides_heading(paper: str) -> bool:
    return paper.endswith(":") or bool(re.search(r"[.;]\s+(?:[IVX\d]+[.)]|[a-zđ]\)|Đối với|Hỗ trợ)\s", paper))


def _unbroken(numbers: list[str]) -> bool:
    """Whether the marks of a line are the first letters or numbers, each once and in order."""
    letters = [LETTERS[place : place + 1] for place in range(len(numbers))]
    return numbers in (letters, [str(place) for place in range(1, len(numbers) + 1)])


def _taken_apart(line: str, marks: list[re.Match[str]]) -> DossierRow | None:
    heading = bare(line[: marks[0].start()]).strip()
    ends = [mark.start() for mark in marks[1:]] + [len(line)]
    papers = [line[mark.end() : end].strip(" ;,-") for mark, end in zip(marks, ends, strict=True)]
    announced = len(heading) <= 1 or _ANNOUNCES.match(fold(heading))
    if not announced or any(kind(paper, 1) is not Kind.PAPER for paper in papers):
        return None
    return DossierRow(heading if len(heading) > 1 else "", tuple(paper.rstrip(".") for paper in papers))
