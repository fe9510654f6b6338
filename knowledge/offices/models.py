"""An office and the old units that became it."""

from datetime import date
from typing import Literal

from pydantic import BaseModel, ConfigDict

Kind = Literal["ward", "commune", "city_centre"]


class _Frozen(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class DatedFact(_Frozen):
    """Something known of an office, from where, and when it was true."""

    text: str
    source: str
    as_of: date


class District(_Frozen):
    """A district that was abolished on 2025-07-01, with its province then."""

    name: str
    province: str


class OldUnit(_Frozen):
    """A ward, commune or township before 2025-07-01. `part`: only a part of it went into the office's unit."""

    name: str
    district: District
    part: bool = False
    earlier: tuple[str, ...] = ()

    @property
    def full_name(self) -> str:
        """The name with its old district and province, as in "Xã Phú Tân, Huyện Châu Thành, Hậu Giang"."""
        return f"{self.name}, {self.district.name}, {self.district.province}"


class Office(_Frozen):
    """A desk of today. `address`, `hours`, `phone`: None where they are not known.

    `source` and `as_of` are those of its name and of the units it was formed from.
    """

    unit_code: str
    name: str
    kind: Kind
    source: str
    as_of: date
    formed_from: tuple[OldUnit, ...] = ()
    also_called: tuple[str, ...] = ()
    address: DatedFact | None = None
    hours: DatedFact | None = None
    phone: DatedFact | None = None

    @property
    def former_names(self) -> tuple[str, ...]:
        """Names of the old units other than today's own."""
        return tuple(unit.full_name for unit in self.formed_from if unit.name != self.name)
