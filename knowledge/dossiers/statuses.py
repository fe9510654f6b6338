"""The ten national statuses of a dossier, and how a source's name or number becomes one of them.

Source: `TrangThaiHoSo` of the national one-stop synchronisation, "1" to "10", as running provincial systems
implement it. One vendor sends 5, 6 and 8 up as 9, another one names 6 "Hồ sơ đã bổ sung giấy tờ": names are
authoritative, numbers are read per source.
"""

from functools import cache, cached_property
from pathlib import Path
from typing import Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from knowledge.dossiers.errors import BadStatusesError, UnknownStatusError
from knowledge.vietnamese.folding import syllables

FILE = Path(__file__).with_name("status.yml")
UNCLEAR = "unclear"
_REMEMBERED = 1000


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Status(_Strict):
    """A status in everyday words: what it means, what to do, by when.

    `ends`: done with a result, closed without one, None while it goes on. `waits_for_citizen`: nothing moves
    until they act.
    """

    name: str
    meaning: str
    to_do: str
    by_when: str = Field(min_length=1)
    waits_for_citizen: bool = False
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
        if found := self._read.get((told, source)):
            return found
        spelling = syllables(told)
        number = int(spelling[0]) if len(spelling) == 1 and spelling[0].isdigit() and len(spelling[0]) < 4 else 0
        differing = self.sources.get(source, {}).get(number)
        if found := self._by_name.get(tuple(spelling)) or differing or self._by_number.get(number):
            if len(self._read) < _REMEMBERED:
                self._read[told, source] = found
            return found
        raise UnknownStatusError(f"{told!r} is no status; {self.choices}")

    @property
    def choices(self) -> str:
        """All statuses by number and name, for messages."""
        return f"there are {', '.join(f'{status.number} {status.name}' for status in self.statuses.values())}"

    @cached_property
    def _read(self) -> dict[tuple[str, str], str]:
        """What was read already: a million rows tell a dozen statuses."""
        return {}

    @cached_property
    def _by_name(self) -> dict[tuple[str, ...], str]:
        return {
            tuple(syllables(name)): key
            for key, status in self.statuses.items()
            for name in (status.name, key, *status.also)
        }

    @cached_property
    def _by_number(self) -> dict[int | None, str]:
        return {status.number: key for key, status in self.statuses.items()}


@cache
def statuses(file: Path = FILE) -> Statuses:
    """Read `status.yml` once. Raises `BadStatusesError`."""
    try:
        return Statuses.model_validate(yaml.safe_load(file.read_text(encoding="utf-8")))
    except (yaml.YAMLError, ValidationError, OSError) as error:
        raise BadStatusesError(f"{file}: {error}") from error
