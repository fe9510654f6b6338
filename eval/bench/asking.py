"""One system in a process of its own: what it is told, what it tells, and starting it.

A process a system keeps them from disturbing each other and lets each one's memory be seen.
"""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from eval.bench.alone import run_alone
from eval.bench.known import Known
from eval.bench.systems.system import Choice

FOUND = 5
"""How many procedures are asked for."""
WARM_UP = 5
"""Calls before the first that is timed; they ask for names of procedures."""


@dataclass(frozen=True)
class Job:
    """What one process does. `folded`: the questions to answer once more, without diacritics; None elsewhere.

    `folded` is parallel to `questions`; `release` is a folder.
    """

    system: str
    release: str
    documents: Sequence[Known]
    warm_up: Sequence[str]
    questions: Sequence[str]
    folded: Sequence[str | None]


@dataclass(frozen=True)
class Asked:
    """One question's answer and how long it took; `folded`: the answer without diacritics."""

    choice: Choice
    milliseconds: float
    folded: Choice | None = None


@dataclass(frozen=True)
class Answered:
    """What one process tells. `resident_mib`: growth from its start until all is asked; None where not known."""

    configuration: dict[str, Any]
    build_seconds: float
    resident_mib: float | None
    asked: list[Asked]


def ask(job: Job, folder: Path) -> Answered:
    """Do `job` in a fresh process; `folder` takes its files. Raises `SystemFailedError` with what the process said."""
    told, answered = folder / f"{job.system}.job.json", folder / f"{job.system}.answered.json"
    told.write_text(json.dumps(asdict(job), ensure_ascii=False), encoding="utf-8")
    run_alone(job.system, "eval.bench.worker", str(told), str(answered))
    return read_answered(answered)


def read_job(path: Path) -> Job:
    """Read what `ask` wrote."""
    content = json.loads(path.read_text("utf-8"))
    return Job(**{**content, "documents": [_known(fields) for fields in content["documents"]]})


def read_answered(path: Path) -> Answered:
    """Read what the process wrote."""
    content = json.loads(path.read_text("utf-8"))
    return Answered(**{**content, "asked": [_asked(**fields) for fields in content["asked"]]})


def _known(fields: dict[str, Any]) -> Known:
    return Known(**{**fields, "names": tuple(fields["names"]), "phrasings": tuple(fields["phrasings"])})


def _asked(choice: dict[str, Any], milliseconds: float, folded: dict[str, Any] | None) -> Asked:
    return Asked(_choice(choice), milliseconds, _choice(folded) if folded else None)


def _choice(fields: dict[str, Any]) -> Choice:
    return Choice(**{**fields, "ranking": tuple(fields["ranking"]), "about": tuple(fields["about"])})
