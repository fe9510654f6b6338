"""What changed in the catalogue since a guide was checked.

`knowledge/guides/checked-lines.json` holds, for each guide, the ids of all official lines that its writer saw (and
a short hash of what stands under the ids that are names, such as `times.direct`). `python -m knowledge check
--accept CODE` writes them anew once a person has read the differences.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from knowledge.checking.findings import Finding, error, warning
from knowledge.checking.official import Official
from knowledge.guides.loading import FOLDER
from knowledge.guides.models import Guide

FILE = FOLDER / "checked-lines.json"
_RULE = "changes"
_ID = 10

Seen = Mapping[str, str]
"""Line id -> hash of its text; empty where the id is itself the hash of the text."""


def lines_of(code: str, official: Official) -> dict[str, str]:
    """Return a record's line ids with what tells that their text changed."""
    return {line: "" if _is_hash(line) else _hash(text) for line, text in sorted(official.lines(code).items())}


def load(file: Path = FILE) -> dict[str, Seen]:
    """Read what was seen. Raises `ValueError` where the file is not what `save` writes."""
    if not file.exists():
        return {}
    content = json.loads(file.read_text(encoding="utf-8"))
    return {
        code: dict(entry.split("=") if "=" in entry else (entry, "") for entry in told)
        for code, told in content.items()
    }


def save(seen: Mapping[str, Seen], file: Path = FILE) -> None:
    """Write what was seen, one guide a line."""
    rows = [f"{json.dumps(code)}: {_row(told)}" for code, told in sorted(seen.items())]
    waiting = file.with_suffix(".new")
    waiting.write_text("{\n" + ",\n".join(rows) + "\n}\n", encoding="utf-8")
    waiting.replace(file)


def accept(codes: Iterable[str], official: Official, file: Path = FILE) -> None:
    """Note that the present lines of these records were read."""
    save(load(file) | {code: lines_of(code, official) for code in codes}, file)


def differing(lines: Mapping[str, str], seen: Seen) -> set[str]:
    """Return the named lines ("fees.direct") of `lines` (id -> text) under which something else stood when checked."""
    return {line for line, text in lines.items() if seen.get(line) and seen[line] != _hash(text)}


def check(guide: Guide, official: Official, seen: Mapping[str, Seen]) -> Iterator[Finding]:
    """Yield the official lines that came, went or changed since the guide was checked."""
    code = guide.procedure_code
    if code not in seen:
        yield error(
            _RULE, code, "checked-lines", f"was never accepted: run `python -m knowledge check --accept {code}`"
        )
        return
    then, now = seen[code], lines_of(code, official)
    for line in sorted(set(then) - set(now)):
        yield warning(_RULE, code, line, "this official line is gone since the guide was checked")
    for line in sorted(now):
        if line not in then:
            yield warning(_RULE, code, line, "this official line is new since the guide was checked")
        elif then[line] != now[line]:
            yield warning(_RULE, code, line, "what the record says here has changed since the guide was checked")


def _row(told: Seen) -> str:
    return json.dumps([f"{line}={text}" if text else line for line, text in sorted(told.items())], ensure_ascii=False)


def _is_hash(line: str) -> bool:
    return len(line) == _ID and all(character in "0123456789abcdef" for character in line)


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:_ID]
