"""Keeping what was imported: one JSON file for each kind of list below `MOTCUA_VAR/offices`, replaced in one step.

A file rather than the catalogue's SQLite: some hundred rows that are read whole, that an operator can look at
and copy, and that neither an import of the catalogue nor a release touches. Readers see the old or the new file,
never a half; a running service notices the new one by its time of change.
"""

import os
import tempfile
from functools import lru_cache
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, ValidationError

from knowledge.offices.errors import BadOfficesError

_Kept = TypeVar("_Kept", bound=BaseModel)


def keep(path: Path, content: BaseModel) -> bool:
    """Write `content`; return whether it differs from what was there."""
    text = content.model_dump_json(indent=1) + "\n"
    if path.exists() and path.read_text(encoding="utf-8") == text:
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, waiting = tempfile.mkstemp(dir=path.parent, prefix=path.name)
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        Path(waiting).replace(path)
    finally:
        Path(waiting).unlink(missing_ok=True)
    return True


def kept(path: Path, model: type[_Kept]) -> _Kept | None:
    """Return what was kept at `path`, None where nothing was. Raises `BadOfficesError`."""
    try:
        changed = path.stat()
    except FileNotFoundError:
        return None
    return _read(path, model, changed.st_mtime_ns, changed.st_size)  # type: ignore[return-value]


@lru_cache(maxsize=8)
def _read(path: Path, model: type[BaseModel], _changed: int, _size: int) -> BaseModel:
    try:
        return model.model_validate_json(path.read_bytes())
    except ValidationError as error:
        raise BadOfficesError(f"{path}: {error.errors()[0]['msg']}; import the list again") from error
    except OSError as error:
        raise BadOfficesError(f"{path}: {error}; import the list again") from error
