"""Reading `families.yml`."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from pydantic import Field, TypeAdapter, ValidationError, model_validator

from knowledge.content import read_yaml
from knowledge.guides.models import SeenIn
from knowledge.procedures.models import Record

FILE = Path(__file__).with_name("families.yml")


class BadFamilyError(Exception):
    """The file of families is malformed."""


class Member(Record):
    """One procedure of a family. `label`: the answer to the family's question that means it."""

    procedure_code: str
    label: str = Field(max_length=80)
    seen_in: SeenIn = Field(min_length=1)


class Family(Record):
    """Procedures that people mix up, and the one question whose answers are their labels."""

    id: str = Field(pattern=r"^[a-z][a-z0-9-]*$")
    question: str = Field(max_length=160)
    members: tuple[Member, ...] = Field(min_length=2)

    @model_validator(mode="after")
    def _apart(self) -> "Family":
        for values in ([one.procedure_code for one in self.members], [one.label for one in self.members]):
            if len(set(values)) != len(values):
                raise ValueError(f"the family {self.id} names a procedure or a label twice")
        return self

    @cached_property
    def codes(self) -> frozenset[str]:
        """The codes of its members."""
        return frozenset(member.procedure_code for member in self.members)


@dataclass(frozen=True)
class Families:
    """Every family, in order."""

    families: tuple[Family, ...] = ()

    def separating(self, codes: Sequence[str]) -> Family | None:
        """Return the family that holds most of `codes`, at least two of them and the first one."""
        fitting = [family for family in self.families if codes and codes[0] in family.codes]
        best = max(fitting, key=lambda family: len(family.codes & set(codes)), default=None)
        return best if best and len(best.codes & set(codes)) > 1 else None

    def of(self, code: str) -> Family | None:
        """Return the first family that `code` belongs to."""
        return next((family for family in self.families if code in family.codes), None)


def load(file: Path = FILE) -> Families:
    """Read the families. Raises `BadFamilyError` with file, place and reason."""
    try:
        families = TypeAdapter(tuple[Family, ...]).validate_python(read_yaml(file))
    except ValidationError as error:
        first = error.errors()[0]
        raise BadFamilyError(f"{file}: {'.'.join(map(str, first['loc']))}: {first['msg']}") from error
    except (OSError, ValueError) as error:
        raise BadFamilyError(f"{file}: {error}") from error
    _no_twins(file, (family.id for family in families))
    return Families(families)


def _no_twins(file: Path, ids: Iterable[str]) -> None:
    seen: set[str] = set()
    for family_id in ids:
        if family_id in seen:
            raise BadFamilyError(f"{file}: two families are called {family_id}")
        seen.add(family_id)
