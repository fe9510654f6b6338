"""The reading half of a synchronisation: the list, then the records that it does not show to be unchanged."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from knowledge.procedures import portal_json
from knowledge.procedures.errors import BadRecordError, PortalFailedError, PortalRejectedError
from knowledge.procedures.parts import Part
from knowledge.procedures.sources.listing import Listing, listing, read_pages
from knowledge.procedures.sources.portal import DETAIL, Portal
from knowledge.procedures.sources.records import Refusal
from knowledge.procedures.sync.progress import Progress, day_of

_FAILURES_IN_A_ROW = 3
"""So many records that fail one after the other are no bad records: the portal is down."""
Stored = Mapping[str, list[Part]]


@dataclass(frozen=True)
class Request:
    """What is asked for: only some codes (empty: all), every record anew, without storing.

    `withdraw_limit` is the largest share of the catalogue that may be withdrawn at once.
    """

    only: frozenset[str] = frozenset()
    full: bool = False
    dry_run: bool = False
    withdraw_limit: float = 0.1


@dataclass(frozen=True)
class Watch:
    """Who hears how far the reading is: rows of the list so far, and the records as they are read."""

    rows: Callable[[int], object] = lambda _: None
    records: Callable[[list[Part]], Iterable[Part]] = lambda parts: parts


@dataclass
class Reading:
    """What the portal said: its list, the records read, those that were not needed, and what was refused."""

    listing: Listing
    details: dict[str, Part] = field(default_factory=dict)
    not_read: int = 0
    refusals: list[Refusal] = field(default_factory=list)


def read(portal: Portal, progress: Progress, stored: Stored, request: Request, watch: Watch) -> Reading:
    """Read what is missing in `progress`. Raises `PortalError` when patience ends; what was read stays there."""
    portal.knock()
    read_pages(portal, progress, watch.rows)
    reading = kept(progress)
    rows = [row for code, row in reading.listing.parts.items() if not request.only or code in request.only]
    wanted = [row for row in rows if _is_wanted(row, stored, request)]
    missing = [row for row in wanted if not progress.has_detail(row.procedure_code, row.fields["portal_id"])]
    reading.not_read = len(rows) - len(wanted)
    reading.refusals += _read_details(portal, progress, watch.records(missing))
    known = progress.details()
    reading.details = {row.procedure_code: known[row.procedure_code] for row in wanted if row.procedure_code in known}
    return reading


def kept(progress: Progress) -> Reading:
    """Return what was read before, without asking the portal."""
    found = listing(progress, day_of(progress.started))
    return Reading(found, progress.details(), refusals=[*found.refusals])


def _is_wanted(row: Part, stored: Stored, request: Request) -> bool:
    """Whether a record must be read: unless the list gives its time of change, and the catalogue has that state."""
    if request.full or request.only or not row.version:
        return True
    known = next((part for part in stored.get(row.procedure_code, []) if part.kind == "detail"), None)
    return not known or (known.version, known.fields["portal_id"]) != (row.version, row.fields["portal_id"])


def _read_details(portal: Portal, progress: Progress, rows: Iterable[Part]) -> list[Refusal]:
    refusals, failures = [], 0
    for row in rows:
        try:
            _read_detail(portal, progress, row)
            failures = 0
        except (BadRecordError, PortalRejectedError, PortalFailedError) as error:
            failures = failures + 1 if isinstance(error, PortalFailedError) else 0
            if failures == _FAILURES_IN_A_ROW:
                raise
            refusals.append(_refusal(row, error))
    return refusals


def _read_detail(portal: Portal, progress: Progress, row: Part) -> None:
    portal_id = row.fields["portal_id"]
    part = portal_json.read_detail(portal.detail(portal_id), day_of(progress.started))
    told = (part.procedure_code, part.fields["portal_id"])
    if told != (row.procedure_code, portal_id):
        raise BadRecordError("code", f"the portal answers with another record: {told[0]}, id {told[1]}")
    progress.add_detail(part, portal_id)


def _refusal(row: Part, error: Exception) -> Refusal:
    place = f"{DETAIL}, {row.procedure_code}"
    if isinstance(error, BadRecordError):
        return Refusal(place, error.field, error.reason)
    return Refusal(place, "answer", str(error))
