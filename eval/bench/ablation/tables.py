"""An ablation as Markdown."""

from collections.abc import Iterator, Mapping
from typing import Any

from eval.bench.ablation.measured import REPORTED, Row
from eval.bench.tables import points, share, table
from eval.measures import MEASURES


def markdown(files: Mapping[str, list[Row]], told: Mapping[str, Any]) -> str:
    """Return a table a file of questions. `told`: what the JSON says of the run."""
    return "\n\n".join(_blocks(files, told)) + "\n"


def _blocks(files: Mapping[str, list[Row]], told: Mapping[str, Any]) -> Iterator[str]:
    machine = told["machine"]
    yield "# What each part of the retriever is worth"
    yield (
        f"{told['date'][:10]}, release {told['release']}; {machine['cores']} cores, {machine['memory_gib']} GiB, "
        f"Python {machine['python']}."
    )
    yield (
        "Ranker and decider are learned anew without the part, on the same held-out questions, then everything is asked "
        "again. How to read this: `docs/bench.md`. Shares in percent with 95 % intervals."
    )
    for questions in told["questions"]:
        yield f"## {questions['file']}"
        yield f"{questions['count']} questions for one thing at most, sha256 {questions['sha256']}."
        head = ["without", *(MEASURES[name] for name in REPORTED), "right first, change (points)"]
        yield table(head, [_cells(row) for row in files[questions["file"]]])


def _cells(row: Row) -> list[str]:
    return [f"{row.part.name}: {row.part.about}", *(share(row.figures[name]) for name in REPORTED), points(row.change)]
