"""A comparison as Markdown."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from eval.bench.comparison import DECIDED, Comparison, Measured, QuestionSet
from eval.bench.systems import OURS
from eval.figures import Figure
from eval.measures import MEASURES

_ABSENT = "-"


def markdown(compared: Comparison, told: Mapping[str, Any], plots: Mapping[str, str]) -> str:
    """Return all tables. `told`: what the JSON says of the run; `plots`: title and file name of each figure."""
    return "\n\n".join(_blocks(compared, told, plots)) + "\n"


def _blocks(compared: Comparison, told: Mapping[str, Any], plots: Mapping[str, str]) -> Iterator[str]:
    yield "# Ways to find a procedure, compared"
    yield _origin(compared, told)
    yield "How to read this: `docs/bench.md`. Shares in percent with 95 % intervals."
    yield from (f"{name} is left out: {why}" for name, why in compared.left_out.items())
    for title, file in plots.items():
        yield f"![{title}]({file})"
    for questions in compared.sets:
        yield from _of_file(compared, questions)
    yield "## Cost"
    yield _costs(compared)


def _origin(compared: Comparison, told: Mapping[str, Any]) -> str:
    machine = told["machine"]
    sizes = ", ".join(f"{questions.path.name} ({len(questions.questions)})" for questions in compared.sets)
    return (
        f"{told['date'][:10]}, release {told['release']}; {sizes}; {machine['cores']} cores, "
        f"{machine['memory_gib']} GiB, Python {machine['python']}; every system alone in a process on one thread."
    )


def _of_file(compared: Comparison, questions: QuestionSet) -> Iterator[str]:
    measured = {name: files[questions.name] for name, files in compared.measured.items()}
    best = compared.best_other(questions.name)
    yield f"## {questions.path.name}"
    yield f"sha256 {questions.sha256}." + (f" Best of the others: {best}." if best else "")
    rows = [
        [name, *_ranked(found), points(compared.behind_ours(name, questions.name))] for name, found in measured.items()
    ]
    yield table(["system", "first", "in five", "MRR", "ours minus this, first (points)"], rows)
    for by in ("form", "level"):
        yield from _by(by, measured)
    yield "### The same questions without diacritics"
    yield from _folded(measured, best)
    yield "### Risk and coverage"
    yield table(
        ["system", "area (AURC)", "answered with 5 % wrong", "own decisions: answered", "wrong of these"],
        [[name, *_risk(found)] for name, found in measured.items()],
    )
    if ours := measured.get(OURS):
        yield "### Decisions of ours"
        rows = [[MEASURES[name], share(ours.figures[name]), str(ours.figures[name].n)] for name in DECIDED]
        yield table(["measure", "value", "of"], rows)


def _ranked(measured: Measured) -> list[str]:
    return [share(measured.figures[measure]) for measure in ("first", "first_five", "mrr")]


def _by(by: str, measured: Mapping[str, Measured]) -> Iterator[str]:
    groups = {
        group: found["first"].n for one in measured.values() for group, found in one.breakdowns[by].items() if group
    }
    if groups:
        yield f"### Right procedure first, by {by}"
        rows = [
            [name, *(share(found.breakdowns[by][group]["first"]) for group in groups)]
            for name, found in measured.items()
        ]
        yield table(["system", *(f"{group} ({n})" for group, n in groups.items())], rows)


def _folded(measured: Mapping[str, Measured], best: str | None) -> Iterator[str]:
    named = [name for name in (OURS, best) if name is not None and name in measured]
    rows = [
        [name, points(measured[name].without_diacritics), str(measured[name].without_diacritics.n)] for name in named
    ]
    yield table(["system", "right first, change (points)", "pairs"], rows)


def _risk(measured: Measured) -> list[str]:
    if measured.curve is None:
        return [_ABSENT] * 4
    point = measured.operating_point
    own = [f"{share * 100:.1f} %" for share in point] if point else [_ABSENT] * 2
    return [f"{measured.curve.area:.3f}", f"{measured.curve.answered_at() * 100:.1f} %", *own]


def _costs(compared: Comparison) -> str:
    rows = []
    for name, told in compared.answered.items():
        times = [
            f"{_milliseconds(found.latency.median)} / {_milliseconds(found.latency.percentile_95)}"
            for found in compared.measured[name].values()
        ]
        memory = _ABSENT if told.resident_mib is None else f"{told.resident_mib:.0f}"
        rows.append([name, f"{told.build_seconds:.1f}", memory, *times])
    calls = [f"one call, {questions.name}: median / 95th percentile (ms)" for questions in compared.sets]
    return table(["system", "build (s)", "memory (MiB)", *calls], rows)


def share(figure: Figure) -> str:
    """Write a share with its interval, all in percent."""
    if figure.value is None or figure.low is None or figure.high is None:
        return _ABSENT
    return f"{figure.value * 100:.1f} ({figure.low * 100:.1f} to {figure.high * 100:.1f})"


def points(figure: Figure | None) -> str:
    """Write a difference with its interval, in percentage points."""
    if figure is None or figure.value is None or figure.low is None or figure.high is None:
        return _ABSENT
    return f"{figure.value * 100:+.1f} ({figure.low * 100:+.1f} to {figure.high * 100:+.1f})"


def _milliseconds(value: float | None) -> str:
    return _ABSENT if value is None else f"{value:.1f}"


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Return a Markdown table; the first column is of words, the others of numbers."""
    rule = ["---", *["---:"] * (len(head) - 1)]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in (head, rule, *rows))
