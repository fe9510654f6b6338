"""Small records of our own making in every layout that is imported."""

import io
from collections.abc import Iterable
from datetime import date
from typing import Any

import openpyxl

from knowledge.procedures.lines import line_id
from knowledge.procedures.models import Component, ComponentGroup, Procedure

COMPONENTS = """
  [ * Giấy tờ phải nộp: ]
    - - Đơn đề nghị theo mẫu;
      Số lượng: Bản chính: 1, Bản sao: 0
    - Người đã có mã số thì không phải nộp đơn.
      Số lượng: Bản chính: 0, Bản sao: 0
"""
METHODS = """
  * Hình thức nộp: DIRECT
    Thời hạn giải quyết: 3 WORKING_DAY
    Phí, lệ phí: 20000 VNĐ (một bản)
    Mô tả: Nộp tại quầy
"""


def text_record(code: str = "1.000001", methods: str = METHODS, components: str = COMPONENTS, **sections: str) -> str:
    """Return one file of the text layout; `sections` are more headings with their text, by `_` for a space."""
    more = "".join(f"{heading.replace('_', ' ')}: {text}\n" for heading, text in sections.items())
    return (
        f"Chi tiết thủ tục hành chính\nMã thủ tục: {code}\nTên thủ tục: Cấp giấy thử\nCấp thực hiện: Cấp Xã\n"
        f"Lĩnh vực: Hộ tịch\nTrình tự thực hiện:\n    - Bước 1: Nộp đơn tại quầy.\nCách thức thực hiện:{methods}\n"
        f"Thành phần hồ sơ:{components}\n{more}Mô tả: Không có thông tin"
    )


def method(fee: str = "0 VNĐ ()", time: str = "3 WORKING_DAY", told: str = "") -> str:
    """Return the methods section with one direct method."""
    lines = [f"    Thời hạn giải quyết: {time}", f"    Phí, lệ phí: {fee}", *([f"    Mô tả: {told}"] if told else [])]
    return "\n  * Hình thức nộp: DIRECT\n" + "\n".join(lines) + "\n"


def detail(code: str = "1.000001", **changes: Any) -> dict[str, Any]:
    """Return the portal's raw answer for the same procedure as `text_record`, with `changes` to its data."""
    papers = [
        {"name": "- - Đơn đề nghị theo mẫu;", "code": "G01-KQ1", "originalQty": 1, "copyQty": 0, "required": False},
        {"name": "Người đã có mã số thì không phải nộp đơn.", "code": "", "originalQty": 0, "copyQty": 0},
    ]
    data = {
        "id": "0198-id",
        "code": code,
        "name": "Cấp giấy thử",
        "type": "STANDARD",
        "isWard": True,
        "executionMethods": [raw_method()],
        "executionCases": [{"name": "* Giấy tờ phải nộp:", "profileComponents": papers}],
    }
    return {"code": "OK", "data": {**data, **changes}}


def raw_method(**changes: Any) -> dict[str, Any]:
    """Return one raw submission method: three working days at 20,000 đồng."""
    fee = {"value": 20000, "currencyId": "vnd", "description": "một bản"}
    method = {"submissionMethod": "DIRECT", "processingTime": 3, "processingTimeUnit": "WORKING_DAY", "fees": [fee]}
    return {**method, **changes}


def listed(code: str = "1.000001", scope: str = "STANDARD") -> dict[str, Any]:
    """Return one row of the portal's list."""
    return {"id": "0198-id", "code": code, "name": "Cấp giấy thử", "categories": ["Hộ tịch"], "type": scope}


def lay_thu_tuc(**changes: Any) -> dict[str, Any]:
    """Return the answer of the national service for the same procedure, with `changes` to its record."""
    fee = {"MAPHILEPHI": "L1", "SOTIEN": "20000", "DONVI": "Đồng", "MOTA": "một bản"}
    time = {"THOIGIANGIAIQUYET": "3", "DONVITINH": "Ngày làm việc", "MOTA": "", "PHILEPHI": [fee]}
    paper = {"MAGIAYTO": "G01-KQ1", "TENGIAYTO": "- Đơn đề nghị theo mẫu;", "TENMAUDON": "Mau 01.docx", "URL": ""}
    record = {
        "MATTHC": "1.000001",
        "TENTTHC": "Cấp giấy thử",
        "MACOQUANCONGBO": "G01",
        "LINHVUCTHUCHIEN": [{"MALINHVUC": "G01-HT", "TENLINHVUC": "Hộ tịch"}],
        "TRINHTUTHUCHIEN": [{"TRUONGHOP": "", "TRINHTU": [{"TENTRINHTU": "- Bước 1: Nộp đơn tại quầy."}]}],
        "CACHTHUCTHUCHIEN": [{"KENH": "1", "THOIGIAN": [time]}],
        "YEUCAU": "Không",
        "DOITUONGTHUCHIEN": [{"TENDOITUONG": "Công dân Việt Nam"}],
        "KETQUATHUCHIEN": [{"MAKETQUA": "KQ1", "TENKETQUA": "Giấy thử"}],
        "CANCUPHAPLY": [{"SOVANBAN": "01/2026/NĐ-CP", "TENVANBAN": "Nghị định thử"}],
        "COQUANTHUCHIEN": [{"MADONVI": "H13", "TENDONVI": "Ủy ban nhân dân cấp xã"}],
        "THANHPHANHOSO": [{"TRUONGHOP": "* Giấy tờ phải nộp:", "GIAYTO": [paper]}],
    }
    return {"error_code": 0, "message": "", "result": [{**record, **changes}]}


HEADING = ("Mã số", "Tên", "Cơ quan ban hành", "Cơ quan thực hiện", "Lĩnh vực")


def workbook(rows: Iterable[tuple[Any, ...]], heading: tuple[str, ...] = HEADING) -> bytes:
    """Return the portal's list as a spreadsheet: a title in row 1, the heading in row 2, then `rows`."""
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    for row in (("DANH SÁCH THỦ TỤC HÀNH CHÍNH",), heading, *rows):
        sheet.append(row)
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def a_record(**fields: Any) -> Procedure:
    """Return a small offered record with the given fields."""
    told = {"procedure_code": "1.000001", "name": "Cấp giấy thử", "scope": "STANDARD", "as_of": date(2026, 7, 18)}
    return Procedure.model_validate({**told, **fields})


def group(title: str, *rows: tuple[str, int, int]) -> ComponentGroup:
    """Return a group of components from (official line, originals, copies)."""
    return ComponentGroup(title=title, components=tuple(row(*each) for each in rows))


def row(text: str, originals: int = 0, copies: int = 0) -> Component:
    """Return one component keyed by its line."""
    line = line_id(text)
    return Component(
        component_code=line, line=line, text=text, originals=originals, copies=copies, is_note=not (originals or copies)
    )
