"""Trying the configured sources: `python -m knowledge.dossiers.sources [CODE]`, for operators.

Without a code it checks the file of sources and lists them. With one it asks each source that serves it, and prints
what kind of answer came and how long it took; nothing of the dossier.
"""

import argparse
import os
import sys
import time
from pathlib import Path

from knowledge.dossiers.codes import normalise
from knowledge.dossiers.sources.answers import SourceAnswer, Unreachable, Unreadable
from knowledge.dossiers.sources.combined import Connected
from knowledge.dossiers.sources.configuring import check_patience, connected, read
from knowledge.dossiers.sources.errors import BadSourcesError
from knowledge.settings import settings


def main(arguments: list[str] | None = None) -> int:
    """Run the command. Returns 0; 1 where a source gave no usable answer; 2 where nothing could be asked."""
    parser = argparse.ArgumentParser(prog="python -m knowledge.dossiers.sources", description=__doc__)
    parser.add_argument("code", nargs="?", help="a dossier code to ask for")
    parser.add_argument("--file", default=settings().dossier_sources, help="instead of MOTCUA_DOSSIER_SOURCES")
    options = parser.parse_args(arguments)
    code = normalise(options.code or "")
    try:
        sources = _sources(options.file)
        if not sources or (options.code and not code):
            raise BadSourcesError("that is no dossier code" if sources else "no sources: set MOTCUA_DOSSIER_SOURCES")
    except BadSourcesError as error:
        print(f"error: {error}", file=sys.stderr)
        return 2
    serving = [one for one in sources if code is None or one.serves(code)]
    return max((_told(one, code) for one in serving), default=0)


def _sources(file: str) -> list[Connected]:
    if not file:
        return []
    configuration = read(Path(file))
    check_patience(configuration, settings())
    return connected(configuration, os.environ)


def _told(one: Connected, code: str | None) -> int:
    served = ", ".join(one.prefixes) or "every code"
    if code is None:
        print(f"{one.source.name}: {served}; {one.page.url}")
        return 0
    started = time.monotonic()
    answer = one.source.find(code)
    print(f"{one.source.name}: {_kind(answer)} after {time.monotonic() - started:.2f} s")
    return 1 if isinstance(answer, Unreachable | Unreadable) else 0


def _kind(answer: SourceAnswer) -> str:
    kind = type(answer).__name__
    return f"{kind} ({answer.field})" if isinstance(answer, Unreadable) else kind


if __name__ == "__main__":
    sys.exit(main())
