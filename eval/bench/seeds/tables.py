"""The spread as Markdown."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from eval.bench.seeds.spread import Spread, spreads
from eval.bench.seeds.trial import REPORTED, Trial
from eval.bench.tables import table
from eval.figures import Figure
from eval.measures import MEASURES

_ABSENT = "-"


def markdown(released: Trial, trials: Sequence[Trial], told: Mapping[str, Any]) -> str:
    """Return all tables. `told`: what the JSON says of the run."""
    return "\n\n".join(_blocks(released, trials, told)) + "\n"


def _blocks(released: Trial, trials: Sequence[Trial], told: Mapping[str, Any]) -> Iterator[str]:
    questions, machine = told["questions"], told["machine"]
    yield "# How much the retriever varies"
    yield (
        f"{told['date'][:10]}, release {told['release']}; {questions['file']} ({questions['count']}), "
        f"sha256 {questions['sha256']}; {machine['cores']} cores, {machine['memory_gib']} GiB, "
        f"Python {machine['python']}."
    )
    yield (
        f"The embedding trained with {len(trials)} seeds, {told['configuration']['training']['steps']} steps at most; "
        "ranker and decider of the release unchanged. How to read this: `docs/bench.md`. Shares in percent."
    )
    found = spreads(trials)
    rows = [[MEASURES[name], *_spread(found[name]), _interval(released.figures[name])] for name in REPORTED]
    head = ["measure", "mean", "standard deviation", "lowest", "highest", "range"]
    yield table([*head, "the release as it is, 95 % interval of the questions"], rows)
    yield "## Seed by seed"
    rows = [
        [_seed(trial), *(_share(trial.figures[name].value) for name in REPORTED), f"{trial.seconds:.0f}"]
        for trial in (released, *trials)
    ]
    yield table(["seed", *(MEASURES[name] for name in REPORTED), "training (s)"], rows)


def _seed(trial: Trial) -> str:
    return "as released" if trial.seed is None else str(trial.seed)


def _spread(spread: Spread) -> list[str]:
    return [_share(value) for value in (spread.mean, spread.deviation, spread.low, spread.high, spread.range)]


def _share(value: float | None) -> str:
    return _ABSENT if value is None else f"{value * 100:.2f}"


def _interval(figure: Figure) -> str:
    if figure.value is None or figure.low is None or figure.high is None:
        return _ABSENT
    return f"{figure.value * 100:.2f} ({figure.low * 100:.2f} to {figure.high * 100:.2f})"
