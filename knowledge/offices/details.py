"""Details of offices that the city imports: addresses, hours and phones, each row with its source and day."""

import re
from collections.abc import Mapping
from datetime import date
from pathlib import Path

from pydantic import Field, field_validator

from knowledge.offices.competence import mapping
from knowledge.offices.errors import BadCellError
from knowledge.offices.keeping import kept
from knowledge.offices.loading import offices
from knowledge.procedures.models import Record
from knowledge.vietnamese.folding import syllables

CENTRES = {"ward": "Phường", "commune": "Xã", "city_centre": "Trung tâm thành phố"}
"""The kinds of one-stop desks with the word that the operator reads for each."""
OF_EACH_UNIT = ("commune_police", "commune_military")
"""Kinds that every ward and commune has one of."""
_PHONE = re.compile(r"(?:\+84|\(?0|1[89]00|1)[\d .()-]{2,14}")
_SEVERAL = re.compile(r"\s*[,;/]\s*")


class OfficeDetails(Record):
    """What is known of one office; empty where it is not. `unit_code` only for offices of one ward or commune."""

    office: str
    kind: str
    name: str = Field(min_length=1)
    unit_code: str = ""
    address: str = ""
    hours: str = ""
    phone: str = ""
    source: str = Field(min_length=1)
    as_of: date

    @field_validator("phone")
    @classmethod
    def _callable(cls, phone: str) -> str:
        wrong = [one for one in _SEVERAL.split(phone) if one and not _PHONE.fullmatch(one)]
        if wrong:
            raise ValueError(f"{wrong[0]!r} is no phone number; Excel drops a leading 0 unless the column is text")
        return phone


class ImportedDetails(Record):
    """Everything imported so far, by office, sorted."""

    offices: tuple[OfficeDetails, ...] = ()


def imported(path: Path) -> Mapping[str, OfficeDetails]:
    """Return the imported details by office: a unit code, or what `office_id` returns for other kinds."""
    found = kept(path, ImportedDetails)
    return {one.office: one for one in found.offices} if found else {}


def of_kind(path: Path, kind: str) -> list[OfficeDetails]:
    """Return the imported offices of one kind, by name."""
    return sorted((one for one in imported(path).values() if one.kind == kind), key=lambda one: one.name)


def kinds() -> dict[str, str]:
    """Return every kind of office with its Vietnamese name."""
    return CENTRES | {kind.kind: kind.name for kind in mapping().kinds}


def office_id(kind: str, unit_code: str, name: str) -> str:
    """Return what an office is kept by. Raises `BadCellError` for a kind, unit or name that cannot be."""
    if kind not in kinds():
        raise BadCellError("kind", f"{kind!r} is none of {', '.join(kinds())}")
    if kind in CENTRES:
        return _centre(kind, unit_code)
    if kind in OF_EACH_UNIT:
        return f"{kind}-{_unit(unit_code)}"
    if not name:
        raise BadCellError("name", f"is empty; an office of the kind {kind} is told by its name")
    return f"{kind}-{'-'.join(syllables(name))}"


def _centre(kind: str, unit_code: str) -> str:
    if kind == "city_centre":
        return offices().centre.unit_code
    if offices()[_unit(unit_code)].kind != kind:
        raise BadCellError("kind", f"{unit_code} is {offices()[unit_code].name}, not a {kind}")
    return unit_code


def _unit(unit_code: str) -> str:
    if unit_code not in offices() or unit_code == offices().centre.unit_code:
        raise BadCellError("unit_code", f"{unit_code!r} is no ward or commune; take the codes from the template")
    return unit_code
