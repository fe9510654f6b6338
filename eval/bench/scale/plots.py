"""The growth as one figure: PNG, a panel a cost."""

from pathlib import Path

from eval.bench.plots import shrink
from eval.bench.scale.indexes import INDEXES
from eval.bench.scale.measured import Measured, Part
from eval.bench.scale.steps import PARTS

FILE = "scale.png"
_TITLE = "Cost of each index by number of entries"
_RESOLUTION = 80


def draw(measured: Measured, folder: Path) -> dict[str, str]:
    """Write the figure into `folder`; return title -> file name."""
    import matplotlib as mpl

    mpl.use("Agg")  # no display is needed
    from matplotlib import pyplot

    figure, axes = pyplot.subplots(2, 2, figsize=(10, 7.4), layout="constrained")
    for axis, (label, (of, parts, scale)) in zip(axes.flat, _PANELS.items(), strict=True):
        for part in parts:
            values = [of(size.parts[part]) for size in measured.sizes]
            axis.plot(measured.entries, values, "o-", markersize=4, label=part, color=f"C{PARTS.index(part)}")
        axis.set(xscale="log", yscale=scale, xlabel="entries", title=label)
        axis.grid(alpha=0.3)
    handles, labels = axes[0, 0].get_legend_handles_labels()
    figure.legend(handles, labels, loc="outside lower center", ncols=len(PARTS), fontsize=8)
    figure.savefig(folder / FILE, dpi=_RESOLUTION)
    pyplot.close(figure)
    shrink(folder / FILE)
    return {_TITLE: FILE}


def _median(part: Part) -> float:
    return part.searched.median


def _megabytes(part: Part) -> float:
    return part.built.size / 1e6


def _seconds(part: Part) -> float:
    return part.built.seconds


def _recall(part: Part) -> float:
    return part.searched.recall_10 or 0.0


_PANELS = {
    "median search (ms)": (_median, PARTS, "log"),
    "on disk (MB)": (_megabytes, PARTS, "log"),
    "build (s)": (_seconds, PARTS, "log"),
    "recall at 10 against flat": (_recall, tuple(INDEXES), "linear"),
}
