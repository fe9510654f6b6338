"""Competence: which kind of office decides a procedure, and at which desk a citizen hands it in.

Read from the names in a record by the dated mapping `competence.yml`. The 4,562 records spell some 750 names;
kinds are what citizens need, and they outlive the names.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Literal

from pydantic import Field, ValidationError

from knowledge.content import read_yaml
from knowledge.offices.errors import BadOfficesError
from knowledge.offices.loading import offices
from knowledge.procedures.models import Level, Method, Procedure, Record
from knowledge.vietnamese.folding import syllables

FILE = Path(__file__).with_name("competence.yml")
_CITY = re.compile(r"(?:[Tt]hành phố|[Tt]ỉnh|TP\.?)\s*([A-ZĐ]\w*(?: [A-ZĐ]?\w+)?)")
COMMUNE_CENTRE, CITY_CENTRE, ITSELF = "commune_centre", "city_centre", "itself"


class OfficeKind(Record):
    """One kind of office. `names` stand anywhere in an official name, `starts` at its beginning; `words`: everyday.

    `desk`: where one hands in what it decides, `seen_in` the official lines that say so; None where none does.
    `level`: the only level of procedures for which that is so; None: any.
    """

    kind: str = Field(pattern=r"^[a-z_]+$")
    name: str
    names: tuple[str, ...] = ()
    starts: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    desk: Literal["commune_centre", "city_centre", "itself"] | None = None
    level: Level | None = None
    seen_in: tuple[str, ...] = ()

    def takes(self, procedure: Procedure) -> bool:
        """Whether its desk is known to take `procedure`."""
        return self.desk is not None and (self.level is None or procedure.level in (self.level, Level.UNKNOWN))


class Desk(Record):
    """A one-stop desk that takes dossiers for others."""

    name: str


class Mapping(Record):
    """The whole of `competence.yml`, kinds in the order in which they are tried."""

    checked_on: date
    catalogue_as_of: date
    kinds: tuple[OfficeKind, ...] = Field(min_length=1)
    desks: dict[str, Desk]
    centre_words: tuple[str, ...]

    def kind(self, kind: str) -> OfficeKind | None:
        """Return one kind by its id."""
        return next((one for one in self.kinds if one.kind == kind), None)


@dataclass(frozen=True)
class Competence:
    """What a record says about offices. Nothing in `decided_by`: the mapping knows no kind for its names.

    `handed_in_at`: desks by name, as in "Trung tâm Phục vụ hành chính công xã, phường"; `desks`: their ids;
    `seen_in`: references to what this was read from.
    """

    decided_by: tuple[OfficeKind, ...] = ()
    desks: tuple[str, ...] = ()
    handed_in_at: tuple[str, ...] = ()
    seen_in: tuple[str, ...] = ()


def competence(procedure: Procedure) -> Competence:
    """Return which kinds of office decide `procedure`, and where it is handed in.

    >>> [kind.name for kind in competence(birth_registration).decided_by]
    ['Ủy ban nhân dân xã, phường']
    """
    field, kinds = _decided_by(procedure)
    if not kinds:
        return Competence()
    seen_in = [f"{procedure.procedure_code}#{field}"]
    desks = _told_desks(procedure)
    if desks:
        seen_in.append(f"{procedure.procedure_code}#{_told_in(procedure)}")
    else:
        taking = [kind for kind in kinds if kind.takes(procedure)]
        desks = tuple(dict.fromkeys(_desk(kind) for kind in taking))
        seen_in += [line for kind in taking for line in kind.seen_in]
    return Competence(kinds, desks, tuple(_desk_name(desk) for desk in desks), tuple(dict.fromkeys(seen_in)))


def of_here(names: Iterable[str]) -> list[str]:
    """Return the official names without those of other provinces' own offices, as in "Sở Xây dựng - TP.HCM"."""
    return [name for name in names if (city := _CITY.search(name)) is None or city[1] == offices().city]


def named_kind(text: str) -> tuple[OfficeKind, str] | None:
    """Return the kind of office that `text` names in everyday words, and these words folded; the longest count.

    >>> named_kind("công an phường Cái Khế ở đâu")[1]
    'cong an phuong'
    """
    said = f" {' '.join(syllables(text))} "
    spoken = ((kind, " ".join(syllables(words))) for kind in mapping().kinds for words in kind.words)
    found = [(kind, words) for kind, words in spoken if f" {words} " in said]
    return max(found, key=lambda one: len(one[1]), default=None)


@cache
def mapping(file: Path = FILE) -> Mapping:
    """Read the mapping once. Raises `BadOfficesError` with file, field and reason."""
    try:
        return Mapping.model_validate(read_yaml(file))
    except ValidationError as error:
        first = error.errors()[0]
        raise BadOfficesError(f"{file}: {'.'.join(map(str, first['loc']))}: {first['msg']}") from error
    except (OSError, ValueError) as error:
        raise BadOfficesError(f"{file}: {error}") from error


def _decided_by(procedure: Procedure) -> tuple[str, tuple[OfficeKind, ...]]:
    # Where a record names only another province's office, its kind is still that of ours.
    fields = {
        "handled_by": procedure.handled_by,
        "authority": procedure.authority,
        "receiving_address": (procedure.receiving_address,),
    }
    told = [(field, of_here(names)) for field, names in fields.items()]
    for field, names in (*told, *fields.items()):
        kinds = dict.fromkeys(kind for name in names if (kind := _kind_of(name)))
        if kinds:
            return field, tuple(kinds)
    return "", ()


def _kind_of(name: str) -> OfficeKind | None:
    said = f" {' '.join(syllables(name))} "
    for kind, anywhere, begins in _patterns():
        if (begins and begins.match(said)) or (anywhere and anywhere.search(said)):
            return kind
    return None


@cache
def _patterns() -> tuple[tuple[OfficeKind, re.Pattern[str] | None, re.Pattern[str] | None], ...]:
    return tuple((kind, _pattern(kind.names), _pattern(kind.starts)) for kind in mapping().kinds)


def _pattern(phrases: tuple[str, ...]) -> re.Pattern[str] | None:
    folded = "|".join(" ".join(syllables(phrase)) for phrase in phrases)
    return re.compile(f" (?:{folded})(?= )") if phrases else None


def _told_desks(procedure: Procedure) -> tuple[str, ...]:
    """Return the centres that the record itself names as the place to file in person."""
    said = " ".join(syllables(_filing_text(procedure)))
    if not any(" ".join(syllables(words)) in said for words in mapping().centre_words):
        return ()
    desks = [desk for desk, tier in ((COMMUNE_CENTRE, r"\bxa\b"), (CITY_CENTRE, r"\btinh\b")) if re.search(tier, said)]
    return tuple(desks)


def _told_in(procedure: Procedure) -> str:
    return "receiving_address" if procedure.receiving_address else f"times.{Method.DIRECT}"


def _filing_text(procedure: Procedure) -> str:
    direct = (method.time.text for method in procedure.methods if method.method is Method.DIRECT)
    return procedure.receiving_address or " ".join(direct)


def _desk(kind: OfficeKind) -> str:
    return kind.kind if kind.desk == ITSELF else str(kind.desk)


def _desk_name(desk: str) -> str:
    kind = mapping().kind(desk)
    return kind.name if kind else mapping().desks[desk].name
