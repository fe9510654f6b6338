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
    r"thanh phan ho so\s*:$|(?:ho so|thanh phan|truong hop|doi voi|giay to phai|cac giay to|cac tai lieu).*"
    r"\b(?:gom|gom co|bao gom|sau|sau day|nhu sau)\s*:$"
)
_TWO_BULLETS = re.compile(r"^(.{20,}?:)\s*-\s+-\s+(.+)$", re.DOTALL)
_BULLET = re.compile(r"(?<=[.;:,])\s+-\s*(?=[A-ZĐÂÊÔĂƯƠÁÀẢ])")
_NUMBERED_CASE = re.compile(r"\W*\(?\d{1,2}[.)]")
_PAPER_INSIDE = re.compile(r"\s[a-zđ]\)\s|:|(?:\s-|[.;])\s+[A-ZĐ]")
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
    return _bulleted_case(line)


def holds_several(text: str) -> bool:
    """Whether a line that starts with no document lists two or more after dashes, so its numbers speak of none."""
    return _bulleted(clean_line(text)) is not None


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
