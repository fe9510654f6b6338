"""What the title of a group of papers is: an alternative case, a part of the dossier, a plain heading or a note."""

import re
from collections import Counter
from dataclasses import dataclass, replace
from enum import StrEnum

from knowledge.procedures.agreement import Asked, asked_of_all
from knowledge.procedures.kinds import is_plain_heading, starts_with_document
from knowledge.procedures.listed_rows import RowList, listed_rows
from knowledge.procedures.models import ComponentGroup, Procedure
from knowledge.procedures.names import same_name
from knowledge.procedures.numbering import bare, closed, number
from knowledge.vietnamese.folding import fold, syllables


class TitleKind(StrEnum):
    """CASE says for whom, PART names a part that everybody needs, PLAIN says nothing, NOTE is a sentence of its own."""

    CASE = "case"
    PART = "part"
    PLAIN = "plain"
    NOTE = "note"


_NOTES = re.compile(r"\(?\*?\s*(?:luu y|ghi chu|chu y|chu thich|quy dinh ve mien|so luong|yeu cau doi voi)")
_ONLY_NUMBER = re.compile(r"(?:mot|hai|ba|\d{1,2})? ?(?:\(\w+\) ?)?(?:bo(?: ho so)?)?[\s.;:]*")
_TELLS = re.compile(r"[^:]{0,60}:\s*(?!\d+ ?(?:\(\w+\) ?)?bo(?: ho so)?[\s.;]*$)\S.{2}|so luong.{30,}\bla \d")
"""A heading of notes that says its note itself: "Số lượng hồ sơ: do Ủy ban nhân dân cấp tỉnh quy định"."""
_NAMES_FORM = re.compile(
    r"(?:phieu|to khai|don|van ban de nghi|giay de nghi)\b(?!.*(?:gom|sau)\b)[^:]*?(?<!\d)\.(?:\s+\D|\s*$)|"
    r"cong dan ke khai\b|luong ho so\b"
)
"""A title that names a form and tells of it in a sentence, with no word on for whom it is."""
_CASE = re.compile(
    r"truong hop|doi voi|^cap |\bcap (?:moi|lai|doi|lan dau|bo sung)|gia han|sua doi|dieu chinh|chuyen doi|"
    r"\bdo (?:bi |thay)|"
    r"thay doi|^dang ky|^khi |^neu |lan dau|(?<!nop )bo sung|xu ly (?:uu tien|binh thuong)|cham dut|^nguoi |^khach hang|"
    r"^ca nhan|^to chuc|"
    r"^doanh nghiep|^cong dan|^hang hang khong|^thu tuc|^nhap canh|^xuat canh|^qua canh|^tam (?:nhap|xuat)|mat,|"
    r"bi mat|hu hong"
)
_PART = re.compile(
    r"(?:\d+ )?(?:ho so|giay to|thanh phan|tai lieu|cac |phan |van ban|chung tu|bao gom|gom|nop|xuat trinh|"
    r"mot trong|nhung|to khai|ban (?:khai|sao|chinh)|don\b|danh muc|so|hoan thien sau)"
)
_BY_OFFICE = re.compile(
    r"(?:doi voi )?(?:thanh phan )?ho so (?:(?:so|cuc|bo|co quan|uy ban|chu tich|ubnd)\b[^:;,]{0,60} )?"
    r"(?:trinh (?:phe duyet|xet tang|truy tang|chu tich|uy ban|hoi dong nhan dan|thu tuong|bo truong)|gui xin y kien|"
    r"lay y kien)\b"
)
"""The dossier that the office itself puts up to another: "Hồ sơ trình phê duyệt"."""
_ALIKE = 5
"""Syllables at the start of two titles that must agree for them to be alternatives."""
_OF_PURPOSE = re.compile(r"ho so (?:hai quan|nhap khau|thanh lap|thong bao|de nghi)\b(?!.*(?:\bbuoc \d|\(do\b))")
"""A dossier named by what it is for, so that four syllables suffice: "Hồ sơ thông báo tạm ngừng", "... tiếp tục"."""
_SENTENCE = re.compile(
    r"^\((?!\d)|^khong quy dinh|\bthi\b.*(?:khong|duoc|co the|phai co ban dich|thuc hien theo)|"
    r"ho so khong bao gom|khong yeu cau|"
    r"^(?:to chuc|ca nhan|nguoi|doanh nghiep|co so|don vi)\b[^:]*\b(?:nop|gui) (?:\d+ (?:\(\w+\) )?bo )?ho so\b"
    r"[^:]*\b(?:ve|den|toi|tai|qua)\b(?!.*\bgom\b)|"
    r"chiu trach nhiem(?! chinh\b)|duoc tao lap|co the nop|^trong phieu|ho so dang ky bao gom thong tin"
)
_ANNOUNCES = re.compile(r"(?::|gom|phai co|phai nop|nhu sau|sau day)\s*$")
_ANNOUNCER = re.compile(
    r"(?:,\s*(?:thì\s+)?(?:khi .{5,90}|hồ sơ[^,]{0,70}?)\s(?:phải có|phải kèm theo|"
    r"phải nộp)\s*[:;.]*\s*$)|"
    r"(?:[,;:(]|\s(?:thì|và))?\s*(?:thì\s+)?(?:(?:\d+ )?(?:bộ )?(?:thành phần )?hồ sơ(?: \d+ bộ)?|các giấy tờ|"
    r"giấy tờ|tài liệu)?\s*"
    r"(?:bao gồm|gồm có|gồm|cụ thể|như sau|sau đây)?(?: các (?:giấy tờ|tài liệu|văn bản|"
    r"thành phần))?(?: sau(?: đây)?)?\s*[:;.,]*\s*$",
    re.IGNORECASE,
)
_AS_FOLLOWS = re.compile(r"theo quy định (?:như )?sau(?: đây)?[\s:;.,]*$", re.IGNORECASE)
_DANGLING = " :;.,-("
_AFTER = re.compile(
    r"(?:,?\s*(?:được |và )?(?:thực hiện|quy định))?,?\s*(?:(?:cụ thể )?như sau|sau đây|sau)?\s*[:;.,(]*\s*$",
    re.IGNORECASE,
)
_IN_THE_AIR = re.compile(
    r"(?:\bmột trong(?: các| những| số)?(?: loại)?(?: giấy tờ| tài liệu)?|\b(?:các|những|loại|các loại|được thực hiện|"
    r"theo|phải|kèm|kèm theo|của|và|hoặc|thêm|nộp|có|là|với|về|tại))$",
    re.IGNORECASE,
)
_OF_EVERYBODY = re.compile(r"(?!.*(?:truong hop|doi voi)).*\bnop (?:\d+ |mot )(?:\(\w+\) )?bo ho so .*gom")
_AUTHORISES = re.compile(r"uy quyen\b.*(?:kem theo|theo quy dinh)\b.*\bsau(?: day)?\s*:$")
_REQUEST = re.compile(
    r"giay de nghi|don\b|(?:ban |to )khai|van ban (?:de nghi|dang ky)|thong bao(?! ket qua)|phieu|de nghi|"
    r"giay dang ky(?! (?:phuong tien|xe|tau|ket hon))"
)
_FORM_NAME = re.compile(r"\W*(?:\d\.)?\s*ten mau don, (?:mau )?to khai\s*:")
_FORM_OF_CASE = re.compile(r"mau (?:so )?\d+\w* (?:tai |muc |cua )*phu luc\b(?!.*(?: - | ve viec )).*\bdoi voi\b")
"""The form of a request for some case: "Mẫu số 15 Phụ lục III ... đối với vắc xin"."""
_FORM_NUMBER = re.compile(
    r"mau (?:so )?\d+\w* (?:tai |muc |cua )*phu luc [ivx\d]+ (?:ban hanh )?kem theo (?:thong tu|nghi dinh)[^:;(]*"
)
"""A form without its name."""
_CONTENTS = re.compile(r"(.{5,150}?),? (?:bao )?gồm (?:các )?nội dung\b.*", re.IGNORECASE | re.DOTALL)
_ASKS = re.compile(
    r"nguoi [^:;,]{3,60} phai (?:nop|xuat trinh) (?:cac |nhung )?(?:giay to|tai lieu|ho so)\b.*\b(?:sau|gom)\b"
)
"""A title that only says who hands in: "Người yêu cầu chứng thực phải xuất trình các giấy tờ sau:"."""
_SAYS_WHEN = re.compile(r"\b(?:truong hop|doi voi|khi|neu|ngoai|mat|hong|lan dau)\b")
_OF_DOSSIER = re.compile(r"(?:thanh phan,? ?(?:so luong )?)?ho so\b|\d+ ")
_SAME_NAME = 0.8
"""Share of a title's words that must stand in the procedure's name for the title to repeat it."""
_COMES_ON_TOP = re.compile(r"ngoai ho so da nop\b.*(?:bo sung|nop them)")


@dataclass(frozen=True)
class Title:
    """A title as read. `text` is empty where there is nothing to show; `presented`: its papers are only shown.

    `beside_presented`: rows of its group say that something is shown, so a bare noun among them is shown, too.
    `repeated`: line ids of its rows that name a paper which an earlier row names with the same numbers.
    `described`: line ids of its rows that only describe a paper of another row, which makes them notes.
    `asked`: whether it asks for copies or originals of all its papers.
    `listed`: the paper of one row whose list stands in others, which are `repeated` rows, too.
    `by_office`: the office makes this dossier and puts it up itself; a NOTE beside what the applicant hands in.
    """

    kind: TitleKind
    text: str = ""
    presented: bool = False
    over_notes: bool = False
    beside_presented: bool = False
    repeated: frozenset[str] = frozenset()
    described: frozenset[str] = frozenset()
    asked: Asked = Asked.NOTHING
    by_office: bool = False
    listed: RowList | None = None


def read_title(official: str) -> Title:
    """Read one official title.

    >>> read_title("1.2. Đối với trẻ em bị bỏ rơi, hồ sơ gồm:").text
    'Đối với trẻ em bị bỏ rơi'
    """
    line = fold(bare(official))
    if _NOTES.match(line):
        told = _TELLS.match(line) and not _ANNOUNCES.search(line)
        return Title(TitleKind.NOTE, official, over_notes=True) if told else Title(TitleKind.PLAIN, over_notes=True)
    if not line or is_plain_heading(line) or line.startswith("theo quy dinh tai") or _ONLY_NUMBER.fullmatch(line):
        return Title(TitleKind.PLAIN, presented=_presents(line))
    if not _ANNOUNCES.search(line) and (_SENTENCE.search(line) or _NAMES_FORM.match(line)):
        return Title(TitleKind.NOTE, official)
    if _BY_OFFICE.match(line):
        return Title(TitleKind.PART, _shown(official), by_office=True)
    is_case = bool(_CASE.search(line)) or not _PART.match(line)
    return Title(TitleKind.CASE if is_case else TitleKind.PART, _shown(official), presented=_presents(line))


def read_titles(record: Procedure) -> list[Title]:
    """Read the titles of a record's groups beside each other.

    A title that only repeats the procedure's name says nothing. Parts whose titles begin alike
    ("Hồ sơ đề nghị cấp lại ... do mất", "Hồ sơ đề nghị cấp lại ... do hỏng") are alternative cases.
    """
    officials = [group.title for group in record.component_groups]
    titles = [
        _without_row(_without_name(read_title(group.title), group.title, record.name), group)
        for group in record.component_groups
    ]
    if not all(title.by_office for title in titles):
        titles = [replace(title, kind=TitleKind.NOTE) if title.by_office else title for title in titles]
    if len(titles) == 1:
        titles = [_alone(titles[0], record.component_groups[0], record.name)]
    titles = [_in_series(title, official, officials, titles) for official, title in zip(officials, titles, strict=True)]
    starts = Counter(_start(official) for official, title in zip(officials, titles, strict=True) if _is_part(title))
    alike = [
        replace(title, kind=TitleKind.CASE) if _is_part(title) and starts[_start(official)] > 1 else title
        for official, title in zip(officials, titles, strict=True)
    ]
    return [
        replace(
            title,
            beside_presented=any(fold(bare(item.text)).startswith("xuat trinh ") for item in group.components),
            repeated=_repeated(group) | (listed.rows if listed else frozenset()),
            listed=listed,
            described=_told_by_others(group, record.name),
            asked=asked_of_all(group.title),
        )
        for title, group in zip(alike, record.component_groups, strict=True)
        for listed in (listed_rows(group.components),)
    ]


def is_request(text: str) -> bool:
    """Whether a line names the request itself: the application, the declaration."""
    return bool(_REQUEST.match(fold(bare(text))))


def _told_by_others(group: ComponentGroup, name: str) -> frozenset[str]:
    """Return the lines that only describe a paper of another row: the name of its form, or what it must contain.

    A row that repeats the procedure's `name` tells of no paper, either.
    """
    names = {same_name(item.text) for item in group.components}
    requests = [item for item in group.components if is_request(item.text) and not _FORM_NAME.match(fold(item.text))]
    forms = {item.line for item in group.components if requests and _names_form(item.text)}
    contents = (
        item.line
        for item in group.components
        if not (item.originals or item.copies) and (told := _CONTENTS.match(item.text)) and same_name(told[1]) in names
    )
    named = {item.line for item in group.components if len(names) > 1 and _repeats(item.text, name)}
    return frozenset((*forms, *contents, *named))


def _names_form(text: str) -> bool:
    line = fold(bare(text))
    return bool(_FORM_NAME.match(fold(text)) or _FORM_OF_CASE.match(line) or _FORM_NUMBER.fullmatch(line))


def _repeats(text: str, name: str) -> bool:
    return not starts_with_document(text) and syllables(bare(text)) == syllables(name)


def _repeated(group: ComponentGroup) -> frozenset[str]:
    counted = [item for item in group.components if item.originals or item.copies]
    first: dict[tuple[str, int, int], str] = {}
    for item in counted:
        first.setdefault((same_name(item.text), item.originals, item.copies), item.line)
    return frozenset(item.line for item in counted) - frozenset(first.values())


def _in_series(title: Title, official: str, officials: list[str], titles: list[Title]) -> Title:
    """Read a plain title whose number belongs to one series with cases ("1. Chứng từ", "2. Đối với ...") as a part."""
    place = number(official)
    if title.kind is not TitleKind.PLAIN or title.over_notes or not place or not bare(official):
        return title
    cases = (number(each) for each, told in zip(officials, titles, strict=True) if told.kind is TitleKind.CASE)
    in_series = any(case and case[0] == place[0] and case[1] != place[1] for case in cases)
    return replace(title, kind=TitleKind.PART, text=_shown(official)) if in_series else title


def _alone(title: Title, group: ComponentGroup, name: str) -> Title:
    """Read the only title of a record: what everybody hands in is no case, nor is who may act for one beside a form.

    Nor is one that only repeats words of the procedure's `name`, or stands over the request and says of no case when.
    """
    official = group.title
    line = fold(bare(official))
    if _AUTHORISES.search(line) and any(_REQUEST.match(fold(bare(item.text))) for item in group.components):
        return Title(TitleKind.PLAIN)
    if _COMES_ON_TOP.match(line):
        return Title(TitleKind.NOTE, official)
    if _OF_EVERYBODY.match(line) or line in fold(name) or (_ASKS.match(line) and not _SAYS_WHEN.search(line)):
        return Title(TitleKind.PLAIN, presented=_presents(line))
    says_when = title.kind is not TitleKind.CASE or _SAYS_WHEN.search(line)
    if not says_when and _is_name(line.removeprefix("thu tuc "), name):
        return Title(TitleKind.PLAIN)
    if says_when or not any(is_request(item.text) for item in group.components):
        return title
    plain = _OF_DOSSIER.match(line) or _is_name(line, name)
    return Title(TitleKind.PLAIN) if plain else Title(TitleKind.NOTE, official)


def _is_name(line: str, name: str) -> bool:
    """Whether nearly all words of a folded title are words of the procedure's `name`."""
    words = line.split()
    return sum(word in fold(name).split() for word in words) >= _SAME_NAME * len(words)


def _is_part(title: Title) -> bool:
    return title.kind is TitleKind.PART


def _start(official: str) -> tuple[str, ...]:
    alike = _ALIKE - 1 if _OF_PURPOSE.match(fold(bare(official))) else _ALIKE
    return tuple(syllables(bare(official))[:alike])


def _without_name(title: Title, official: str, name: str) -> Title:
    return Title(TitleKind.PLAIN) if official and syllables(bare(official)) == syllables(name) else title


def _without_row(title: Title, group: ComponentGroup) -> Title:
    """Hide a note among the titles that only repeats a row under it."""
    repeats = title.kind is TitleKind.NOTE and any(
        same_name(item.text) == same_name(group.title) for item in group.components
    )
    return Title(TitleKind.PLAIN) if repeats else title


def _presents(line: str) -> bool:
    return "xuat trinh" in line and not re.search(r"\b(?:nop|gui|doi chieu)\b", line)


def _shown(official: str) -> str:
    """Return a title without the words that announce its papers, never ending in the air ("... một trong các loại")."""
    text = bare(official)
    cut = text.rstrip(_DANGLING) if _AS_FOLLOWS.search(text) else _ANNOUNCER.sub("", text).rstrip(_DANGLING)
    if len(cut) <= 8 or _IN_THE_AIR.search(cut):
        cut = _AFTER.sub("", text).rstrip(_DANGLING)
    shown = closed(cut if len(cut) > 8 and not _IN_THE_AIR.search(cut) else text.rstrip(_DANGLING))
    return shown[:1].upper() + shown[1:]
