"""Every size and every part, one process after the other, and writing what came of it."""

import argparse
import json
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from tqdm import tqdm

from eval.bench.alone import run_alone
from eval.bench.run import Told, drawn, origin
from eval.bench.scale import plots
from eval.bench.scale.indexes import DEPTH
from eval.bench.scale.measured import Measured, Part, Size
from eval.bench.scale.steps import PARTS, QUESTIONS, WARM_UP, Built, Invented, Searched
from eval.bench.scale.synthetic import PHRASINGS, SEED
from eval.bench.scale.tables import markdown
from knowledge.settings import settings
from retriever import release

_STEPS = 1 + 2 * len(PARTS)


def measure(options: argparse.Namespace) -> Told:
    """Measure catalogues of `options.records` records, write the figure into the folder `options.out`.

    Raises `BadReleaseError` or `SystemFailedError`.
    """
    folder = release.current(settings().releases)
    measured = Measured(_sizes(sorted(set(options.records)), folder))
    pictures = drawn(lambda: plots.draw(measured, options.out))
    told = {
        **origin("scale", folder),
        "configuration": {
            "depth": DEPTH, "questions": QUESTIONS, "warm_up": WARM_UP, "threads": 1, "phrasings": PHRASINGS,
            "seed": SEED,
        },
        **measured.json(),
    }  # fmt: skip
    return Told(markdown(measured, told, pictures), told)


def _sizes(records: Iterable[int], folder: Path) -> list[Size]:
    wanted = list(records)
    shown: tqdm[Any]
    with tqdm(total=_STEPS * len(wanted), desc="scale", unit="step", disable=None) as shown:
        return [_Steps(shown, folder, count).size() for count in wanted]


class _Steps:
    """The steps of one size; what they leave is gone when the size is measured."""

    def __init__(self, shown: "tqdm[Any]", release_folder: Path, records: int) -> None:
        self.shown = shown
        self.release = release_folder
        self.records = records

    def size(self) -> Size:
        with tempfile.TemporaryDirectory() as work:
            self.folder = Path(work)
            invented = Invented(**self._do("invent", str(self.release.resolve()), str(self.records)))
            return Size(invented, {part: self._part(part) for part in PARTS})

    def _part(self, part: str) -> Part:
        built = Built(**self._do("build", part))
        searched = Searched(**self._do("search", part))
        if (self.folder / part).is_file():
            (self.folder / part).unlink()  # a large index that nothing reads again
        return Part(built, searched)

    def _do(self, step: str, *told: str) -> dict[str, Any]:
        name = f"{self.records} records: {step}{f' {told[0]}' if step != 'invent' else ''}"
        self.shown.set_postfix_str(name)
        out = self.folder / "done.json"
        run_alone(name, "eval.bench.scale.worker", str(out), step, *told, str(self.folder))
        self.shown.update()
        return dict(json.loads(out.read_text("utf-8")))
