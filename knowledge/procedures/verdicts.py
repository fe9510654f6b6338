"""Counting the verdicts of a review of the cleaning: wrong components per 100 with an interval."""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import yaml
from pydantic import BaseModel, ConfigDict, ValidationError, field_validator

from knowledge.procedures.errors import CatalogueError

Verdict = Literal["", "ok", "wrong"]
ASPECTS = ("times", "fees", "handled_by", "level_shown", "district")
_RESAMPLES = 2000


class BadVerdictError(CatalogueError):
    """A verdict file is refused."""


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Told(_Strict):
    """A verdict and in a few words why it is wrong. `mended`: the verdict after the rules were mended, `now` why."""

    verdict: Verdict = ""
    why: str = ""
    mended: Verdict = ""
    now: str = ""

    @property
    def last(self) -> Verdict:
        """The verdict on what is shown today."""
        return self.mended or self.verdict


class Judged(Told):
    """One official line with its verdict."""

    line: str
    kind: str


class JudgedRecord(_Strict):
    """One record with the verdicts on its components, its titles and its other facts."""

    code: str
    level: str
    field: str
    components: tuple[Judged, ...] = ()
    titles: tuple[Judged, ...] = ()
    times: Told = Told()
    fees: Told = Told()
    handled_by: Told = Told()
    level_shown: Told = Told()
    district: Told = Told()

    @field_validator(*ASPECTS, mode="before")
    @classmethod
    def _with_its_reason(cls, given: object) -> object:
        """Read a bare verdict as a verdict without a reason."""
        return {"verdict": given} if isinstance(given, str) else given


class Review(_Strict):
    """One verdict file."""

    seed: int
    catalogue: str
    records: tuple[JudgedRecord, ...]


@dataclass(frozen=True)
class Rate:
    """Wrong of judged, per 100, with a 95 % interval from resampled records (lines of one record err together)."""

    wrong: int
    judged: int
    low: float
    high: float

    @property
    def per_100(self) -> float:
        """Wrong per 100 judged; 0 where nothing is judged."""
        return 100 * self.wrong / self.judged if self.judged else 0.0

    def __str__(self) -> str:
        return f"{self.wrong} of {self.judged} wrong, {self.per_100:.1f} per 100 ({self.low:.1f} to {self.high:.1f})"


def read_review(path: Path) -> Review:
    """Read one verdict file. Raises `BadVerdictError` naming the file."""
    try:
        return Review.model_validate(yaml.safe_load(path.read_text("utf-8")))
    except (OSError, yaml.YAMLError, ValidationError) as error:
        raise BadVerdictError(f"{path}: {error}") from error


def rates(records: Sequence[JudgedRecord], mended: bool = False) -> dict[str, Rate]:
    """Return the rate of wrong components, titles and other facts: as first judged, or after the rules were `mended`."""
    told: dict[str, list[Sequence[Told]]] = {
        "components": [record.components for record in records],
        "titles": [record.titles for record in records],
        **{aspect: [[getattr(record, aspect)] for record in records] for aspect in ASPECTS},
    }
    return {name: rate([_counts(judged, mended) for judged in every]) for name, every in told.items()}


def is_mended(records: Sequence[JudgedRecord]) -> bool:
    """Whether anything was judged again after the rules were mended."""
    every = ((*record.components, *record.titles, *(getattr(record, name) for name in ASPECTS)) for record in records)
    return any(told.mended for judged in every for told in judged)


def _counts(judged: Sequence[Told], mended: bool) -> tuple[int, int]:
    verdicts = [told.last if mended else told.verdict for told in judged]
    return sum(verdict == "wrong" for verdict in verdicts), sum(verdict != "" for verdict in verdicts)


def rate(counts: Sequence[tuple[int, int]]) -> Rate:
    """Return the rate of (wrong, judged) counts, one pair a record."""
    chooser = random.Random(0)
    drawn = [_per_100(chooser.choices(counts, k=len(counts))) for _ in range(_RESAMPLES)] if counts else [0.0]
    ordered = sorted(drawn)
    low, high = ordered[int(len(ordered) * 0.025)], ordered[min(int(len(ordered) * 0.975), len(ordered) - 1)]
    return Rate(sum(wrong for wrong, _ in counts), sum(judged for _, judged in counts), low, high)


def _per_100(counts: Sequence[tuple[int, int]]) -> float:
    judged = sum(count for _, count in counts)
    return 100 * sum(wrong for wrong, _ in counts) / judged if judged else 0.0
