"""The growth as Markdown."""

from collections.abc import Iterator, Mapping
from typing import Any

from eval.bench.scale.indexes import DEPTH, FLAT, INDEXES
from eval.bench.scale.measured import KEPT, Measured, Size
from eval.bench.scale.steps import PARTS, QUESTIONS
from eval.bench.tables import table

_ABSENT = "-"


def markdown(measured: Measured, told: Mapping[str, Any], plots: Mapping[str, str]) -> str:
    """Return all tables. `told`: what the JSON says of the run; `plots`: title and file name of each figure."""
    return "\n\n".join(_blocks(measured, told, plots)) + "\n"


def _blocks(measured: Measured, told: Mapping[str, Any], plots: Mapping[str, str]) -> Iterator[str]:
    machine = told["machine"]
    yield "# How the retriever grows"
    yield (
        f"{told['date'][:10]}, words and embedding of release {told['release']}; {machine['cores']} cores, "
        f"{machine['memory_gib']} GiB, Python {machine['python']}; every step alone in a process on one thread."
    )
    yield (
        f"Invented catalogues. How to read this: `docs/bench.md`. {QUESTIONS} questions one at a time, "
        f"{DEPTH} entries deep; MB are millions of bytes."
    )
    for title, file in plots.items():
        yield f"![{title}]({file})"
    yield "## Encoding"
    rows = [
        [f"{size.invented.records:,}", f"{size.invented.entries:,}", f"{size.invented.per_second:,.0f}", size.quickest]
        for size in measured.sizes
    ]
    kept = f"quickest with recall at 10 of {KEPT:.0%} or more"
    yield table(["records", "entries", "texts encoded a second", kept], rows)
    for size in measured.sizes:
        yield f"## {size.invented.records:,} records, {size.invented.entries:,} entries"
        yield _size(size)
    if len(measured.sizes) > 1:
        yield from _growth(measured)


def _size(size: Size) -> str:
    rows = []
    for name, part in size.parts.items():
        searched = part.searched
        rows.append([
            _titled(name, size.invented.entries), f"{part.built.seconds:.2f}", f"{part.built.size / 1e6:.1f}",
            _ABSENT if searched.resident_mib is None else f"{searched.resident_mib:.0f}",
            f"{searched.median:.2f} / {searched.percentile_95:.2f}",
            _share(searched.recall_10), _share(searched.recall_1),
        ])  # fmt: skip
    head = ["part", "build (s)", "on disk (MB)", "memory (MiB)", "search: median / 95th percentile (ms)"]
    return table([*head, "recall at 10", "recall at 1"], rows)


def _growth(measured: Measured) -> Iterator[str]:
    yield "## Growth"
    yield "The power of the number of entries that each cost grows with: 1 is in proportion, 0 not at all."
    rows = [[part, *(_power(value) for value in measured.exponents(part).values())] for part in PARTS]
    yield table(["part", "build", "on disk", "memory", "search"], rows)
    yield "Searched quicker than the flat index, read between the measured sizes:"
    rows = [[part, _from(measured, part)] for part in INDEXES if part != FLAT]
    yield table(["index", "from so many entries on"], rows)


def _from(measured: Measured, part: str) -> str:
    found = measured.quicker_than_flat_from(part)
    if found is None:
        return "not up to the largest"
    return "the smallest on" if found == measured.entries[0] else f"{found:,.0f}"


def _titled(name: str, entries: int) -> str:
    settings = INDEXES[name].settings(entries) if name in INDEXES else {}
    told = ", ".join(f"{key} {value}" for key, value in settings.items())
    return f"{name} ({told})" if told else name


def _share(value: float | None) -> str:
    return _ABSENT if value is None else f"{value * 100:.1f} %"


def _power(value: float | None) -> str:
    return _ABSENT if value is None else f"{value:.2f}"
