"""A comparison as figures: PNG, one panel a file of questions."""

from collections.abc import Mapping
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from eval.bench.comparison import Comparison, Measured
from eval.bench.systems import OURS
from eval.figures import Figure

if TYPE_CHECKING:
    from matplotlib.axes import Axes

TITLES = {
    "risk-coverage.png": "Share wrong among the answered, by share answered",
    "systems.png": "Right procedure first and in the first five",
    "forms.png": "Right procedure first, by form of writing",
}
_RESOLUTION = 80
_COLOURS = 64
_WIDTH = 4.6
"""Inches of one panel."""


def can_draw() -> bool:
    """Return whether matplotlib is installed."""
    return find_spec("matplotlib") is not None


def draw(compared: Comparison, folder: Path) -> dict[str, str]:
    """Write the figures into `folder`; return title -> file name."""
    _Figures(compared, folder).all()
    return {title: name for name, title in TITLES.items()}


class _Figures:
    def __init__(self, compared: Comparison, folder: Path) -> None:
        import matplotlib as mpl

        mpl.use("Agg")  # no display is needed
        self.compared = compared
        self.folder = folder
        self.files = [questions.name for questions in compared.sets]
        self.names = list(compared.measured)
        bases = list(dict.fromkeys(_base(name) for name in self.names if name != OURS))
        palette = mpl.colormaps["tab10"]
        self.colours = {base: palette(row % 10) for row, base in enumerate(bases)} | {OURS: "black"}

    def all(self) -> None:
        self._save("risk-coverage.png", self._risk, height=5.4, legend=True)
        self._save("systems.png", self._systems, height=1.2 + 0.3 * len(self.names))
        self._save("forms.png", self._forms, height=1.6 + 0.3 * len(self.names))

    def _save(self, name: str, panel: Any, *, height: float, legend: bool = False) -> None:
        from matplotlib import pyplot

        figure, axes = pyplot.subplots(
            1, len(self.files), figsize=(_WIDTH * len(self.files) + 1.6, height), squeeze=False, layout="constrained"
        )
        figure.suptitle(TITLES[name])
        for column, questions in enumerate(self.files):
            axis = axes[0, column]
            axis.set_title(questions, fontsize=9)
            panel(axis, {system: self.compared.measured[system][questions] for system in self.names}, column == 0)
        if legend:
            handles, labels = axes[0, 0].get_legend_handles_labels()
            figure.legend(handles, labels, loc="outside lower center", ncols=5, fontsize=7)
        figure.savefig(self.folder / name, dpi=_RESOLUTION)
        pyplot.close(figure)
        shrink(self.folder / name)

    def _risk(self, axis: "Axes", measured: Mapping[str, Measured], _: bool) -> None:
        for name, found in measured.items():
            if found.curve is None:
                continue
            colour, line = self.colours[_base(name)], "-" if _full(name) else ":"
            coverage, risk = zip(*found.curve.thinned(), strict=True)
            axis.plot(coverage, risk, line, label=name, linewidth=2.2 if name == OURS else 1, color=colour)
            if point := found.operating_point:
                axis.plot(*point, "o", color=colour)
        axis.set(xlim=(0, 1), ylim=(0, 1), xlabel="share answered, surest first", ylabel="share wrong of these")
        axis.grid(alpha=0.3)

    def _systems(self, axis: "Axes", measured: Mapping[str, Measured], labelled: bool) -> None:
        for measure, marker, lift in (("first", "o", 0.12), ("first_five", "s", -0.12)):
            points = [(row, _whiskers(found.figures[measure])) for row, found in enumerate(measured.values())]
            kept = [(row, drawn) for row, drawn in points if drawn]
            axis.errorbar(
                [value for _, (value, _, _) in kept],
                [row - lift for row, _ in kept],
                xerr=[[low for _, (_, low, _) in kept], [high for _, (_, _, high) in kept]],
                fmt=marker, markersize=4, linewidth=1, label=measure.replace("_", " in "),
            )  # fmt: skip
        self._rows(axis, labelled)
        axis.set(xlim=(0, 1))
        axis.grid(alpha=0.3)
        axis.legend(fontsize=7, loc="lower left")

    def _forms(self, axis: "Axes", measured: Mapping[str, Measured], labelled: bool) -> None:
        forms = list(dict.fromkeys(form for found in measured.values() for form in found.breakdowns.get("form", {})))
        self._rows(axis, labelled)
        if not forms:
            return
        shares = [[_value(found.breakdowns["form"][form]["first"]) for form in forms] for found in measured.values()]
        axis.imshow(shares, vmin=0, vmax=1.4, cmap="YlGn", aspect="auto")
        axis.set_xticks(range(len(forms)), forms, rotation=30, ha="right", fontsize=8)
        for row, line in enumerate(shares):
            for column, share in enumerate(line):
                axis.text(column, row, f"{share * 100:.0f}", ha="center", va="center", fontsize=8)

    def _rows(self, axis: "Axes", labelled: bool) -> None:
        axis.set_yticks(range(len(self.names)), self.names if labelled else [""] * len(self.names), fontsize=8)
        axis.set_ylim(len(self.names) - 0.5, -0.5)


def shrink(path: Path) -> None:
    """Write the picture with few colours, in a third of the bytes, and without what drew it."""
    from PIL import Image

    with Image.open(path) as drawn:
        few = drawn.convert("RGB").quantize(_COLOURS)
    few.save(path, optimize=True)


def _base(name: str) -> str:
    return name.removesuffix("+phrasings")


def _full(name: str) -> bool:
    return name == OURS or name.endswith("+phrasings")


def _value(figure: Figure) -> float:
    return 0.0 if figure.value is None else figure.value


def _whiskers(figure: Figure) -> tuple[float, float, float] | None:
    if figure.value is None or figure.low is None or figure.high is None:
        return None
    return figure.value, max(figure.value - figure.low, 0.0), max(figure.high - figure.value, 0.0)
