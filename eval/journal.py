"""What was said so far in a run, line by line beside its JSON, so that an interrupted run can go on.

The first line says what the run is bound to: task, release, dialogue model, questions, configuration. Each further
line is one row's id and what was said to it, written out at once. A line that was torn by a crash is dropped, with
what follows it. A finished run needs no journal.
"""

import fcntl
import json
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import IO, Any, Generic, TypeVar

from pydantic import TypeAdapter, ValidationError

from eval.errors import JournalInUseError

FORMAT = 1
Said = TypeVar("Said")


class Journal(Generic[Said]):
    """The journal at `path` of a run bound to `bound`; `said` is the type of what is said to a row.

    `known`: what was said before, by row's id; `message`: why it starts anew, empty where it does not have to.
    A context: raises `JournalInUseError` on entering where another process writes the same journal.
    """

    def __init__(self, path: Path, bound: Mapping[str, Any], said: Any, *, resume: bool) -> None:
        self.path = path
        self.known: dict[str, Said] = {}
        self.message = ""
        self._bound = json.loads(json.dumps({"journal": FORMAT, **bound}))
        self._said: TypeAdapter[Said] = TypeAdapter(said)
        self._resume = resume
        self._file: IO[bytes]

    def __enter__(self) -> "Journal[Said]":
        self._file = self.path.open("a+b")
        try:
            fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            self._file.close()
            raise JournalInUseError(f"{self.path}: {JournalInUseError.__doc__}") from error
        kept = self._read() if self._resume else 0
        self._file.truncate(kept)
        if not kept:
            self._line(self._bound)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is None:
            self.path.unlink(missing_ok=True)
        self._file.close()

    def add(self, row: str, said: Said) -> None:
        """Keep what was said to `row`."""
        self._line({"id": row, "said": self._said.dump_python(said, mode="json")})

    def _line(self, content: Mapping[str, Any]) -> None:
        self._file.write(json.dumps(content, ensure_ascii=False).encode() + b"\n")
        self._file.flush()

    def _read(self) -> int:
        """Read what is there; return how many bytes of it hold."""
        self._file.seek(0)
        lines = self._file.read().splitlines(keepends=True)
        if not lines:
            return 0
        if self._bound["release"] is None:
            self.message = "the server does not say which release it runs, so the run starts anew"
            return 0
        if differs := self._differs(lines[0]):
            self.message = f"the interrupted run had another {differs}, so the run starts anew"
            return 0
        kept = len(lines[0])
        for line in lines[1:]:
            try:
                content = json.loads(line)
                self.known[content["id"]] = self._said.validate_python(content["said"], strict=False)
            except (ValueError, LookupError, TypeError, ValidationError):
                break
            if not line.endswith(b"\n"):
                self.known.pop(content["id"])
                break
            kept += len(line)
        return kept

    def _differs(self, first: bytes) -> str:
        try:
            found = json.loads(first)
            return ", ".join(name for name, value in self._bound.items() if found.get(name) != value)
        except (ValueError, AttributeError):
            return "form"
