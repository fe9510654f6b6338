"""The portal's text layout: one file a procedure, headings "Mã thủ tục: ..." at the line start.

The layout has no component codes: a component is keyed by the id of its official line.
"""

import re
from datetime import date
from typing import Any

from knowledge.procedures.errors import BadRecordError
from knowledge.procedures.lines import clean_line, line_id, stands_under
from knowledge.procedures.models import Component, ComponentGroup, Fee, Level, Method, SubmissionMethod
from knowledge.procedures.offices import offices
from knowledge.procedures.parts import Part
from knowledge.procedures.quoting import in_order
from knowledge.procedures.reading import fee, legal_basis, names, passages, procedure_code, processing_time, value

HEADINGS = (
    "Mã thủ tục", "Số quyết định", "Tên thủ tục", "Cấp thực hiện", "Loại thủ tục", "Lĩnh vực", "Trình tự thực hiện",
    "Cách thức thực hiện", "Thành phần hồ sơ", "Đối tượng thực hiện", "Cơ quan thực hiện", "Cơ quan có thẩm quyền",
    "Địa chỉ tiếp nhận HS", "Cơ quan được ủy quyền", "Cơ quan phối hợp", "Kết quả thực hiện", "Căn cứ pháp lý",
    "Yêu cầu, điều kiện thực hiện", "Từ khóa", "Mô tả",
)  # fmt: skip
_HEADING = re.compile(rf"^({'|'.join(map(re.escape, HEADINGS))}):", re.MULTILINE)
_LEVELS = {"Cấp Xã": Level.COMMUNE, "Cấp Tỉnh": Level.PROVINCE, "Cấp Bộ/Trung ương": Level.MINISTRY}
_QUANTITY = re.compile(r"^      Số lượng: Bản chính: (\d+), Bản sao: (\d+)")
_GROUP = re.compile(r"^  \[ (.*) \]$")
_METHOD = re.compile(r"^  \* Hình thức nộp: (\w+)")
_METHOD_FIELD = re.compile(r"^    (Thời hạn giải quyết|Phí, lệ phí|Mô tả): ?")
_TIME = re.compile(r"([\d.,]*)\s*(\w+)")
_FEE = re.compile(r"([\d,]+)(?:\.0+)? VNĐ(?: \((.*)\))?", re.DOTALL)
_SEVERAL = re.compile(r"\s*\|\s*(?=[\d,.]+ VNĐ)|\s*\|\s*$")
_UNIT = re.compile(r"(?:[\d.,]*\s*)?(?:[A-Z_]+|ngày)?")
_LEGAL = re.compile(r"(.*)\(([^()]*(?:\([^()]*\)[^()]*)*)\)\s*", re.DOTALL)


def looks_like(text: str) -> bool:
    """Whether `text` is in this layout."""
    return "Mã thủ tục:" in text[:400]


def read(text: str, as_of: date) -> Part:
    """Read one file. Raises `BadRecordError` naming the field at fault."""
    sections = _sections(text)
    for heading in ("Mã thủ tục", "Tên thủ tục", "Thành phần hồ sơ"):
        if heading not in sections:
            raise BadRecordError(heading, "is missing: the file is cut short or in another layout")
    if "Mô tả" not in sections:
        raise BadRecordError("Mô tả", "is missing: the file ends too early")
    code = procedure_code(sections["Mã thủ tục"])
    name = value(sections["Tên thủ tục"])
    if not name:
        raise BadRecordError("Tên thủ tục", "is empty")
    return Part(code, "text", as_of, {"name": name, **_fields(sections)})


def _sections(text: str) -> dict[str, str]:
    marks = list(_HEADING.finditer(text))
    ends = [mark.start() for mark in marks[1:]] + [len(text)]
    sections: dict[str, str] = {}
    for mark, end in zip(marks, ends, strict=True):
        sections.setdefault(mark.group(1), text[mark.end() : end].rstrip())
    return sections


def _fields(sections: dict[str, str]) -> dict[str, Any]:
    def get(heading: str) -> str:
        return sections.get(heading, "")

    steps = in_order(passages("step", get("Trình tự thực hiện")))
    conditions = passages("condition", get("Yêu cầu, điều kiện thực hiện"))
    seen = {passage.line for passage in conditions}
    described = [line for line in passages("description", get("Mô tả")) if line.line not in seen]
    return {
        "decision_number": value(get("Số quyết định")),
        "level": _LEVELS.get(get("Cấp thực hiện").strip()),
        "field": value(get("Lĩnh vực")),
        "targets": names(get("Đối tượng thực hiện")),
        "handled_by": offices(get("Cơ quan thực hiện")),
        "authority": offices(get("Cơ quan có thẩm quyền")),
        "receiving_address": value(get("Địa chỉ tiếp nhận HS")),
        "methods": _methods(get("Cách thức thực hiện")),
        "component_groups": _component_groups(get("Thành phần hồ sơ")),
        "passages": (*steps, *conditions, *described),
        "results": names(get("Kết quả thực hiện")),
        "legal_bases": _legal_bases(get("Căn cứ pháp lý")),
        "keywords": names(get("Từ khóa")),
    }


def _component_groups(text: str) -> tuple[ComponentGroup, ...]:
    groups: list[tuple[str, list[Component]]] = []
    pending: list[str] = []
    for line in text.splitlines():
        if group := _GROUP.match(line):
            groups.append((clean_line(group.group(1)), []))
            pending = []
        elif quantity := _QUANTITY.match(line):
            if not groups:
                groups.append(("", []))
            groups[-1][1].append(_component(" ".join(pending), int(quantity.group(1)), int(quantity.group(2))))
            pending = []
        elif line.strip() and not line.strip().startswith("Không có thông tin"):
            pending.append(line.strip())
    return tuple(ComponentGroup(title=title, components=tuple(items)) for title, items in groups if items or title)


def _component(text: str, originals: int, copies: int) -> Component:
    line = line_id(text)
    return Component(
        component_code=line,
        line=line,
        text=clean_line(text),
        originals=originals,
        copies=copies,
        is_note=not (originals or copies),
        under=stands_under(text),
    )


def _methods(text: str) -> tuple[SubmissionMethod, ...]:
    found: list[tuple[Method, list[list[str]]]] = []
    for line in text.splitlines():
        if method := _METHOD.match(line):
            if method.group(1).lower() in list(Method):
                found.append((Method(method.group(1).lower()), []))
        elif not found:
            continue
        elif field := _METHOD_FIELD.match(line):
            found[-1][1].append([field.group(1), line[field.end() :]])
        elif found[-1][1] and line.strip():
            found[-1][1][-1][1] += "\n" + line
    return tuple(_method(method, fields) for method, fields in found)


def _method(method: Method, fields: list[list[str]]) -> SubmissionMethod:
    told = [text for name, text in fields if name == "Mô tả"]
    time = next((_TIME.match(text.strip()) for name, text in fields if name == "Thời hạn giải quyết"), None)
    quantity, unit = time.groups() if time else ("", "")
    in_words = [_time_in_words(text.strip()) for name, text in fields if name == "Thời hạn giải quyết"]
    fees = [one for name, text in fields if name == "Phí, lệ phí" for one in _SEVERAL.split(text.strip())]
    return SubmissionMethod(
        method=method,
        time=processing_time(quantity, unit, " ".join(filter(None, in_words + told))),
        fees=tuple(_fee(one) for one in fees if value(one).strip("| ")),
    )


def _time_in_words(text: str) -> str:
    return "" if _UNIT.fullmatch(text) else value(text.removesuffix("OTHER"))


def _fee(text: str) -> Fee:
    match = _FEE.fullmatch(text)
    return fee(float(match.group(1).replace(",", "")), match.group(2)) if match else fee(None, text)


def _legal_bases(text: str) -> tuple[Any, ...]:
    entries = re.split(r"^  \* ", text, flags=re.MULTILINE)
    split = [_LEGAL.fullmatch(entry.strip()) for entry in entries if value(entry)]
    return tuple(legal_basis(match.group(1).strip(), match.group(2).strip()) for match in split if match)
