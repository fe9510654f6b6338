"""All checks over all guides, and how much of the record the guides cover."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from datetime import date
from pathlib import Path

from knowledge.checking import against_record, changes, companions, dates, logic, sources
from knowledge.checking.findings import Finding, error
from knowledge.checking.official import Official
from knowledge.families import loading as families
from knowledge.guides.errors import BadGuideError
from knowledge.guides.loading import FOLDER, read
from knowledge.guides.models import Guide
from knowledge.life_events import loading as life_events
from knowledge.phrasings.loading import procedures as phrased


@dataclass(frozen=True)
class Coverage:
    """How much was looked at. `official_lines`: component lines with a quantity in the records of the guides."""

    guides: int = 0
    facts: int = 0
    components: int = 0
    references: int = 0
    official_lines: int = 0
    covered_lines: int = 0
    waived_lines: int = 0
    for_review: int = 0
    phrased_procedures: int = 0


@dataclass(frozen=True)
class Report:
    """What a check found."""

    findings: tuple[Finding, ...]
    coverage: Coverage
    with_record: bool
    fields: dict[str, int] = field(default_factory=dict)

    @property
    def errors(self) -> int:
        """How many findings fail the check."""
        return sum(finding.severity == "error" for finding in self.findings)

    @property
    def warnings(self) -> int:
        """How many findings want a look."""
        return len(self.findings) - self.errors

    def as_json(self) -> dict[str, object]:
        """Return the report with plain keys."""
        return {
            "errors": self.errors,
            "warnings": self.warnings,
            "with_record": self.with_record,
            "coverage": asdict(self.coverage),
            "guides_by_field": self.fields,
            "findings": [finding.as_json() for finding in self.findings],
        }


def check(official: Official | None, today: date, folder: Path = FOLDER) -> Report:
    """Check every guide below `folder`. `official` None: only what needs no catalogue."""
    findings: list[Finding] = []
    guides: dict[str, Guide] = {}
    for path in sorted(folder.rglob("*.yml")):
        try:
            guide = read(path)
        except BadGuideError as bad:
            findings.append(error("schema", str(path.relative_to(folder)), "guide", str(bad)))
            continue
        if guide.procedure_code in guides:
            findings.append(error("schema", str(path.relative_to(folder)), "procedure_code", "has a guide already"))
        guides[guide.procedure_code] = guide
    seen = changes.load(folder / changes.FILE.name)
    for guide in guides.values():
        findings += _one(guide, official, seen, today)
    if official:
        findings += _phrasings(official)
        findings += companions.families(families.load().families, official)
        findings += companions.life_events(life_events.load().values(), guides, official)
    fields: dict[str, int] = {}
    for guide in guides.values():
        fields[guide.field] = fields.get(guide.field, 0) + 1
    coverage = _coverage([*guides.values()], official)
    return Report(tuple(findings), coverage, official is not None, dict(sorted(fields.items())))


def _one(guide: Guide, official: Official | None, seen: dict[str, changes.Seen], today: date) -> Iterator[Finding]:
    yield from logic.check(guide)
    yield from dates.check(guide, today)
    if official is None:
        return
    yield from against_record.check(guide, official)
    if guide.procedure_code in official.codes:
        yield from sources.check(guide, official)
        yield from changes.check(guide, official, seen)


def _phrasings(official: Official) -> Iterator[Finding]:
    """Yield the codes of phrasings that the catalogue does not offer, once each."""
    for code in sorted(phrased() - official.codes):
        yield error("phrasings", code, "procedures", "phrasings name it, but the catalogue offers no such procedure")


def _coverage(guides: list[Guide], official: Official | None) -> Coverage:
    lines = [(guide, line) for guide in guides for line in _official_lines(guide, official)]
    return Coverage(
        guides=len(guides),
        facts=sum(len(guide.facts) for guide in guides),
        components=sum(len(guide.components) for guide in guides),
        references=sum(1 for guide in guides for _ in sources.references(guide)),
        official_lines=len(lines),
        covered_lines=sum(line in against_record.covered(guide) for guide, line in lines),
        waived_lines=sum(line in against_record.waived(guide) for guide, line in lines),
        for_review=sum(len(guide.for_review) for guide in guides),
        phrased_procedures=len(phrased()),
    )


def _official_lines(guide: Guide, official: Official | None) -> list[str]:
    if official is None or guide.procedure_code not in official.codes:
        return []
    record = official.get(guide.procedure_code)
    return sorted({f"{guide.procedure_code}#{item.line}" for item in record.components if not item.is_note})
