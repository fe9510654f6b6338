"""The ten national statuses of a dossier, and how a source's name or number becomes one of them.

Source: `TrangThaiHoSo` of the national one-stop synchronisation, "1" to "10", as running provincial systems
implement it. One vendor sends 5, 6 and 8 up as 9, another one names 6 "Hồ sơ đã bổ sung giấy tờ": names are
authoritative, numbers are read per source.
"""

from functools import cache
from pathlib import Path
from typing import Literal

import yaml
from pydantic import BaseModel, ConfigDict, ValidationError

from knowledge.dossiers.errors import BadStatusesError, UnknownStatusError
from knowledge.vietnamese.folding import syllables

FILE = Path(__file__).with_name("status.yml")
UNCLEAR = "unclear"


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Status(_Strict):
    """A status in everyday words. `ends`: done with a result, closed without one, None while it goes on."""

    name: str
    meaning: str
    to_do: str
    number: int | None = None
    also: tuple[str, ...] = ()
    ends: Literal["done", "closed"] | None = None


class Statuses(_Strict):
    """All statuses by key, the one for what is not clear, and the numbers that differ by source."""

    statuses: dict[str, Status]
    unclear: Status
    sources: dict[str, dict[int, str]] = {}

    def __getitem__(self, key: str) -> Status:
        """Return the status with `key`. Raises `UnknownStatusError`."""
        if key == UNCLEAR:
            return self.unclear
        if key not in self.statuses:
            raise UnknownStatusError(f"{key}: no status; there are {', '.join(self.statuses)}")
        return self.statuses[key]

    def key_of(self, told: str, source: str = "") -> str:
        """Return the key of what `source` told: a name in any spelling, or a number.

        Raises `UnknownStatusError`.
        """
        spelling = syllables(told)
        if found := self._by_name().get(tuple(spelling)):
            return found
        number = int(spelling[0]) if len(spelling) == 1 and spelling[0].isdigit() else 0
        differing = self.sources.get(source, {}).get(number)
        if found := differing or self._by_number().get(number):
            return found
        names = ", ".join(f"{status.number} {status.name}" for status in self.statuses.values())
        raise UnknownStatusError(f"{told!r} is no status; there are {names}")

    def _by_name(self) -> dict[tuple[str, ...], str]:
        return {
            tuple(syllables(name)): key
            for key, status in self.statuses.items()
            for name in (status.name, key, *status.also)
        }

    def _by_number(self) -> dict[int | None, str]:
        return {status.number: key for key, status in self.statuses.items()}


@cache
def statuses(file: Path = FILE) -> Statuses:
    """Read `status.yml` once. Raises `BadStatusesError`."""
    try:
        return Statuses.model_validate(yaml.safe_load(file.read_text(encoding="utf-8")))
    except (yaml.YAMLError, ValidationError, OSError) as error:
        raise BadStatusesError(f"{file}: {error}") from error
