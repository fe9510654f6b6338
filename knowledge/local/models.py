"""The shape of one province's own decisions. What is not there is unknown, and is shown so."""

from datetime import date
from typing import Self

from pydantic import Field, model_validator

from knowledge.offices.any_desk import AnyDeskList
from knowledge.procedures.models import Method, Record, TimeUnit

_CODE = r"^\d\.\d{6,9}$"


class Decided(Record):
    """Something that a document decides. `source`: where the document was read; the days are inclusive."""

    document: str = Field(min_length=1)
    dated: date
    source: str = Field(min_length=1)
    in_force_from: date | None = None
    in_force_until: date | None = None

    @property
    def since(self) -> date:
        """The first day on which it holds."""
        return self.in_force_from or self.dated

    def in_force(self, day: date) -> bool:
        """Whether it holds on `day`."""
        return self.since <= day and (self.in_force_until is None or day <= self.in_force_until)


class LocalFee(Decided):
    """A fee by resolution of the province's council. `amount` in đồng; 0: nothing is collected."""

    procedure_code: str = Field(pattern=_CODE)
    text: str = Field(min_length=1)
    amount: int | None = Field(default=None, ge=0)
    methods: tuple[Method, ...] = ()


class LocalTime(Decided):
    """A processing time that the province made shorter than the official one."""

    procedure_code: str = Field(pattern=_CODE)
    text: str = Field(min_length=1)
    quantity: float | None = Field(default=None, gt=0)
    unit: TimeUnit | None = None
    methods: tuple[Method, ...] = ()

    @model_validator(mode="after")
    def _whole(self) -> Self:
        if (self.quantity is None) != (self.unit is None):
            raise ValueError("quantity and unit belong together")
        return self


class Reported(Record):
    """Something that a source reported, without a document that decides it."""

    text: str = Field(min_length=1)
    source: str = Field(min_length=1)
    as_of: date


class Notice(Reported):
    """Something reported of one ward or commune."""

    unit_code: str


class Hotline(Decided):
    """A number that citizens may call, published by a document."""

    name: str = Field(min_length=1)
    phone: str = Field(pattern=r"^[\d+][\d .()-]{2,}$")
    hours: str = ""


class AnyDesk(Record):
    """Filing at any desk: how it works by a report, and the list of procedures where it was published."""

    rule: Reported | None = None
    published: AnyDeskList | None = None


class Local(Record):
    """What one province decides. `province`: the name of its file, `name`: as citizens read it."""

    province: str
    name: str = Field(min_length=1)
    any_desk: AnyDesk = AnyDesk()
    fees: tuple[LocalFee, ...] = ()
    times: tuple[LocalTime, ...] = ()
    hotlines: tuple[Hotline, ...] = ()
    notices: tuple[Notice, ...] = ()

    def fees_of(self, procedure_code: str, day: date) -> list[LocalFee]:
        """Return the fees of a procedure that hold on `day`."""
        return [fee for fee in self.fees if fee.procedure_code == procedure_code and fee.in_force(day)]

    def times_of(self, procedure_code: str, day: date) -> list[LocalTime]:
        """Return the times of a procedure that hold on `day`."""
        return [time for time in self.times if time.procedure_code == procedure_code and time.in_force(day)]

    def hotlines_on(self, day: date) -> list[Hotline]:
        """Return the hotlines that are served on `day`."""
        return [hotline for hotline in self.hotlines if hotline.in_force(day)]

    def joined(self, own: "Local") -> "Local":
        """Return this with the operator's `own` entries added; its rule and list replace those here."""
        any_desk = AnyDesk(
            rule=own.any_desk.rule or self.any_desk.rule, published=own.any_desk.published or self.any_desk.published
        )
        return Local(
            province=self.province,
            name=own.name,
            any_desk=any_desk,
            fees=self.fees + own.fees,
            times=self.times + own.times,
            hotlines=self.hotlines + own.hotlines,
            notices=self.notices + own.notices,
        )
