"""Working days of Viet Nam's offices: Monday to Friday, without public holidays, with the year's swapped days.

Holidays: the library `holidays`, which also knows swaps that were announced before its release. What it cannot
know is written into `working-days.yml`.
"""

from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Self

from holidays import HolidayBase, country_holidays
from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from knowledge.content import read_yaml
from knowledge.dossiers.errors import BadWorkingDaysError

FILE = Path(__file__).with_name("working-days.yml")
_DAY = timedelta(days=1)


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class YearsDays(_Strict):
    """What was decided for one year, and by which document."""

    document: str = Field(min_length=1)
    off: tuple[date, ...] = ()
    working: tuple[date, ...] = ()


class DecidedDays(_Strict):
    """The file `working-days.yml`."""

    years: dict[int, YearsDays] = {}

    @model_validator(mode="after")
    def _of_their_years(self) -> Self:
        for year, days in self.years.items():
            for day in (*days.off, *days.working):
                if day.year != year:
                    raise ValueError(f"{day} is no day of {year}")
            if both := set(days.off) & set(days.working):
                raise ValueError(f"{min(both)} is both off and working")
        return self


_NOTHING = DecidedDays()


@dataclass(frozen=True)
class WorkingDays:
    """Which days offices work."""

    decided: DecidedDays = _NOTHING
    _calendar: HolidayBase = field(default_factory=lambda: country_holidays("VN"), compare=False, repr=False)

    def is_working(self, day: date) -> bool:
        """Whether offices work on `day`."""
        year = self.decided.years.get(day.year)
        if year and day in year.working:
            return True
        return not (year and day in year.off) and bool(self._calendar.is_working_day(day))

    def on_or_after(self, day: date) -> date:
        """Return `day`, or the first working day after it."""
        while not self.is_working(day):
            day += _DAY
        return day

    def between(self, start: date, end: date) -> int:
        """Return how many working days come after `start` up to and with `end`; negative where `end` is earlier.

        >>> WorkingDays().between(date(2025, 7, 4), date(2025, 7, 7))
        1
        """
        if end < start:
            return -self.between(end, start)
        days = (start + _DAY * number for number in range(1, (end - start).days + 1))
        return sum(map(self.is_working, days))


@cache
def working_days(file: Path = FILE) -> WorkingDays:
    """Read `working-days.yml` once. Raises `BadWorkingDaysError` naming the file and the field."""
    try:
        return WorkingDays(DecidedDays.model_validate(read_yaml(file)))
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(map(str, first["loc"])) or "file"
        raise BadWorkingDaysError(f"{file}: {place}: {first['msg'].removeprefix('Value error, ')}") from error
    except (OSError, ValueError) as error:
        raise BadWorkingDaysError(f"{file}: {error}") from error
