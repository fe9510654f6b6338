"""Joins JavaScript modules into one file, in memory: fewer requests, and nothing to build beforehand.

It knows the forms that our modules keep to, and refuses others: `import { a, b as c } from "./x.js"` on one or more
lines, `import * as x from "./x.js"`, and `export` in front of a function, a class or a constant.
"""

import re
from pathlib import Path, PurePosixPath
from posixpath import normpath

_IMPORT = re.compile(r'^import (?:\{([^}]*)\}|\* as (\w+)) from "(\.[^"]+)";\n', re.MULTILINE)
_EXPORT = re.compile(r"^export (?=(?:async function|function|class|const) (\w+))", re.MULTILINE)
_OTHER = re.compile(r"^(?:import\b|export\b).*", re.MULTILINE)
_PLACE = "import.meta.url"


class BadModuleError(Exception):
    """A module imports or exports in a form that cannot be bundled."""


def bundled(folder: Path, entry: str) -> str:
    """Return the module `entry` of `folder` and all that it imports as one module; each keeps a scope of its own.

    Paths by `import.meta.url` stay relative to each module, as long as the bundle is served from `folder`'s place.
    Raises `BadModuleError` for unknown forms and circles, and `FileNotFoundError`.
    """
    done: dict[str, str] = {}
    _add(folder, entry, done, ())
    names = {path: f"$m{number}" for number, path in enumerate(done)}
    return "".join(f"const {names[path]} = {_scope(path, code, names)};\n" for path, code in done.items())


def _add(folder: Path, path: str, done: dict[str, str], above: tuple[str, ...]) -> None:
    if path in above:
        raise BadModuleError(f"modules import each other: {' -> '.join((*above, path))}")
    if path in done:
        return
    code = (folder / path).read_text(encoding="utf-8")
    for _, _, target in _IMPORT.findall(code):
        _add(folder, _resolved(path, target), done, (*above, path))
    done[path] = code


def _scope(path: str, code: str, names: dict[str, str]) -> str:
    imports = [
        f"const {whole or _pattern(named)} = {names[_resolved(path, target)]};"
        for named, whole, target in _IMPORT.findall(code)
    ]
    exports = ", ".join(_EXPORT.findall(code))
    body = _EXPORT.sub("", _IMPORT.sub("", code)).replace(_PLACE, f'new URL("{path}", {_PLACE})')
    if other := _OTHER.search(body):
        raise BadModuleError(f"{path}: {other[0]}")
    return "\n".join(["(() => {", *imports, body, f"return {{ {exports} }};", "})()"])


def _pattern(named: str) -> str:
    """Return the destructuring pattern for `a, b as c`."""
    return f"{{{named.replace(' as ', ': ')}}}"


def _resolved(path: str, target: str) -> str:
    return normpath((PurePosixPath(path).parent / target).as_posix())
