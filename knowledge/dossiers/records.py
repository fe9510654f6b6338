"""What a file tells of a dossier, checked field by field. Lives only while an import runs."""

import re
from datetime import datetime
from typing import Annotated, Self

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints, model_validator

from knowledge.dossiers.codes import find_codes, normalise
from knowledge.dossiers.proofs import read_phone
from knowledge.dossiers.times import believed, read_time

LONGEST_ASKED = 2000
LONGEST_NAME = 500
# What no database keeps: NUL, and halves of characters, by which undecodable bytes are marked too.
_NO_TEXT = re.compile("[\0\ud800-\udfff]")
_NUMBER = re.compile(r"[0-9](?:[ .\-]?[0-9]){8,}")


def _text(value: object) -> str:
    if not isinstance(value, str | int | None):
        raise ValueError("must be text")
    told = "" if value is None else str(value).strip()
    if _NO_TEXT.search(told):
        raise ValueError("holds bytes or signs that are no text: is the file UTF-8?")
    return told


def _time(value: object) -> datetime | None:
    return believed(value) if isinstance(value, datetime) else read_time(_text(value))


def _moment(value: object) -> datetime:
    moment = _time(value)
    if moment is None:
        raise ValueError("must be there")
    return moment


def _code(value: object) -> str:
    told = _text(value)
    if code := normalise(told):
        return code
    # The value itself is not repeated: where columns are shifted it may be somebody's number.
    faults = [f"; look at its {attempt.problem.value}" for attempt in find_codes(told) if attempt.problem]
    raise ValueError(f"is no dossier code such as H13.12-250701-0001{''.join(faults[:1])}")


def _identity(value: object) -> str | None:
    digits = re.sub(r"[\s.\-]", "", _text(value))
    # Ten zeros mean "none" in one source; letters a passport, 10 and 13 digits a tax number: no proof, no fault.
    if not digits.strip("0") or not digits.isdigit() or len(digits) in (10, 13):
        return None
    if len(digits) not in (9, 12):
        raise ValueError(f"{len(digits)} digits instead of 12 or 9: has a spreadsheet dropped a leading zero?")
    return digits


def _phone(value: object) -> str | None:
    told = _text(value)
    if not told.strip("0 "):
        return None
    # A spreadsheet drops the zero of a mobile number, which leaves no doubt.
    phone = read_phone(f"0{told}") if re.fullmatch(r"[35789][0-9]{8}", told) else read_phone(told)
    if phone is None:
        raise ValueError("is no Vietnamese phone number: 10 or 11 digits from 0, or +84")
    return phone


def _asked(value: object) -> str:
    return _NUMBER.sub("•••", " ".join(_text(value).split()))[:LONGEST_ASKED]


def _name(value: object) -> str:
    return _asked(value)[:LONGEST_NAME]


_Text = Annotated[str, BeforeValidator(_text)]
_Time = Annotated[datetime | None, BeforeValidator(_time)]
_Code = Annotated[str, BeforeValidator(_code), StringConstraints(max_length=40)]
_Told = Annotated[_Text, StringConstraints(min_length=1, max_length=100)]


class _Record(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True)


class SupplementRecord(_Record):
    """What was asked to add; long numbers in it are blotted out, for they may be somebody's."""

    asked: Annotated[str, BeforeValidator(_asked)] = ""
    asked_at: _Time = None
    received_at: _Time = None
    due_before: _Time = None
    due_after: _Time = None


class ResultRecord(_Record):
    """A paper that was or is to be handed out, by its name; long numbers in it are blotted out."""

    name: Annotated[str, BeforeValidator(_name)] = ""


class ProgressRecord(_Record):
    """A message that a known dossier came to a status."""

    dossier_code: _Code
    status: _Told
    at: Annotated[datetime, BeforeValidator(_moment)]


class DossierRecord(_Record):
    """One dossier of a file. Identity and phone number are hashed on storing and never kept."""

    dossier_code: _Code
    procedure_code: Annotated[_Text, StringConstraints(max_length=40)] = ""
    procedure_name: Annotated[_Text, StringConstraints(max_length=500)] = ""
    field_name: Annotated[_Text, StringConstraints(max_length=200)] = ""
    status: _Told
    received_at: _Time = None
    due_at: _Time = None
    finished_at: _Time = None
    returned_at: _Time = None
    identity_number: Annotated[str | None, BeforeValidator(_identity)] = Field(default=None, repr=False)
    phone: Annotated[str | None, BeforeValidator(_phone)] = Field(default=None, repr=False)
    as_of: _Time = None
    supplements: tuple[SupplementRecord, ...] = ()
    results: tuple[ResultRecord, ...] = ()

    @model_validator(mode="after")
    def _nothing_happens_before_the_receipt(self) -> Self:
        for name in ("due_at", "finished_at", "returned_at"):
            moment = getattr(self, name)
            if self.received_at and moment and moment.date() < self.received_at.date():
                raise ValueError(f"{name} is before received_at")
        return self
