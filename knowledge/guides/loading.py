"""Reading guides from YAML. A bad guide is refused by file and field; the good ones stay."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from pydantic import ValidationError

from knowledge.content import read_yaml
from knowledge.guides.errors import BadGuideError
from knowledge.guides.models import Guide

FOLDER = Path(__file__).parent


@dataclass(frozen=True)
class Guides(Mapping[str, Guide]):
    """Guides by procedure code."""

    by_code: dict[str, Guide] = field(default_factory=dict)

    def __getitem__(self, procedure_code: str) -> Guide:
        return self.by_code[procedure_code]

    def __iter__(self) -> Iterator[str]:
        return iter(self.by_code)

    def __len__(self) -> int:
        return len(self.by_code)


def load(folder: Path = FOLDER) -> Guides:
    """Load every guide below `folder`. Raises `BadGuideError` for the first malformed or doubled one."""
    by_code: dict[str, Guide] = {}
    for path in sorted(folder.rglob("*.yml")):
        guide = read(path)
        if guide.procedure_code in by_code:
            raise BadGuideError(f"{path}: procedure_code: {guide.procedure_code} has a guide already")
        by_code[guide.procedure_code] = guide
    return Guides(by_code)


def read(path: Path) -> Guide:
    """Read one guide. Raises `BadGuideError` with file, field and reason."""
    try:
        return Guide.model_validate(read_yaml(path))
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(map(str, first["loc"])) or "guide"
        raise BadGuideError(f"{path}: {place}: {first['msg']}") from error
    except ValueError as error:
        raise BadGuideError(f"{path}: {error}") from error
