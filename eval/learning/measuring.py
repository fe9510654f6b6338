"""Measuring one release in a place of its own, and holding it against the gate; what is measured already stays."""

import hashlib
import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from eval.gate import Checked, check, read_rules
from eval.learning.children import run_module
from eval.learning.environment import environment
from eval.learning.told import Measured, Ruled
from eval.learning.work import Work
from eval.learning.workplace import workplace
from eval.stored import read_result
from eval.tasks import RUNS
from knowledge.settings import ROOT, Settings

_ANSWERING = ("bot", "channels", "eval", "knowledge", "retriever")
_CODE = (".py", ".yml")
_KEPT = 30
"""Folders of results that are kept, the newest."""


def measure(work: Work, name: str) -> list[Ruled]:
    """Measure release `name`; return every rule of the gate with what was found. Notes what was measured in `work`.

    Raises `StoppedError` and `ChildFailedError`.
    """
    folder = results_folder(work.settings, name, quick=work.gauge.quick)
    before = {path.name for path in _results(folder)}
    folder.mkdir(parents=True, exist_ok=True)
    folder.touch()
    with workplace(work.settings, name, work.number) as place:
        arguments = ["eval", "run-all", "--out", str(folder), "--thresholds", str(work.gauge.thresholds)]
        arguments += ["--quick"] if work.gauge.quick else []
        arguments += ["--tasks", *work.gauge.tasks] if work.gauge.tasks else []
        run_module(arguments, environment(place), work.stop, fine=(0, 1), look=lambda: _tell(work, folder))
    results = [(path, read_result(path)) for path in _results(folder) if _wanted(work, path)]
    work.told.measured = [
        Measured(task=one["task"], questions=one["questions"]["file"], key=_key(path), reused=path.name in before)
        for path, one in results
    ]
    _clear_old(work.settings)
    return [ruled(one) for one in check(read_rules(work.gauge.thresholds), [result for _, result in results])]


def results_folder(settings: Settings, name: str, *, quick: bool) -> Path:
    """Return where the results of a release lie: measured again only where it, the code or the questions changed."""
    return settings.var / "runs" / "results" / f"{name}-{_code()}-{'quick' if quick else 'full'}"


def result_file(settings: Settings, key: str) -> Path:
    """Return the file of a result by the key that a run keeps; it may be gone."""
    return settings.var / "runs" / "results" / f"{key}.json"


def ruled(one: Checked) -> Ruled:
    """Return a rule held against a result as it is kept."""
    rule, result = one.rule, one.result
    label = result["measures"].get(rule.figure, {}).get("label", rule.figure)
    return Ruled(
        task=rule.task, questions=result["questions"]["file"], figure=rule.figure, label=label,
        group=" ".join(rule.group.values()), found=one.found, least=rule.least, most=rule.most, holds=one.holds,
    )  # fmt: skip


def _tell(work: Work, folder: Path) -> None:
    """Pass on how far the measuring is."""
    try:
        told: dict[str, Any] = json.loads((folder / "progress.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return
    running = told["running"] or ""
    done = told["runs_done"] * 100 + (100 * told["rows_done"] // told["rows"] if told["rows"] else 0)
    shown = (f"measure {running}".strip(), done, told["runs"] * 100)
    if shown != work.shown:
        work.shown = shown
        work.runs.progress(work.number, *shown)


def _results(folder: Path) -> Iterator[Path]:
    return (path for run in RUNS if (path := folder / f"{run.name}.json").exists())


def _wanted(work: Work, path: Path) -> bool:
    return not work.gauge.tasks or any(run.name == path.stem and run.task in work.gauge.tasks for run in RUNS)


def _key(path: Path) -> str:
    return f"{path.parent.name}/{path.stem}"


def _code() -> str:
    """Return a hash of the code and content beside the release that answers or measures."""
    digest = hashlib.sha256()
    for path in sorted(path for name in _ANSWERING for path in (ROOT / name).rglob("*") if path.suffix in _CODE):
        digest.update(str(path.relative_to(ROOT)).encode() + path.read_bytes())
    return digest.hexdigest()[:8]


def _clear_old(settings: Settings) -> None:
    folders = sorted((settings.var / "runs" / "results").iterdir(), key=lambda path: path.stat().st_mtime)
    for old in folders[:-_KEPT]:
        shutil.rmtree(old, ignore_errors=True)
