"""Small records of our own making in the portal's two layouts."""

from typing import Any

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
