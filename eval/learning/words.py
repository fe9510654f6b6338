"""What came of runs, in the words that officers read: on the page and on the command line."""

from collections.abc import Iterator

from eval.comparing import Comparison
from eval.console.rendering import moment
from eval.console.texts import known, t
from eval.learning.releases import Listed
from eval.learning.runs import Run
from eval.learning.told import Ruled, Taught

_MILLISECONDS = "latency."


def why(key: str, detail: str = "", **values: object) -> str:
    """Return the sentence under `key`, with a program's own words behind it where they say more."""
    said = t(key, **values)
    return f"{said}\n{detail}" if detail and key in ("runs.why_failed", "runs.why_weak", "runs.no_release") else said


def rule(one: Ruled) -> str:
    """Return "Tìm thủ tục (dev.jsonl): đúng 71,0 %, cần ít nhất 75,0 %"."""
    found = t("runs.not_measured") if one.found is None else _number(one.figure, one.found)
    limit = one.least if one.least is not None else one.most or 0.0
    key = "runs.rule_least" if one.least is not None else "runs.rule_most"
    about = f"{figure(one)}, {one.group}" if one.group else figure(one)
    return t(
        key, task=task(one.task), questions=one.questions, figure=about, found=found, limit=_number(one.figure, limit)
    )


def task(name: str) -> str:
    """Return what a task looks at."""
    return t(f"runs.task_{name}") if known(f"runs.task_{name}") else name


def figure(one: Ruled) -> str:
    """Return what a figure counts; the task's own English where staff have no word for it yet."""
    key = f"runs.figure_{one.figure.replace('.', '_')}"
    return t(key) if known(key) else one.label


def step(run: Run) -> str:
    """Return what a run does now."""
    name, _, what = run.step.partition(" ")
    key = f"runs.step_{name or 'begin'}"
    measured, _, questions = what.partition("-")
    return t(key, task=task(measured), questions=questions) if known(key) else run.step


def percent(run: Run) -> int:
    """Return how much of the present step is done, 0..100."""
    return min(100, 100 * run.done // run.total) if run.total else 0


def taught(one: Taught) -> str:
    """Return a phrasing, with why it is not taught where it is not."""
    said = t("runs.phrasing", text=one.text, code=one.procedure_code)
    return f"{said} {t(one.why)}" if one.why else said


def about_run(run: Run) -> Iterator[str]:
    """Yield the lines that tell of a run: how it ended and why, what was learned, and the rules, broken ones first."""
    yield t("runs.one", number=run.number, kind=t(f"runs.kind_{run.kind}"), state=t(f"runs.state_{run.state}"))
    if run.told.why:
        yield why(run.told.why, run.told.detail)
    if run.kind == "learning" and run.state == "done":
        yield t("runs.switched", before=run.release_before, release=run.release)
    for heading, phrasings in (("runs.taught", run.told.taught), ("runs.refused", run.told.refused)):
        if phrasings:
            yield t(heading, count=len(phrasings))
            yield from (f"  {taught(one)}" for one in phrasings)
    for one in sorted(run.told.rules, key=lambda one: one.holds):
        yield f"  {t('runs.rule_holds' if one.holds else 'runs.rule_broken')}: {rule(one)}"


def about_release(one: Listed) -> Iterator[str]:
    """Yield the lines that tell of a release."""
    told = t("runs.release", name=one.name, at=moment(one.built_at), procedures=one.procedures, approved=one.approved)
    yield f"{told} {t('runs.in_use')}" if one.in_use else told
    measured = next((run for run in one.runs if run.told.rules), None)
    if measured:
        held = sum(rule.holds for rule in measured.told.rules)
        yield "  " + t("runs.held", run=measured.number, held=held, rules=len(measured.told.rules))
        yield from (f"  {rule(one)}" for one in measured.told.rules)


def _number(figure: str, value: float) -> str:
    if figure.startswith(_MILLISECONDS):
        return t("runs.milliseconds", number=f"{value:.0f}")
    return t("runs.percent", number=f"{100 * value:.1f}".replace(".", ","))


def differences(found: Comparison) -> Iterator[tuple[str, ...]]:
    """Yield of every measure: what it counts, before, after, the difference in points, and what that says."""
    for name, one in found.measures.items():
        key = f"runs.figure_{name}"
        label = t(key) if known(key) else str(found.first["measures"][name]["label"])
        says = t(f"runs.says_{found.judge(name).replace(' ', '_')}")
        shares = (_number(name, one.first), _number(name, one.second))
        yield label, *shares, f"{one.value * 100:+.1f}".replace(".", ","), says
