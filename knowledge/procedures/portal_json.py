"""The portal's JSON: its raw answer for one procedure (`details/CODE.json`) and its list (`catalog.jsonl`)."""

from datetime import UTC, date, datetime
from typing import Any, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from knowledge.procedures.errors import BadRecordError
from knowledge.procedures.lines import clean_line, line_id, stands_under
from knowledge.procedures.models import (
    Component,
    ComponentGroup,
    Form,
    Level,
    Method,
    ProcessingTime,
    Scope,
    SubmissionMethod,
)
from knowledge.procedures.parts import Part
from knowledge.procedures.quoting import in_order
from knowledge.procedures.reading import fee, legal_basis, names, passages, procedure_code, processing_time, value

_FOREIGN_CURRENCY = "019b3fb2-dee2-76ab-aa53-22d4d903a2bb"
"""The portal's id of the US dollar: such an amount is kept in the fee's text only."""


class _Raw(BaseModel):
    model_config = ConfigDict(extra="ignore")


R = TypeVar("R", bound=_Raw)


class _Named(_Raw):
    name: str = ""
    code: str = ""


class _RawFee(_Raw):
    value: float | None = None
    currencyId: str | None = None
    description: str | None = ""


class _RawMethod(_Raw):
    submissionMethod: str
    processingTime: float | str | None = None
    processingTimeUnit: str | None = ""
    description: str | None = ""
    fees: list[_RawFee] | None = []


class _RawAttachment(_Raw):
    fileName: str = ""


class _RawComponent(_Raw):
    name: str
    code: str = ""
    originalQty: int | None = 0
    copyQty: int | None = 0
    attachments: list[_RawAttachment] | None = []


class _RawGroup(_Raw):
    name: str | None = ""
    profileComponents: list[_RawComponent] = []


class _RawDay(_Raw):
    qty: float | None = None
    type: str | None = ""


class _RawCase(_Raw):
    processingDay: _RawDay | None = None


class _RawStep(_Raw):
    name: str | None = ""
    description: str | None = ""


class _RawProposal(_Raw):
    proposalNumber: str | None = ""
    decisionDate: int | None = None


class RawDetail(_Raw):
    """The part of the portal's answer that we read; field names are the portal's."""

    id: str
    code: str
    name: str = Field(min_length=1)
    type: str
    isWard: bool = False
    isProvince: bool = False
    isMinistry: bool = False
    departmentPromulgateName: str | None = ""
    executionSteps: list[_RawStep] = []
    executionMethods: list[_RawMethod] = []
    executionCases: list[_RawGroup]
    cases: list[_RawCase] | None = []
    categoriesDetails: list[_Named] | None = []
    departmentsExecuting: list[_Named] | None = []
    unitGroupsExecuting: list[_Named] | None = []
    unitGroupsAuthority: list[_Named] | None = []
    legalBasisesDetails: list[_Named] | None = []
    resultsDetails: list[_Named] | None = []
    subjectTypesDetails: list[_Named] | None = []
    dossierReceivingAddresses: str | None = ""
    requirementsAndConditions: str | None = ""
    description: str | None = ""
    keywords: str | None = ""
    procedureProposal: _RawProposal | None = None
    updatedAt: int | str | None = None


class RawListed(_Raw):
    """One line of the portal's list."""

    id: str
    code: str
    name: str = Field(min_length=1)
    categories: list[str] | None = []
    departments: list[str] | None = []
    departmentPromulgate: str | None = ""
    formalityTargetType: list[str] | None = []
    type: str
    updatedAt: int | str | None = None


def read_detail(answer: Any, as_of: date) -> Part:
    """Read the portal's answer `{"code": "OK", "data": {...}}`. Raises `BadRecordError`."""
    data = answer.get("data") if isinstance(answer, dict) and "data" in answer else answer
    if not isinstance(data, dict):
        raise BadRecordError("data", "the portal's answer holds no record")
    raw = _validated(RawDetail, data)
    steps = in_order([passage for step in raw.executionSteps for passage in _step(step)])
    conditions = passages("condition", raw.requirementsAndConditions)
    seen = {passage.line for passage in conditions}
    described = [line for line in passages("description", raw.description) if line.line not in seen]
    return Part(
        procedure_code(raw.code),
        "detail",
        as_of,
        {
            "name": value(raw.name),
            "portal_id": raw.id,
            "scope": _scope(raw.type),
            "level": _level(raw),
            "field": _joined(raw.categoriesDetails),
            "promulgated_by": value(raw.departmentPromulgateName),
            "decision_number": value(raw.procedureProposal.proposalNumber) if raw.procedureProposal else "",
            "decision_date": _day(raw.procedureProposal.decisionDate) if raw.procedureProposal else None,
            "targets": _names(raw.subjectTypesDetails),
            "handled_by": _names(raw.departmentsExecuting) or _names(raw.unitGroupsExecuting),
            "authority": _names(raw.unitGroupsAuthority),
            "receiving_address": value(raw.dossierReceivingAddresses),
            "methods": _methods(raw),
            "component_groups": tuple(map(_group, raw.executionCases)),
            "passages": (*steps, *conditions, *described),
            "results": _names(raw.resultsDetails),
            "legal_bases": tuple(legal_basis(law.name, law.code) for law in raw.legalBasisesDetails or []),
            "keywords": names(raw.keywords),
        },
        version=_version(raw.updatedAt),
    )


def read_listed(row: Any, as_of: date) -> Part:
    """Read one row of the portal's list: the only source of the scope. Raises `BadRecordError`."""
    raw = _validated(RawListed, row)
    return Part(
        procedure_code(raw.code),
        "listed",
        as_of,
        {
            "name": value(raw.name),
            "portal_id": raw.id,
            "scope": _scope(raw.type),
            "field": ", ".join(raw.categories or []),
            "promulgated_by": value(raw.departmentPromulgate),
            "handled_by": tuple(raw.departments or ()),
            "targets": tuple(raw.formalityTargetType or ()),
        },
        version=_version(raw.updatedAt),
    )


def _validated(model: type[R], data: Any) -> R:
    try:
        return model.model_validate(data)
    except ValidationError as error:
        first = error.errors()[0]
        raise BadRecordError(".".join(map(str, first["loc"])), first["msg"]) from error


def _step(step: _RawStep) -> list[Any]:
    return passages("step", "\n".join(filter(None, (step.name, step.description))))


def _scope(text: str) -> Scope:
    if text not in list(Scope):
        raise BadRecordError("type", f"{text!r} is none of {', '.join(Scope)}")
    return Scope(text)


def _version(updated_at: int | str | None) -> str:
    return "" if updated_at is None else str(updated_at)


def _level(raw: RawDetail) -> Level | None:
    flags = ((raw.isWard, Level.COMMUNE), (raw.isProvince, Level.PROVINCE), (raw.isMinistry, Level.MINISTRY))
    return next((level for flag, level in flags if flag), None)


def _names(named: list[_Named] | None) -> tuple[str, ...]:
    return tuple(value(item.name) for item in named or [] if value(item.name))


def _joined(named: list[_Named] | None) -> str:
    return ", ".join(_names(named))


def _day(milliseconds: int | None) -> date | None:
    try:
        return datetime.fromtimestamp(milliseconds / 1000, UTC).date() if milliseconds else None
    except (ValueError, OverflowError, OSError) as error:
        raise BadRecordError("procedureProposal.decisionDate", f"{milliseconds} is no day") from error


def _methods(raw: RawDetail) -> tuple[SubmissionMethod, ...]:
    told = [method for method in raw.executionMethods if method.submissionMethod.lower() in list(Method)]
    return tuple(_method(method, _case_time(raw)) for method in told)


def _method(raw: _RawMethod, case_time: ProcessingTime) -> SubmissionMethod:
    time = processing_time(raw.processingTime, raw.processingTimeUnit or "", raw.description, case_time)
    fees = tuple(
        fee(None if item.currencyId == _FOREIGN_CURRENCY else item.value, item.description) for item in raw.fees or []
    )
    return SubmissionMethod(method=Method(raw.submissionMethod.lower()), time=time, fees=fees)


def _case_time(raw: RawDetail) -> ProcessingTime:
    """Return the time on which all of the record's cases agree, where the method's own unit is OTHER."""
    days = {(case.processingDay.qty, case.processingDay.type) for case in raw.cases or [] if case.processingDay}
    if len(days) != 1:
        return ProcessingTime()
    quantity, unit = days.pop()
    return processing_time(quantity, unit or "")


def _group(raw: _RawGroup) -> ComponentGroup:
    return ComponentGroup(title=clean_line(raw.name or ""), components=tuple(map(_component, raw.profileComponents)))


def _component(raw: _RawComponent) -> Component:
    line = line_id(raw.name)
    originals, copies = raw.originalQty or 0, raw.copyQty or 0
    return Component(
        component_code=raw.code or line,
        line=line,
        text=clean_line(raw.name),
        originals=originals,
        copies=copies,
        is_note=not (originals or copies),
        under=stands_under(raw.name),
        forms=tuple(Form(name=item.fileName) for item in raw.attachments or [] if item.fileName),
    )
