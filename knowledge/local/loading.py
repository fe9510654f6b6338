"""Reading what the province decides: the repository's file for it, and the operator's own one beside it."""

from functools import cache
from pathlib import Path

from pydantic import ValidationError

from knowledge.content import read_yaml
from knowledge.local.errors import BadLocalFileError
from knowledge.local.models import Local
from knowledge.settings import settings

FOLDER = Path(__file__).parent


def local() -> Local:
    """Return what the province of the settings decides. Raises `BadLocalFileError` with file, field and reason."""
    return load(settings().province, settings().local_file)


@cache
def load(province: str, own: str = "") -> Local:
    """Return what `province` decides, read once. `own`: path of the operator's file, empty for none.

    A province without a file here needs the operator's. Raises `BadLocalFileError`.
    """
    committed = FOLDER / f"{province}.yml"
    if not own:
        return _of(province, committed)
    told = _of(province, Path(own))
    return _of(province, committed).joined(told) if committed.exists() else told


def read(path: Path) -> Local:
    """Read one file. Raises `BadLocalFileError` naming file and field, as in "fees.0.document"."""
    try:
        return Local.model_validate(read_yaml(path))
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(map(str, first["loc"])) or "file"
        raise BadLocalFileError(f"{path}: {place}: {first['msg'].removeprefix('Value error, ')}") from error
    except (OSError, ValueError) as error:
        raise BadLocalFileError(f"{path}: {error}") from error


def _of(province: str, path: Path) -> Local:
    found = read(path)
    if found.province != province:
        raise BadLocalFileError(f"{path}: province: is {found.province}, but MOTCUA_PROVINCE is {province}")
    return found
