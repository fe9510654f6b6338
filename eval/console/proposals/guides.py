"""A change of a guide as a patch to review: the guide's YAML edited, checked as a guide, and told as a unified diff.

Nothing here writes a guide: a maintainer applies the patch, which stands on its own as `git apply` reads it.
"""

import hashlib
import re
import tempfile
from dataclasses import dataclass
from difflib import unified_diff
from pathlib import Path

from eval.console.errors import ConsoleError
from knowledge.guides.errors import BadGuideError
from knowledge.guides.loading import FOLDER, read
from knowledge.settings import ROOT

_CODE = r"^procedure_code:\s*[\"']?{code}[\"']?\s*(#.*)?$"


class NoGuideError(ConsoleError):
    """There is no guide of this procedure."""

    key = "proposals.no_guide"


class UnchangedGuideError(ConsoleError):
    """The guide was not changed."""

    key = "proposals.unchanged"


class BrokenGuideError(ConsoleError):
    """What was written is no guide; the message names the field."""

    key = "proposals.broken_guide"


class OtherGuideError(ConsoleError):
    """The change would make it the guide of another procedure."""

    key = "proposals.other_guide"


@dataclass(frozen=True)
class Patch:
    """A change. `path`: of the file from the repository's root; `base`: the SHA-256 of what it starts from."""

    path: str
    base: str
    diff: str


def guide_file(procedure_code: str, folder: Path = FOLDER) -> Path:
    """Return the file of a procedure's guide. Raises `NoGuideError`."""
    named = re.compile(_CODE.format(code=re.escape(procedure_code)), re.MULTILINE)
    found = (path for path in sorted(folder.rglob("*.yml")) if named.search(path.read_text(encoding="utf-8")))
    path = next(found, None)
    if path is None:
        raise NoGuideError(f"{procedure_code}: no guide below {folder}")
    return path


def patch(path: Path, written: str, root: Path = ROOT) -> Patch:
    """Return the patch that makes the guide at `path` what was written.

    Raises `UnchangedGuideError`, `BrokenGuideError` and `OtherGuideError`.
    """
    before, after = path.read_text(encoding="utf-8"), _lines(written)
    if after == before:
        raise UnchangedGuideError
    _check(path, after)
    name = path.relative_to(root).as_posix()
    diff = unified_diff(before.splitlines(keepends=True), after.splitlines(keepends=True), f"a/{name}", f"b/{name}")
    return Patch(name, _sha256(before), "".join(diff))


def stands_still(path: str, base: str, root: Path = ROOT) -> bool:
    """Return whether the file is still the one that a patch starts from."""
    try:
        return _sha256((root / path).read_text(encoding="utf-8")) == base
    except OSError:
        return False


def _check(path: Path, written: str) -> None:
    """Read what was written as a guide of the same procedure."""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / path.name
        copy.write_text(written, encoding="utf-8")
        try:
            guide = read(copy)
        except BadGuideError as error:
            raise BrokenGuideError(str(error).replace(f"{copy}: ", "")) from error
    if guide.procedure_code != read(path).procedure_code:
        raise OtherGuideError


def _lines(written: str) -> str:
    """Return text as browsers send it with the line ends of a file."""
    return written.replace("\r\n", "\n").rstrip("\n") + "\n"


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
