"""A run over labelled messages as Markdown tables."""

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime

from eval.acts.figures import MEASURES, Score, act_scores, aspect_scores, by_form, confusions, figures, macro_f1
from eval.acts.report import ActsReport
from eval.bench.tables import table
from eval.bootstrap import RESAMPLES, SEED
from eval.measures import Figure
from eval.questions import sha256

_ABSENT = "-"
_BROKEN_DOWN = ("act", "aspects", "aspects_f1")


def markdown(report: ActsReport) -> str:
    """Return the whole report but for the misses."""
    return "\n\n".join(_blocks(report)) + "\n"


def _blocks(report: ActsReport) -> Iterator[str]:
    yield f"# acts: {report.messages.name}"
    yield _origin(report)
    acts, aspects = act_scores(report.outcomes), aspect_scores(report.outcomes)
    yield table(["measure", "value", "95 % interval", "of"], [*_measured(report), *_macro(acts, aspects)])
    times = report.latency()
    yield table(
        ["milliseconds", "median", "95th percentile"],
        [[name, *map(_ms, found.values())] for name, found in times.items()],
    )
    if forms := by_form(report.outcomes):
        yield table(["form", *(MEASURES[name] for name in _BROKEN_DOWN)], _by_form(forms))
    yield _scored("speech act", acts)
    if aspects:
        yield _scored("aspect", aspects)
    if taken := confusions(report.outcomes):
        yield table(["expected", "heard", "how often"], [[*pair, str(count)] for *pair, count in taken])


def _origin(report: ActsReport) -> str:
    return (
        f"{datetime.now(UTC):%Y-%m-%d}, release {report.release}, Rasa model {report.rasa_model['file']};\n"
        f"{len(report.outcomes)} messages, {report.no_answer} without an answer;\n"
        f"questions sha256 {sha256(report.messages)};\n"
        f"intervals from {RESAMPLES} resamples, seed {SEED}."
    )


def _measured(report: ActsReport) -> list[list[str]]:
    found = figures(report.outcomes)
    return [
        [
            MEASURES[name],
            (_points if name.endswith("_change") else _share)(figure.value),
            _interval(figure),
            str(figure.n),
        ]
        for name, figure in found.items()
        if figure.n
    ]


def _macro(acts: Mapping[str, Score], aspects: Mapping[str, Score]) -> list[list[str]]:
    """Return the rows of macro F1, which has no interval: a rare name is one message or two."""
    named = {"speech acts": acts, "aspects": aspects}
    rows = {f"{kind}, macro F1": list(scores.values()) for kind, scores in named.items() if scores}
    return [[name, _share(macro_f1(scores)), _ABSENT, f"{len(scores)} names"] for name, scores in rows.items()]


def _by_form(forms: Mapping[str, Mapping[str, Figure]]) -> list[list[str]]:
    return [[form, *(_brief(found[name]) for name in _BROKEN_DOWN)] for form, found in forms.items()]


def _scored(kind: str, scores: Mapping[str, Score]) -> str:
    rows = [
        [name, _share(score.precision), _share(score.recall), _share(score.f1), str(score.expected)]
        for name, score in scores.items()
    ]
    return table([kind, "precision", "recall", "F1", "of"], rows)


def _brief(figure: Figure) -> str:
    return f"{_share(figure.value)} ({_interval(figure)}) of {figure.n}" if figure.n else _ABSENT


def _interval(figure: Figure) -> str:
    if figure.low is None or figure.high is None:
        return _ABSENT
    return f"{figure.low * 100:.1f} to {figure.high * 100:.1f}"


def _share(value: float | None) -> str:
    return _ABSENT if value is None else f"{value * 100:.1f} %"


def _points(value: float | None) -> str:
    return _ABSENT if value is None else f"{value * 100:+.1f} points"


def _ms(value: float | None) -> str:
    return _ABSENT if value is None else f"{value:.1f}"
