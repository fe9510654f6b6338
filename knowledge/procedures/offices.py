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
    r"|(?:TP\.?|Tp\.?) ?(?:Hà Nội|HCM|Hồ Chí Minh|Huế|Đà Nẵng|Hải Phòng)|Thủ đô|"
    r"(?:thành phố|Thành phố|TP\.?|[Tt]ỉnh) (?:An Giang|Bà Rịa|Bạc Liêu|Bắc (?:Giang|Kạn|Ninh)|Bến Tre|Bình (?:Dương|Định|"
    r"Phước|Thuận)|Cà Mau|Cao Bằng|Đà Nẵng|Đắk (?:Lắk|Nông)|Điện Biên|Đồng (?:Nai|Tháp)|Gia Lai|Hà (?:Giang|Nam|Nội|Tĩnh)|"
    r"Hải (?:Dương|Phòng)|Hòa Bình|Hồ Chí Minh|Huế|Hưng Yên|Khánh Hòa|Kiên Giang|Kon Tum|Lai Châu|Lạng Sơn|Lào Cai|Lâm Đồng|"
    r"Long An|Nam Định|Nghệ An|Ninh (?:Bình|Thuận)|Phú (?:Thọ|Yên)|Quảng (?:Bình|Nam|Ngãi|Ninh|Trị)|Sơn La|Tây Ninh|"
    r"Thái (?:Bình|Nguyên)|Thanh Hóa|Thừa Thiên|Tiền Giang|Trà Vinh|Tuyên Quang|Vĩnh (?:Long|Phúc)|Yên Bái)\b",
)
_NATIONAL_SCHOOL = re.compile(r"(?:Trường|Học viện|Đại học)\b.*\b[Bb]ộ\b")
"""A school of a ministry carries the name of its city and serves the whole country."""
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
    return tuple(office for office in dict.fromkeys(told) if office.strip() and not _is_elsewhere(office))


def _is_elsewhere(office: str) -> bool:
    return bool(_ELSEWHERE.search(office)) and not _NATIONAL_SCHOOL.match(office)


def level(record: Procedure) -> Level:
    """Return the record's level; where it names none, the one that all its handlers' names agree on."""
    if record.level is not Level.UNKNOWN:
        return record.level
    guesses = {_level_of(office) for office in handlers(record)}
    return guesses.pop() if len(guesses) == 1 else Level.UNKNOWN


def _level_of(office: str) -> Level:
    name = fold(office)
    return next((level for level, words in _LEVELS if words.search(name)), Level.UNKNOWN)
