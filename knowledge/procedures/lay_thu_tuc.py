"""The answer of the national service `LayThuTuc` for one procedure, as one-stop systems receive it.

    {"error_code": 0, "message": "", "result": [{"MATTHC": ..., "TENTTHC": ..., "THANHPHANHOSO": [...], ...}]}

Some systems pass it on with the whole answer as JSON text under `message`. The field names are those that running
one-stop systems read (no official layout is published). They tell neither the scope, the level, the decision nor how
many originals and copies of a paper are asked for.
"""

import json
from datetime import date
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from knowledge.procedures.errors import BadRecordError
from knowledge.procedures.lines import clean_line, line_id
from knowledge.procedures.models import Component, ComponentGroup, Fee, Form, Method, Passage, SubmissionMethod
from knowledge.procedures.parts import Part
from knowledge.procedures.reading import fee, legal_basis, passages, procedure_code, processing_time, value
from knowledge.vietnamese.folding import fold, nfc

_CODE = "MATTHC"
_CHANNELS = {
    "1": Method.DIRECT,
    "2": Method.ONLINE,
    "3": Method.POSTAL,
    "truc tiep": Method.DIRECT,
    "truc tuyen": Method.ONLINE,
    "buu chinh": Method.POSTAL,
    "dich vu buu chinh": Method.POSTAL,
}
"""The three ways to submit by number, as the national synchronisation counts them, and by name."""
_DONG = ("", "dong", "vnd", "d")


class _Raw(BaseModel):
    model_config = ConfigDict(extra="ignore", coerce_numbers_to_str=True)


class _RawField(_Raw):
    TENLINHVUC: str | None = ""


class _RawStep(_Raw):
    TENTRINHTU: str | None = ""


class _RawSteps(_Raw):
    TRUONGHOP: str | None = ""
    TRINHTU: list[_RawStep] | None = []


class _RawFee(_Raw):
    SOTIEN: float | None = None
    DONVI: str | None = ""
    MOTA: str | None = ""


class _RawTime(_Raw):
    THOIGIANGIAIQUYET: str | None = ""
    DONVITINH: str | None = ""
    MOTA: str | None = ""
    PHILEPHI: list[_RawFee] | None = []


class _RawMethod(_Raw):
    KENH: str
    THOIGIAN: list[_RawTime] | None = []


class _RawPaper(_Raw):
    MAGIAYTO: str | None = ""
    TENGIAYTO: str = Field(min_length=1)
    TENMAUDON: str | None = ""
    URL: str | None = ""


class _RawPapers(_Raw):
    TRUONGHOP: str | None = ""
    GIAYTO: list[_RawPaper] | None = []


class _RawTarget(_Raw):
    TENDOITUONG: str | None = ""


class _RawResult(_Raw):
    TENKETQUA: str | None = ""


class _RawLaw(_Raw):
    SOVANBAN: str | None = ""
    TENVANBAN: str | None = ""


class _RawOffice(_Raw):
    TENDONVI: str | None = ""


class RawProcedure(_Raw):
    """One procedure; field names are the service's."""

    MATTHC: str
    TENTTHC: str = Field(min_length=1)
    LINHVUCTHUCHIEN: list[_RawField] | None = []
    TRINHTUTHUCHIEN: list[_RawSteps] | None = []
    CACHTHUCTHUCHIEN: list[_RawMethod] | None = []
    YEUCAU: str | None = ""
    DOITUONGTHUCHIEN: list[_RawTarget] | None = []
    KETQUATHUCHIEN: list[_RawResult] | None = []
    CANCUPHAPLY: list[_RawLaw] | None = []
    COQUANTHUCHIEN: list[_RawOffice] | None = []
    THANHPHANHOSO: list[_RawPapers]


def looks_like(answer: dict[str, Any]) -> bool:
    """Whether `answer` is one of this service, also one that reports an error."""
    return _CODE in answer or "error_code" in answer or "result" in answer or _packed(answer) is not None


def read(answer: dict[str, Any], as_of: date) -> Part:
    """Read one answer, in either packing, or the procedure alone. Raises `BadRecordError`."""
    raw = _validated(_record(answer))
    steps = [passage for case in raw.TRINHTUTHUCHIEN or [] for passage in _steps(case)]
    fields = {
        "name": value(raw.TENTTHC),
        "field": ", ".join(_told(item.TENLINHVUC for item in raw.LINHVUCTHUCHIEN or [])),
        "targets": _told(item.TENDOITUONG for item in raw.DOITUONGTHUCHIEN or []),
        "handled_by": _told(item.TENDONVI for item in raw.COQUANTHUCHIEN or []),
        "methods": tuple(way for method in raw.CACHTHUCTHUCHIEN or [] for way in _methods(method)),
        "component_groups": tuple(map(_group, raw.THANHPHANHOSO)),
        "passages": (*steps, *passages("condition", raw.YEUCAU)),
        "results": _told(item.TENKETQUA for item in raw.KETQUATHUCHIEN or []),
        "legal_bases": tuple(
            legal_basis(law.TENVANBAN or "", law.SOVANBAN or "")
            for law in raw.CANCUPHAPLY or []
            if law.TENVANBAN or law.SOVANBAN
        ),
    }
    return Part(procedure_code(raw.MATTHC), "lay_thu_tuc", as_of, fields)


def _packed(answer: dict[str, Any]) -> dict[str, Any] | None:
    """Return the answer that stands as JSON text under `message`, if one does."""
    message = answer.get("message")
    if not isinstance(message, str) or not message.lstrip().startswith("{"):
        return None
    try:
        inner = json.loads(message)
    except json.JSONDecodeError:
        return None
    return inner if isinstance(inner, dict) and "result" in inner else None


def _record(answer: dict[str, Any]) -> Any:
    if _CODE in answer:
        return answer
    answer = _packed(answer) or answer
    if str(answer.get("error_code", 0)) != "0":
        raise BadRecordError("error_code", f"the service reports {answer['error_code']}: {answer.get('message')}")
    result = answer.get("result")
    if not isinstance(result, list) or len(result) != 1:
        raise BadRecordError("result", "does not hold exactly one procedure")
    return result[0]


def _validated(record: Any) -> RawProcedure:
    try:
        return RawProcedure.model_validate(record)
    except ValidationError as error:
        first = error.errors()[0]
        raise BadRecordError(".".join(map(str, first["loc"])) or "result", first["msg"]) from error


def _told(texts: Any) -> tuple[str, ...]:
    return tuple(value(text) for text in texts if value(text))


def _steps(case: _RawSteps) -> list[Passage]:
    lines = [case.TRUONGHOP, *(step.TENTRINHTU for step in case.TRINHTU or [])]
    return passages("step", "\n".join(filter(None, lines)))


def _methods(raw: _RawMethod) -> list[SubmissionMethod]:
    method = _CHANNELS.get(fold(nfc(raw.KENH)))
    return [_method(method, time) for time in raw.THOIGIAN or [_RawTime()]] if method else []


def _method(method: Method, raw: _RawTime) -> SubmissionMethod:
    unit = fold(nfc(raw.DONVITINH or "")).replace("ngay lam viec", "working_day")
    time = processing_time(raw.THOIGIANGIAIQUYET, unit, raw.MOTA)
    return SubmissionMethod(method=method, time=time, fees=tuple(map(_fee, raw.PHILEPHI or [])))


def _fee(raw: _RawFee) -> Fee:
    in_dong = fold(nfc(raw.DONVI or "")) in _DONG
    return fee(raw.SOTIEN if in_dong else None, raw.MOTA)


def _group(raw: _RawPapers) -> ComponentGroup:
    return ComponentGroup(title=clean_line(raw.TRUONGHOP or ""), components=tuple(map(_component, raw.GIAYTO or [])))


def _component(raw: _RawPaper) -> Component:
    line = line_id(raw.TENGIAYTO)
    form = nfc(raw.TENMAUDON or "")
    return Component(
        component_code=nfc(raw.MAGIAYTO or "") or line,
        line=line,
        text=clean_line(raw.TENGIAYTO),
        forms=(Form(name=form, url=raw.URL or None),) if form else (),
    )
