"""One procedure as a CPSV-AP public service in JSON-LD.

Terms: https://semiceu.github.io/CPSV-AP (cpsv, cv), https://semiceu.github.io/CCCEV (requirements and evidence types).
What neither vocabulary has (originals, copies, "unknown") lies under `urn:motcua:`.
"""

import json
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

from knowledge.procedures.models import (
    Component,
    ComponentGroup,
    Fee,
    LegalBasis,
    Procedure,
    SubmissionMethod,
    TimeUnit,
)

_VIETNAMESE = "http://publications.europa.eu/resource/authority/language/VIE"
_DONG = "http://publications.europa.eu/resource/authority/currency/VND"
_DURATIONS = {
    TimeUnit.DAY: "P{}D", TimeUnit.MONTH: "P{}M", TimeUnit.HOUR: "PT{}H", TimeUnit.MINUTE: "PT{}M",
}  # fmt: skip
"""Working days have no duration in ISO 8601: they stand in the description alone."""

Node = dict[str, Any]


@cache
def context() -> Node:
    """Return the JSON-LD context of every document."""
    loaded: Node = json.loads(Path(__file__).with_name("context.json").read_text(encoding="utf-8"))
    return loaded


def public_service(procedure: Procedure) -> Node:
    """Return the procedure as one JSON-LD document with its context."""
    return {"@context": context(), **node(procedure)}


def node(procedure: Procedure) -> Node:
    """Return the procedure as a JSON-LD node, without context."""
    own = f"urn:motcua:procedure:{procedure.procedure_code}"
    told = {
        "id": own,
        "type": "PublicService",
        "identifier": procedure.procedure_code,
        "title": procedure.name,
        "language": _VIETNAMESE,
        "modified": procedure.as_of.isoformat(),
        "page": procedure.page,
        "publisher": procedure.promulgated_by,
        "subject": procedure.field,
        "level": "" if procedure.level == "unknown" else procedure.level.value,
        "audience": list(procedure.targets),
        "hasCompetentAuthority": [_named("PublicOrganisation", name) for name in _authorities(procedure)],
        "hasChannel": [_channel(own, place, method) for place, method in enumerate(procedure.methods)],
        "hasLegalResource": [_law(law) for law in _once(procedure.legal_bases)],
        "produces": [_named("Output", name) for name in procedure.results],
        "holdsRequirement": [
            _requirement(own, place, group)
            for place, group in enumerate(procedure.component_groups)
            if _each_line_once(group)
        ],
    }
    return _told(told)


def _told(fields: Node) -> Node:
    return {name: value for name, value in fields.items() if value not in ("", None, [])}


def _named(kind: str, name: str) -> Node:
    return {"type": kind, "title": name}


def _authorities(procedure: Procedure) -> Iterable[str]:
    return dict.fromkeys(filter(None, (*procedure.handled_by, *procedure.authority)))


def _channel(own: str, place: int, method: SubmissionMethod) -> Node:
    time, duration = method.time, None
    if time.quantity is not None and time.unit in _DURATIONS and time.quantity == int(time.quantity):
        duration = _DURATIONS[time.unit].format(int(time.quantity))
    words = f"{time.quantity:g} {time.unit}" if time.quantity is not None else ""
    return _told(
        {
            "id": f"{own}:channel:{place}",
            "type": "Channel",
            "channelType": method.method.value,
            "processingTime": duration,
            "description": ". ".join(filter(None, (words, time.text))),
            "hasCost": [_cost(fee) for fee in method.fees],
        }
    )


def _cost(fee: Fee) -> Node:
    if fee.amount is None:
        return _told({"type": "Cost", "isUnknown": True, "description": fee.text})
    return _told({"type": "Cost", "value": str(fee.amount), "currency": _DONG, "description": fee.text})


def _law(law: LegalBasis) -> Node:
    return {"type": "LegalResource", "identifier": law.number, "title": law.title or law.number}


def _once(laws: Iterable[LegalBasis]) -> Iterable[LegalBasis]:
    return {law.number: law for law in laws}.values()


def _requirement(own: str, place: int, group: ComponentGroup) -> Node:
    group_id = f"{own}:requirement:{place}"
    evidence = {
        "type": "EvidenceTypeList",
        "specifiesEvidenceType": [_evidence(group_id, paper) for paper in _each_line_once(group)],
    }
    return _told(
        {
            "id": group_id,
            "type": "InformationRequirement",
            "title": group.title,
            "hasEvidenceTypeList": [evidence],
        }
    )


def _each_line_once(group: ComponentGroup) -> list[Component]:
    papers = {component.line: component for component in group.components if component.text and not component.is_note}
    return [*papers.values()]


def _evidence(group_id: str, paper: Component) -> Node:
    return _told(
        {
            "id": f"{group_id}:{paper.line}",
            "type": "EvidenceType",
            "identifier": paper.component_code,
            "title": paper.text,
            "originals": paper.originals,
            "copies": paper.copies,
        }
    )
