"""Names and fields of procedures, by code, as a release on this machine holds them."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from knowledge.settings import settings


@dataclass(frozen=True)
class Known:
    """What a report says of a procedure: facts of its catalogue record."""

    name: str
    field: str


def known(release: str | None) -> Mapping[str, Known]:
    """Return every procedure of `release`, none where that is not on this machine or is told by no server."""
    if not release or "/" in release:
        return {}
    try:
        content = json.loads((settings().releases / release / "retriever.json").read_text("utf-8"))
        return {told["procedure_code"]: Known(told["name"], told["field"]) for told in content["documents"]}
    except (OSError, ValueError, LookupError, TypeError):
        return {}


def named(codes: Iterable[str], procedures: Mapping[str, Known]) -> dict[str, str]:
    """Return the names of those of `codes` that are procedures, by code."""
    return {code: procedures[code].name for code in sorted(set(codes)) if code in procedures}
