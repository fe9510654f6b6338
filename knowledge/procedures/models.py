"""One procedure of the national catalogue, as the importers leave it.

Frozen and plain: everything that an answer quotes is addressable by a line id (`lines.line_id`).
The terms map onto CPSV-AP: Procedure = PublicService, Component = Evidence, Fee = Cost.
"""

from datetime import date
from enum import StrEnum

from pydantic import BaseModel, ConfigDict


class Record(BaseModel):
    """Base of all stored records: immutable, unknown keys refused."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Level(StrEnum):
    """Which tier of government handles a procedure (cấp thực hiện)."""

    COMMUNE = "commune"
    PROVINCE = "province"
    MINISTRY = "ministry"
    UNKNOWN = "unknown"


class Scope(StrEnum):
    """The catalogue's `type`: only STANDARD procedures are offered in Cần Thơ."""

    STANDARD = "STANDARD"
    SPECIFIC = "SPECIFIC"
    INTERNAL = "STANDARD_INTERNAL"
    UNKNOWN = "UNKNOWN"


class Method(StrEnum):
    """How a dossier is submitted (hình thức nộp)."""

    DIRECT = "direct"
    ONLINE = "online"
    POSTAL = "postal"


class TimeUnit(StrEnum):
    """Unit of a processing time."""

    WORKING_DAY = "working_day"
    DAY = "day"
    HOUR = "hour"
    MONTH = "month"
    MINUTE = "minute"


class ProcessingTime(Record):
    """Quantity and unit; both None where the record does not say (its unit OTHER, unresolved)."""

    quantity: float | None = None
    unit: TimeUnit | None = None
    text: str = ""

    @property
    def known(self) -> bool:
        """Whether both quantity and unit are known."""
        return self.quantity is not None and self.unit is not None


class Fee(Record):
    """One fee in đồng. `amount` None means unknown, which is neither 0 nor free.

    `ruled_elsewhere`: its own words say nothing, and another fee of the record names the ministry's rule.
    """

    amount: int | None = None
    currency: str = "VND"
    text: str = ""
    ruled_elsewhere: bool = False


class SubmissionMethod(Record):
    """One way to submit with its time and fees."""

    method: Method
    time: ProcessingTime = ProcessingTime()
    fees: tuple[Fee, ...] = ()


class Form(Record):
    """A form or attachment that the record names."""

    name: str
    url: str | None = None


class Component(Record):
    """One official line of the papers list (thành phần hồ sơ).

    `component_code` is the portal's code, else the line id. `is_note` marks rows with neither
    originals nor copies, as the portal gives them: most are notes, which may still decide that a paper
    is not needed; some are papers. `papers.kinds` tells what a line is. `under`: printed with a plus sign,
    below the row with a dash that names its case.
    """

    component_code: str
    line: str
    text: str
    originals: int = 0
    copies: int = 0
    is_note: bool = False
    under: bool = False
    forms: tuple[Form, ...] = ()


class ComponentGroup(Record):
    """Components under one official heading: an alternative case, a plain heading or nothing."""

    title: str = ""
    components: tuple[Component, ...] = ()


class LegalBasis(Record):
    """A legal document; `article` only where the record names it."""

    number: str
    title: str
    article: str | None = None


class Passage(Record):
    """One line of steps, conditions or description, addressable for quoting."""

    line: str
    kind: str
    text: str


class Procedure(Record):
    """One catalogue record, key `procedure_code` such as "1.001193"."""

    procedure_code: str
    name: str
    level: Level = Level.UNKNOWN
    field: str = ""
    scope: Scope = Scope.UNKNOWN
    decision_number: str = ""
    decision_date: date | None = None
    targets: tuple[str, ...] = ()
    promulgated_by: str = ""
    handled_by: tuple[str, ...] = ()
    authority: tuple[str, ...] = ()
    receiving_address: str = ""
    methods: tuple[SubmissionMethod, ...] = ()
    component_groups: tuple[ComponentGroup, ...] = ()
    passages: tuple[Passage, ...] = ()
    results: tuple[str, ...] = ()
    legal_bases: tuple[LegalBasis, ...] = ()
    keywords: tuple[str, ...] = ()
    portal_id: str | None = None
    as_of: date

    @property
    def offered(self) -> bool:
        """Whether citizens of Cần Thơ may be offered this procedure; not while its scope is unknown."""
        return self.scope is Scope.STANDARD

    @property
    def components(self) -> tuple[Component, ...]:
        """All components of all groups, in official order."""
        return tuple(component for group in self.component_groups for component in group.components)

    @property
    def page(self) -> str:
        """The procedure's public page on the National Public Service Portal."""
        return (
            f"https://dichvucong.gov.vn/thu-tuc-hanh-chinh/{self.portal_id}"
            if self.portal_id
            else "https://dichvucong.gov.vn"
        )
