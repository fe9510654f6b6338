"""The open-data dump: one JSON-LD document a line, gzip, made whole or not at all."""

import gzip
import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from knowledge.open_data.services import context, node
from knowledge.open_data.validating import violations
from knowledge.procedures.models import Procedure

_BATCH = 100


@dataclass(frozen=True)
class Dump:
    """What a dump wrote: `violations` hold "CODES: what", at most one batch each."""

    procedures: int
    violations: tuple[str, ...]


def dump(procedures: Iterable[Procedure], file: Path, validate: bool = False) -> Dump:
    """Write `procedures` to `file`; the first line is the context, each other one node of `@graph`.

    Validating takes about 20 ms a procedure. Raises `OSError` where the file cannot be written; an older file stays.
    """
    waiting = file.with_name(f"{file.name}.part")
    written, broken, batch = 0, [], []
    try:
        with gzip.open(waiting, "wt", encoding="utf-8") as out:
            out.write(json.dumps({"@context": context()}, ensure_ascii=False) + "\n")
            for procedure in procedures:
                batch.append(node(procedure))
                out.write(json.dumps(batch[-1], ensure_ascii=False) + "\n")
                written += 1
                if validate and len(batch) == _BATCH:
                    broken += violations(batch)
                batch = batch if validate and len(batch) < _BATCH else []
            broken += violations(batch) if validate and batch else []
        waiting.replace(file)
    finally:
        waiting.unlink(missing_ok=True)
    return Dump(written, tuple(broken))
