"""A small record of our own making and a guide that tells it faithfully; each test spoils one thing."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from knowledge.checking.findings import Finding
from knowledge.checking.official import Official
from knowledge.guides.models import Guide
from knowledge.procedures.catalogue import Catalogue
from knowledge.procedures.lines import line_id
from knowledge.procedures.parts import Part
from tests.knowledge.guides.samples import component, fact

CODE, OTHER = "1.000001", "1.000002"
FORM, WITNESS, NOTE = "Tờ khai theo mẫu", "Văn bản của người làm chứng", "Nộp trong 60 ngày theo Điều 5 của luật"
TODAY = date(2026, 11, 22)


def at(text: str, code: str = CODE) -> str:
    """Return the reference of an official line by its text or its name."""
    return f"{code}#{text}" if text.isascii() and " " not in text else f"{code}#{line_id(text)}"


def record(**changes: Any) -> dict[str, Any]:
    """Return the fields of the record, with `changes`."""
    papers = [
        {"component_code": "G01", "line": line_id(FORM), "text": FORM, "originals": 1},
        {"component_code": "G02", "line": line_id(WITNESS), "text": WITNESS, "originals": 1},
    ]
    fees = [{"amount": 20000, "text": ""}]
    made = {
        "name": "Thủ tục thử",
        "level": "commune",
        "scope": "STANDARD",
        "decision_number": "1/QĐ",
        "portal_id": "abc",
        "methods": [{"method": "direct", "time": {"quantity": 3, "unit": "working_day"}, "fees": fees}],
        "component_groups": [{"components": papers}],
        "passages": [{"line": line_id(NOTE), "kind": "condition", "text": NOTE}],
        "legal_bases": [{"number": "60/2014/QH13", "title": "Luật hộ tịch"}],
    }
    return {**made, **changes}


def catalogue(path: Path, **changes: Any) -> Catalogue:
    """Return a catalogue with the record, changed, and a neighbour."""
    made = Catalogue(path / "catalogue.sqlite")
    made.add(
        [
            Part(CODE, "detail", date(2026, 7, 18), record(**changes)),
            Part(OTHER, "detail", date(2026, 7, 18), record(name="Thủ tục khác")),
        ]
    )
    return made


def content(**changes: Any) -> dict[str, Any]:
    """Return a guide of the record as YAML gives it, with `changes`."""
    birth_place = fact("birth_place", "home", "hospital")
    for choice in birth_place["choices"]:
        choice["words"] = ["ở nhà" if choice["id"] == "home" else "bệnh viện"]
    made = {
        "procedure_code": CODE,
        "official_name": "Thủ tục thử",
        "plain_name": "Thử",
        "field": "Hộ tịch",
        "level": "commune",
        "decision_number": "1/QĐ",
        "catalogue_as_of": "2026-07-18",
        "checked_on": "2026-11-22",
        "review_by": "2027-05-22",
        "summary": {"text": "Nộp trong 60 ngày", "seen_in": [at(NOTE)]},
        "facts": [birth_place],
        "components": [
            component("form", seen_in=[at(FORM)]),
            component(
                "witness",
                {"birth_place": "home"},
                component_code="G02",
                not_needed_because="khỏi",
                seen_in=[at(WITNESS)],
            ),
        ],
        "fees": [{"text": "20.000 đồng", "amount": 20000, "seen_in": [at("fees.direct")]}],
        "times": [{"text": "3 ngày làm việc", "quantity": 3, "unit": "working_day", "seen_in": [at("times.direct")]}],
        "legal_bases": [{"number": "60/2014/QH13"}],
    }
    return {**made, **changes}


def guide(**changes: Any) -> Guide:
    """Return the guide, with `changes`."""
    return Guide.model_validate(content(**changes))


def told(findings: Any, severity: str = "error") -> list[str]:
    """Return "place: message" of the findings of one severity."""
    found: list[Finding] = list(findings)
    return [f"{finding.place}: {finding.message}" for finding in found if finding.severity == severity]


@pytest.fixture
def official(tmp_path: Path) -> Official:
    return Official(catalogue(tmp_path))
