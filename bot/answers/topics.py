"""A topic: one procedure as we may answer it today, from its guide, its official record, or both."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

from bot.answers.messages import Source
from bot.answers.wording import day, say
from knowledge.checking.changes import Seen, differing
from knowledge.families.loading import Families
from knowledge.guides.loading import Guides
from knowledge.guides.models import Guide
from knowledge.life_events.loading import LifeEvents
from knowledge.procedures.catalogue import Catalogue
from knowledge.procedures.districts import district_lines
from knowledge.procedures.errors import ProcedureNotFoundError
from knowledge.procedures.lines import texts
from knowledge.procedures.models import Procedure
from knowledge.procedures.papers import PapersList, papers_list
from retriever.engine import Retriever

_PORTAL = "https://dichvucong.gov.vn"


@dataclass(frozen=True)
class Topic:
    """One procedure. `guide` is None where there is none, or where it may not be used any more."""

    procedure_code: str
    guide: Guide | None
    record: Procedure | None
    status: str
    notice: str

    @property
    def name(self) -> str:
        """The plain name where a guide gives one, else the official name."""
        if self.guide:
            return self.guide.plain_name
        return self.official_name.capitalize() if self.official_name.isupper() else self.official_name

    @property
    def official_name(self) -> str:
        """The name in the catalogue."""
        return self.record.name if self.record else self._guide.official_name

    @property
    def level(self) -> str:
        """commune, province, ministry or unknown."""
        return self.record.level if self.record else self._guide.level

    @property
    def field_name(self) -> str:
        """The catalogue's field (lĩnh vực)."""
        return self.record.field if self.record else self._guide.field

    @property
    def as_of(self) -> date:
        """The day when the facts were true."""
        return self.guide.catalogue_as_of if self.guide else self.record.as_of if self.record else date.min

    @property
    def page(self) -> str:
        """The official page."""
        if self.record:
            return self.record.page
        return f"{_PORTAL}/thu-tuc-hanh-chinh/{self._guide.portal_id}" if self._guide.portal_id else _PORTAL

    def source(self, seen_in: tuple[str, ...] = ()) -> Source:
        """Return the source of a fact, with the official lines that say it."""
        decision = self.record.decision_number if self.record else self._guide.decision_number
        code = self.procedure_code
        title = say("source_guide", code=code, decision=decision) if self.guide else say("source_portal", code=code)
        return Source(
            title=title, url=self.page, procedure_code=code, decision_number=decision or None, seen_in=list(seen_in)
        )

    @cached_property
    def speaks_of_districts(self) -> bool:
        """Whether the official text still names the abolished district level."""
        return self.record is not None and bool(district_lines(self.record))

    @cached_property
    def papers(self) -> PapersList:
        """The official papers list, read once. Raises `ProcedureNotFoundError` where there is no record."""
        if self.record is None:
            raise ProcedureNotFoundError(f"{self.procedure_code}: no record")
        return papers_list(self.record)

    @property
    def _guide(self) -> Guide:
        if self.guide is None:
            raise ProcedureNotFoundError(f"{self.procedure_code}: neither guide nor record")
        return self.guide


@dataclass(frozen=True)
class Library:
    """Everything of one release that answers are composed from."""

    release: str
    retriever: Retriever
    guides: Guides
    catalogue: Catalogue
    families: Families = field(default_factory=Families)
    life_events: LifeEvents = field(default_factory=LifeEvents)
    checked: Mapping[str, Seen] = field(default_factory=dict)
    today: Callable[[], date] = date.today
    _topics: dict[tuple[str, date], Topic] = field(default_factory=dict, compare=False, repr=False)

    def topic(self, procedure_code: str) -> Topic:
        """Return one topic. Raises `ProcedureNotFoundError` where neither guide nor offered record exists."""
        key = (procedure_code, self.today())
        if key not in self._topics:
            if self._topics and next(iter(self._topics))[1] != key[1]:
                self._topics.clear()
            self._topics[key] = self._make(procedure_code)
        return self._topics[key]

    def _make(self, procedure_code: str) -> Topic:
        record = self._record(procedure_code)
        withdrawn = record is None and procedure_code in self.catalogue
        guide = None if withdrawn else self.guides.get(procedure_code)
        if guide is None and record is None:
            raise ProcedureNotFoundError(f"{procedure_code}: no procedure has this code")
        status, notice = self._status(guide, record)
        usable = guide if status in ("current", "review_due") or record is None else None
        return Topic(procedure_code, usable, record, status, notice)

    def _record(self, procedure_code: str) -> Procedure | None:
        try:
            record = self.catalogue.get(procedure_code)
        except ProcedureNotFoundError:
            return None
        return record if record.offered else None

    def _status(self, guide: Guide | None, record: Procedure | None) -> tuple[str, str]:
        if guide is None:
            return "current", ""
        if guide.in_force_until and self.today() > guide.in_force_until:
            return "expired", say("expired", day=day(guide.in_force_until))
        if record and not _still_stands(guide, record, self.checked.get(guide.procedure_code, {})):
            return "changed", say("changed")
        if self.today() > guide.review_by:
            return "review_due", say("review_due", day=day(guide.review_by))
        return "current", ""


def _still_stands(guide: Guide, record: Procedure, seen: Seen) -> bool:
    """Whether every official line that the guide rests on is in the record, with the value that was seen there."""
    lines = texts(record)
    own = f"{guide.procedure_code}#"
    rests_on = {line.removeprefix(own) for line in _references(guide) if line.startswith(own)}
    return rests_on <= set(lines) and not rests_on & differing(lines, seen)


def _references(guide: Guide) -> Iterator[str]:
    def walk(value: Any) -> Iterator[str]:
        if isinstance(value, dict):
            yield from value.get("seen_in") or ()
            for inner in value.values():
                yield from walk(inner)
        elif isinstance(value, list | tuple):
            for inner in value:
                yield from walk(inner)

    yield from walk(guide.model_dump())
