"""Who handles a procedure, and at which level, from the record's own words only."""

import re

from knowledge.procedures.models import Level, Procedure
from knowledge.procedures.reading import names
from knowledge.vietnamese.folding import fold

HEADS = re.compile(
    r"(?:Cục|Tổng cục|Chi cục|Chi nhánh|Sở|Bộ|[ỦU][yỷ]|Uỷ|UBND|Chủ tịch|Chủ đầu tư|Cơ quan|Cơ sở|Văn phòng|"
    r"Ngân hàng|Công (?:an|ty|đoàn)|"
    r"Cảng|Ban|Thuế|Bảo hiểm|BHXH|Phòng|Trung tâm|Vụ|Thủ|Quỹ|Biên phòng|Đội|Hải quan|Tập đoàn|Giám đốc|Quân|Hội|"
    r"Tổng|Các|Tòa|"
    r"Kho bạc|Tư lệnh|Tổ|Đơn vị|Trường|Cấp|Thanh tra|Đài|Trưởng|Liên|Đồn|Viện|Bệnh viện|Người|Cán bộ|"
    r"Hiệu trưởng|Doanh nghiệp|"
    r"Chính phủ|Quốc hội|Học viện|Đại học|Nhà|Mặt trận|Khu quản lý|Tỉnh|Lãnh đạo|Thường trực|Đảng|Cơ\b|Trạm|Bưu)\b",
    re.IGNORECASE,
)
_ELSEWHERE = re.compile(
    r"\btỉnh (?!,|và|hoặc|nơi|thành|được|trực|ban|liên|quyết|giao)[A-ZĐ]|Thành phố (?:Hà Nội|Huế|Đà Nẵng|"
    r"Hải Phòng|Hồ Chí Minh)"
    r"|(?:TP\.?|Tp\.?) ?(?:Hà Nội|HCM|Hồ Chí Minh|Huế|Đà Nẵng|Hải Phòng)|Thủ đô",
)
_LEVELS = (
    (Level.COMMUNE, re.compile(r"cap xa|\bxa, phuong|ubnd xa|uy ban nhan dan xa")),
    (Level.PROVINCE, re.compile(r"cap tinh|^so |\btinh\b|thanh pho truc thuoc")),
    (
        Level.MINISTRY,
        re.compile(r"^bo |^cuc |tong cuc|chinh phu|chu tich nuoc|thu tuong|trung uong|^ngan hang nha nuoc viet nam"),
    ),
)


def offices(text: str | None) -> tuple[str, ...]:
    """Split an enumeration of offices, keeping together a name that holds commas itself.

    >>> offices("Sở Văn hóa, Thể thao và Du lịch, Ủy ban nhân dân cấp xã")
    ('Sở Văn hóa, Thể thao và Du lịch', 'Ủy ban nhân dân cấp xã')
    """
    found: list[str] = []
    for part in names(text):
        if found and not (part[:1].isupper() and HEADS.match(part)):
            found[-1] = f"{found[-1]}, {part}"
        else:
            found.append(part)
    return tuple(dict.fromkeys(found))


def handlers(record: Procedure) -> tuple[str, ...]:
    """Return who handles a procedure as far as it concerns Cần Thơ; empty where the record does not say.

    Some national records also name an office of one other province: it says nothing about Cần Thơ.
    """
    told = record.handled_by or record.authority
    return tuple(office for office in dict.fromkeys(told) if office.strip() and not _ELSEWHERE.search(office))


def level(record: Procedure) -> Level:
    """Return the record's level; where it names none, the one that all its handlers' names agree on."""
    if record.level is not Level.UNKNOWN:
        return record.level
    guesses = {_level_of(office) for office in handlers(record)}
    return guesses.pop() if len(guesses) == 1 else Level.UNKNOWN


def _level_of(office: str) -> Level:
    name = fold(office)
    return next((level for level, words in _LEVELS if words.search(name)), Level.UNKNOWN)
