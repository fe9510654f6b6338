"""Reading the offices of the province: `can-tho.yml`, or the file that `MOTCUA_PROVINCE` names."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from pydantic import ValidationError

from knowledge.offices.errors import BadOfficesError, OfficeNotFoundError
from knowledge.offices.models import Office
from knowledge.settings import settings

FOLDER = Path(__file__).parent


@dataclass(frozen=True)
class Offices(Mapping[str, Office]):
    """Offices by unit code; `centre` is the city's own one, the last; `city`: its name, as in "Cần Thơ"."""

    by_code: dict[str, Office]
    centre: Office
    city: str

    def __getitem__(self, unit_code: str) -> Office:
        """Return an office. Raises `OfficeNotFoundError`, which is no `KeyError`."""
        if unit_code not in self.by_code:
            raise OfficeNotFoundError(f"{unit_code}: no office has this unit code")
        return self.by_code[unit_code]

    def __contains__(self, unit_code: object) -> bool:
        return unit_code in self.by_code

    def __iter__(self) -> Iterator[str]:
        return iter(self.by_code)

    def __len__(self) -> int:
        return len(self.by_code)


def offices(file: Path | None = None) -> Offices:
    """Read the offices once, those of the province in the settings by default.

    Raises `BadOfficesError` with file, unit and reason.
    """
    return _read(file or FOLDER / f"{settings().province}.yml")


@cache
def _read(file: Path) -> Offices:
    try:
        content: dict[str, Any] = yaml.safe_load(file.read_text(encoding="utf-8"))
        shared = {"source": content["source"], "as_of": content["as_of"]}
        units = [_office(unit, content["districts"], shared) for unit in content["units"]]
        centre, city = Office.model_validate(shared | content["centre"]), str(content["city"])
    except (OSError, yaml.YAMLError, ValidationError, KeyError, TypeError) as error:
        raise BadOfficesError(f"{file}: {error}") from error
    by_code = {office.unit_code: office for office in (*units, centre)}
    if len(by_code) != len(units) + 1:
        raise BadOfficesError(f"{file}: units: a unit_code stands twice")
    return Offices(by_code, centre, city)


def _office(unit: dict[str, Any], districts: dict[str, Any], shared: dict[str, Any]) -> Office:
    formed_from = [old | {"district": districts[old["district"]]} for old in unit["formed_from"]]
    return Office.model_validate(shared | unit | {"formed_from": formed_from})
