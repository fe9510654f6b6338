"""A result as Markdown tables, aligned so that they read well on the terminal and in docs/results."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from eval.wording import ABSENT, brief, interval, milliseconds, share, verdict

_TOO_MANY = frozenset({"field"})
"""What figures are broken down by in the JSON and the HTML report alone: the catalogue has hundreds of fields."""


def markdown(result: Mapping[str, Any]) -> str:
    """Return the whole result but for the single outcomes."""
    return "\n\n".join(_blocks(result)) + "\n"


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Lay out a Markdown table; the first column is of words, the others of numbers."""
    widths = [max(map(len, column)) for column in zip(head, *rows, strict=True)]
    rule = ["-" * widths[0], *("-" * (width - 1) + ":" for width in widths[1:])]
    return "\n".join(_line(cells, widths) for cells in (head, rule, *rows))


def _blocks(result: Mapping[str, Any]) -> Iterator[str]:
    yield f"# {result['task']}: {result['questions']['file']}"
    yield _origin(result)
    yield table(["outcome", "share", "95 % interval", "count", "as wanted"], list(_verdicts(result)))
    if measured := list(_measured(result)):
        yield table(["measure", "value", "95 % interval", "of"], measured)
    yield _latency(result["latency_ms"])
    for own in result["tables"]:
        yield table(own["head"], own["rows"])
    labels = {name: told["label"] for name, told in result["measures"].items()}
    for by, groups in result["breakdowns"].items():
        if by not in _TOO_MANY and result["headline"]:
            yield table([by, *(labels[name] for name in result["headline"]), "of"], list(_groups(result, groups)))


def _origin(result: Mapping[str, Any]) -> str:
    asked, model = result["questions"], result["rasa_model"]
    part = f" (a sample: {asked['asked']} of {asked['rows']} rows)" if asked["asked"] < asked["rows"] else ""
    return (
        f"{result['date'][:10]}, version {result['version']}, release {result['release'] or 'unknown'}"
        f"{', Rasa model ' + model['file'] if model else ''};\n"
        f"{asked['count']} {result['unit']}{part}, {result['no_answer']} without an answer;\n"
        f"questions sha256 {asked['sha256']};\n"
        f"intervals from {result['configuration']['resamples']} resamples, seed {result['configuration']['seed']}."
    )


def _verdicts(result: Mapping[str, Any]) -> Iterator[list[str]]:
    for name, found in result["verdicts"].items():
        if found["count"]:
            yield [verdict(name), share(found), interval(found), str(found["count"]), str(found["as_wanted"])]


def _measured(result: Mapping[str, Any]) -> Iterator[list[str]]:
    for name, figure in result["figures"].items():
        if figure["n"]:
            told = result["measures"][name]
            yield [told["label"], share(figure, difference=told["difference"]), interval(figure), str(figure["n"])]


def _latency(found: Mapping[str, Any]) -> str:
    rows = {"all": found, **found.get("steps", {})}
    head = ["milliseconds", "median", "95th percentile"]
    return table(
        head, [[name, milliseconds(one["median"]), milliseconds(one["percentile_95"])] for name, one in rows.items()]
    )


def _groups(result: Mapping[str, Any], groups: Mapping[str, Any]) -> Iterator[list[str]]:
    for group, figures in groups.items():
        shown = [figures[name] for name in result["headline"]]
        yield [group or ABSENT, *map(brief, shown), str(max(figure["n"] for figure in shown))]


def _line(cells: Sequence[str], widths: Sequence[int]) -> str:
    padded = [cell.rjust(width) for cell, width in zip(cells[1:], widths[1:], strict=True)]
    return f"| {' | '.join((cells[0].ljust(widths[0]), *padded))} |"
