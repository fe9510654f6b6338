"""A report as Markdown tables, aligned so that they read well on the terminal and in docs/results."""

from collections.abc import Iterator

from eval.bootstrap import RESAMPLES, SEED
from eval.measures import MEASURES, Figure
from eval.report import Report

_BROKEN_DOWN = ("right", "first", "first_five")
_ABSENT = "-"


def markdown(report: Report) -> str:
    """Return the whole report but for the single outcomes."""
    return "\n\n".join(_blocks(report)) + "\n"


def _blocks(report: Report) -> Iterator[str]:
    yield f"# {report.run.task}: {report.questions.name}"
    yield _origin(report)
    measured = [(MEASURES[name], figure) for name, figure in report.figures.items() if figure.n]
    rows = [[label, _share(figure), _interval(figure), str(figure.n)] for label, figure in measured]
    yield _table(["measure", "value", "95 % interval", "of"], rows)
    times = {"median": report.latency.median, "95th percentile": report.latency.percentile_95}
    yield _table(["latency", "ms"], [[name, _ABSENT if ms is None else f"{ms:.1f}"] for name, ms in times.items()])
    counted = {expected: row for expected, row in report.confusion.items() if any(row.values())}
    taken = next(iter(counted.values()))
    yield _table(["expected", *taken], [[expected, *map(str, row.values())] for expected, row in counted.items()])
    for by, groups in report.breakdowns.items():
        yield _table([by, *(MEASURES[measure] for measure in _BROKEN_DOWN), "of"], _broken_down(groups))


def _origin(report: Report) -> str:
    kind = "turns" if report.run.task == "dialogue" else "questions"
    return (
        f"{report.date:%Y-%m-%d}, release {report.run.release or 'unknown'};\n"
        f"{len(report.run.outcomes)} {kind}, {report.no_answer} without an answer;\n"
        f"questions sha256 {report.questions_sha256};\n"
        f"intervals from {RESAMPLES} resamples, seed {SEED}."
    )


def _broken_down(groups: dict[str, dict[str, Figure]]) -> list[list[str]]:
    return [
        [group, *(_brief(found[measure]) for measure in _BROKEN_DOWN), str(found["right"].n)]
        for group, found in groups.items()
    ]


def _share(figure: Figure) -> str:
    return _ABSENT if figure.value is None else f"{figure.value * 100:.1f} %"


def _interval(figure: Figure) -> str:
    return (
        _ABSENT if figure.low is None or figure.high is None else f"{figure.low * 100:.1f} to {figure.high * 100:.1f}"
    )


def _brief(figure: Figure) -> str:
    return _ABSENT if figure.value is None else f"{_share(figure)} ({_interval(figure)})"


def _table(head: list[str], rows: list[list[str]]) -> str:
    """Lay out a Markdown table; the first column is of words, the others of numbers."""
    widths = [max(map(len, column)) for column in zip(head, *rows, strict=True)]
    rule = ["-" * widths[0], *("-" * (width - 1) + ":" for width in widths[1:])]
    return "\n".join(_line(cells, widths) for cells in (head, rule, *rows))


def _line(cells: list[str], widths: list[int]) -> str:
    padded = [cell.rjust(width) for cell, width in zip(cells[1:], widths[1:], strict=True)]
    return f"| {' | '.join((cells[0].ljust(widths[0]), *padded))} |"
