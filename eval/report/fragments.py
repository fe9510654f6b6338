"""The parts of a report, each a piece of HTML that stands alone: the staff console shows them within its own pages.

They take the JSON of a run as `python -m eval TASK` writes it. Headings are `h2`. Styles stand in `report.css`.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from eval.report import plots
from eval.report.histogram import bins
from eval.wording import VERDICTS, brief, interval, milliseconds, share

_FOLDER = Path(__file__).parent
STYLE = _FOLDER / "report.css"
_FEW = 12
"""Groups of a breakdown that are shown at once; more are opened by a click, the largest first."""
_MOST_PAIRS = 60
"""Pairs of look-alikes that are shown; the JSON has all."""
Result = Mapping[str, Any]


@dataclass(frozen=True)
class Fragment:
    """A part of a report: `id` to link to, and its HTML, empty where the result says nothing of it."""

    id: str
    title: str
    html: Markup


def fragments(result: Result) -> Iterator[Fragment]:
    """Yield the parts of the report that say something, in order."""
    for id_, title, extra in _parts(result):
        html = template(f"{id_}.html").render(result=result, title=title, id=id_, **extra).strip()
        if html:
            yield Fragment(id_, title, Markup(html))  # noqa: S704 - our own templates, every value escaped


def template(name: str) -> Any:
    """Return a template of this folder, with the plots and the wording of figures."""
    return _environment().get_template(name)


def _parts(result: Result) -> Iterator[tuple[str, str, dict[str, Any]]]:
    yield "origin", "What was measured", {}
    yield "verdicts", "What came of the questions", {"shares": _shares(result)}
    yield "figures", "Figures", {}
    yield "risk", "Risk and coverage", {"steps": _coverage_steps(result["risk_coverage"])}
    yield "groups", "By group", {"groupings": list(_groupings(result))}
    yield "mistaken", "Taken for another", {"pairs": result["mistaken"][:_MOST_PAIRS]}
    times = [one["milliseconds"] for one in result["outcomes"] if one["verdict"] != "none"]
    yield "latency", "Latency", {"bins": bins(times)}
    yield "tables", "Tables of the task", {}
    yield "misses", "What was not as wanted", {"misses": [one for one in result["outcomes"] if not one["right"]]}
    yield "configuration", "Configuration", {}


def _groupings(result: Result) -> Iterator[tuple[str, list[tuple[str, Any]], bool]]:
    """Yield what figures are broken down by, its groups with their figures, and whether they are too many to be open."""
    few = {by: list(groups.items()) for by, groups in result["breakdowns"].items() if len(groups) <= _FEW}
    yield from ((by, groups, False) for by, groups in few.items())
    for by, groups in result["breakdowns"].items():
        if by not in few:
            yield by, sorted(groups.items(), key=lambda group: -_size(group[1])), True


def _size(figures: Mapping[str, Any]) -> int:
    return max((figure["n"] for figure in figures.values()), default=0)


def _shares(result: Result) -> list[tuple[str, float]]:
    return [(name, found["value"] or 0.0) for name, found in result["verdicts"].items() if found["count"]]


def _coverage_steps(found: Mapping[str, Any] | None) -> list[tuple[float, float]]:
    """Return share answered and share wrong, nearest to each tenth of coverage: the plot as a table."""
    if not found:
        return []
    curve: Sequence[tuple[float, float]] = found["curve"]
    nearest = (min(curve, key=lambda point: abs(point[0] - tenth / 10)) for tenth in range(1, 11))
    return list(dict.fromkeys((point[0], point[1]) for point in nearest))


@cache
def _environment() -> Environment:
    made = Environment(
        loader=FileSystemLoader(_FOLDER / "templates"), autoescape=True, undefined=StrictUndefined,
        trim_blocks=True, lstrip_blocks=True,
    )  # fmt: skip
    made.globals |= {
        "VERDICTS": VERDICTS, "brief": brief, "interval": interval, "milliseconds": milliseconds,
        "plots": plots, "share": share,
    }  # fmt: skip
    return made
