"""One synchronisation: read from the portal, compare, store. Until the last step the catalogue stays as it was."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from knowledge.checking.sources import references
from knowledge.guides.loading import Guides
from knowledge.procedures.catalogue import Catalogue
from knowledge.procedures.parts import WITHDRAWN, Part, is_withdrawn, merge
from knowledge.procedures.sources.portal import Portal
from knowledge.procedures.sources.records import Refusal
from knowledge.procedures.sync.differences import Change, change
from knowledge.procedures.sync.progress import Progress, day_of
from knowledge.procedures.sync.reading import Reading, Request, Stored, Watch, kept, read
from knowledge.procedures.sync.report import Named, NotTaken, StaleGuide, SyncReport


def synchronise(
    catalogue: Catalogue, portal: Portal, progress: Progress, guides: Guides, request: Request, watch: Watch
) -> SyncReport:
    """Bring the catalogue to what the portal says; return what changed.

    A run that ended between comparing and storing is finished first, and its own report returned. Raises
    `PortalError` when the portal's answers end: what was read is kept for the next run.
    """
    stored = catalogue.parts()
    if progress.report and not request.dry_run:
        report = SyncReport.model_validate_json(progress.report)
        catalogue.add([*_taken(kept(progress), report.only), *_marks(_codes(report.withdrawn), progress)])
        return report
    reading = read(portal, progress, stored, request, watch)
    codes, why_none = _withdrawn(stored, reading, request)
    parts = [*_taken(reading, request.only), *_marks(codes, progress)]
    report = _report(portal, progress, reading, request)
    report = report.model_copy(update={**_changes(stored, parts, guides), "why_none_withdrawn": why_none})
    if not request.dry_run:
        progress.keep_report(report.model_dump_json())
        catalogue.add(parts)
    return report


def _taken(reading: Reading, only: Iterable[str]) -> Iterator[Part]:
    wanted = frozenset(only)
    for part in (*reading.listing.parts.values(), *reading.details.values()):
        if not wanted or part.procedure_code in wanted:
            yield part


def _marks(codes: Iterable[str], progress: Progress) -> Iterator[Part]:
    return (Part(code, WITHDRAWN, day_of(progress.started), {}) for code in codes)


def _codes(named: Iterable[Named]) -> Iterator[str]:
    return (item.procedure_code for item in named)


def _withdrawn(stored: Stored, reading: Reading, request: Request) -> tuple[list[str], str]:
    """Return which procedures left the list, and why none is believed to have, where that is so."""
    listed_before = [code for code, parts in stored.items() if not is_withdrawn(parts)]
    gone = [code for code in listed_before if code not in reading.listing.named]
    if request.only:
        gone = [code for code in gone if code in request.only]
        reading.refusals += _unknown(stored, reading, request)
    if not gone or not reading.listing.whole:
        return [], ""
    limit = request.withdraw_limit * len(listed_before)
    if len(gone) > limit and not request.only:
        return [], f"{len(gone)} of {len(listed_before)} would be, more than MOTCUA_PORTAL_WITHDRAW_LIMIT allows"
    return gone, ""


def _unknown(stored: Stored, reading: Reading, request: Request) -> list[Refusal]:
    unknown = sorted(code for code in request.only if code not in reading.listing.named and code not in stored)
    return [Refusal("--only", code, "is neither in the portal's list nor in the catalogue") for code in unknown]


def _report(portal: Portal, progress: Progress, reading: Reading, request: Request) -> SyncReport:
    return SyncReport(
        portal=portal.url,
        started=progress.started,
        listed=len(reading.listing.named),
        why_not_whole=reading.listing.why_not_whole,
        details_read=len(reading.details),
        details_not_read=reading.not_read,
        list_tells_changes=any(row.version for row in reading.listing.parts.values()),
        refusals=tuple(NotTaken(file=item.file, field=item.field, reason=item.reason) for item in reading.refusals),
        only=tuple(sorted(request.only)),
        dry_run=request.dry_run,
    )


@dataclass(frozen=True)
class _Step:
    """One procedure's parts before and after."""

    code: str
    before: list[Part]
    after: list[Part]

    @property
    def named(self) -> Named:
        after = merge(self.after)
        names = [after.name] if after else [part.fields["name"] for part in self.before if "name" in part.fields]
        return Named(procedure_code=self.code, name=names[0] if names else "")

    @property
    def left(self) -> bool:
        return is_withdrawn(self.after) and not is_withdrawn(self.before)

    @property
    def returned(self) -> bool:
        return is_withdrawn(self.before) and not is_withdrawn(self.after)

    @property
    def is_new(self) -> bool:
        return merge(self.before) is None and merge(self.after) is not None

    @property
    def change(self) -> Change | None:
        """What changed in the record, whether it was listed or not."""
        old, new = (merge(part for part in parts if part.kind != WITHDRAWN) for parts in (self.before, self.after))
        if old is None or new is None:
            return None
        return change(old, new, first_detail=not any(part.kind == "detail" for part in self.before))


def _changes(stored: Stored, parts: list[Part], guides: Guides) -> dict[str, object]:
    by_code: dict[str, list[Part]] = {}
    for part in parts:
        by_code.setdefault(part.procedure_code, []).append(part)
    steps = [_Step(code, stored.get(code, []), _after(stored.get(code, []), new)) for code, new in by_code.items()]
    changed = tuple(filter(None, (step.change for step in steps)))
    left = tuple(step.named for step in steps if step.left)
    return {
        "new": tuple(step.named for step in steps if step.is_new),
        "changed": changed,
        "withdrawn": left,
        "returned": tuple(step.named for step in steps if step.returned),
        "guides": tuple(_stale(guides, changed, left)),
    }


def _after(stored: list[Part], new: list[Part]) -> list[Part]:
    """Return the parts of one procedure as the catalogue will hold them: newer ones replace, a list row unmarks."""
    held = {part.kind: part for part in stored}
    for part in new:
        if part.kind not in held or part.as_of >= held[part.kind].as_of:
            held[part.kind] = part
        if part.kind == "listed" and WITHDRAWN in held and held[WITHDRAWN].as_of <= part.as_of:
            del held[WITHDRAWN]
    return list(held.values())


def _stale(guides: Guides, changed: Iterable[Change], left: Iterable[Named]) -> Iterator[StaleGuide]:
    gone = {f"{item.procedure_code}#{line.line}" for item in changed for line in item.gone}
    away = set(_codes(left))
    for code, guide in sorted(guides.items()):
        named = {reference for _, reference in references(guide)}
        lines, codes = named & gone, away & {code, *(reference.partition("#")[0] for reference in named)}
        if lines or codes:
            yield StaleGuide(procedure_code=code, lines=tuple(sorted(lines)), withdrawn=tuple(sorted(codes)))
