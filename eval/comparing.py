"""Comparing two results: did the second run do better than the first on the same questions, and on which?"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from eval.errors import UnlikeResultsError
from eval.paired import Difference, difference, pairs_of
from eval.tables import table
from eval.wording import VERDICTS

SIGNIFICANT = 0.05
Result = Mapping[str, Any]


@dataclass(frozen=True)
class Change:
    """One question whose outcome changed: verdicts before and after."""

    id: str
    before: str
    after: str


@dataclass(frozen=True)
class Comparison:
    """Two results of one task over the same questions.

    `measures`: difference by measure. `better`: questions that are right now and were not; `worse`: the other way;
    `other`: outcome changed, and both or neither are right. `moved`: how often one verdict became another.
    """

    first: Result
    second: Result
    measures: Mapping[str, Difference]
    better: tuple[Change, ...]
    worse: tuple[Change, ...]
    other: tuple[Change, ...]
    moved: Mapping[tuple[str, str], int]

    def json(self) -> dict[str, Any]:
        """Return everything as plain data; differences are second minus first, in -1..1."""
        return {
            "task": self.first["task"],
            "questions": self.first["questions"],
            "first": _origin(self.first),
            "second": _origin(self.second),
            "measures": {
                name: {**asdict(found), "value": found.value, "verdict": self.judge(name)}
                for name, found in self.measures.items()
            },
            "better": [asdict(change) for change in self.better],
            "worse": [asdict(change) for change in self.worse],
            "other": [asdict(change) for change in self.other],
            "moved": [{"before": before, "after": after, "count": n} for (before, after), n in self.moved.items()],
        }

    def judge(self, measure: str) -> str:
        """Return better or worse where the difference is significant, else `no sure difference`."""
        found, told = self.measures[measure], self.first["measures"][measure]
        if found.p >= SIGNIFICANT or not found.value:
            return "no sure difference"
        return "better" if (found.value > 0) != told["lower_is_better"] else "worse"


def compare(first: Result, second: Result) -> Comparison:
    """Compare two results. Raises `UnlikeResultsError` where task or questions are not the same."""
    _refuse_unlike(first, second)
    before, after = ({one["id"]: one for one in result["outcomes"]} for result in (first, second))
    units = {id_: one.get("unit") or id_ for id_, one in before.items()}
    values = [{id_: one.get("values", {}) for id_, one in run.items()} for run in (before, after)]
    measures = {
        name: found
        for name in first["measures"]
        if name in second["measures"] and (found := difference(pairs_of(values[0], values[1], name, units)))
    }
    pairs = [(before[id_], after[id_]) for id_ in before]
    changed = [(Change(one["id"], one["verdict"], other["verdict"]), one, other) for one, other in pairs]
    return Comparison(
        first,
        second,
        measures,
        better=tuple(change for change, one, other in changed if other["right"] and not one["right"]),
        worse=tuple(change for change, one, other in changed if one["right"] and not other["right"]),
        other=tuple(
            change for change, one, other in changed
            if one["right"] == other["right"] and change.before != change.after
        ),
        moved=dict(Counter((change.before, change.after) for change, _, _ in changed).most_common()),
    )  # fmt: skip


def markdown(found: Comparison) -> str:
    """Return the comparison as Markdown; questions by id."""
    return "\n\n".join(_blocks(found)) + "\n"


def _blocks(found: Comparison) -> Iterator[str]:
    asked = found.first["questions"]
    yield f"# {found.first['task']}: {asked['file']}, two results compared"
    rows = [[name, *_row(_origin(result))] for name, result in (("first", found.first), ("second", found.second))]
    yield table(["run", "date", "release", "dialogue model"], rows)
    yield (
        "Differences are second minus first, in points, with 95 % intervals from the paired bootstrap. p is two-sided\n"
        f"and not corrected for many measures; below {SIGNIFICANT} is called better or worse."
    )
    head = ["measure", "first", "second", "difference", "95 % interval", "p", "test", "says"]
    yield table(head, list(measured(found)))
    moved = [
        [f"{VERDICTS[before]}, now {VERDICTS[after]}", str(n)]
        for (before, after), n in found.moved.items()
        if before != after
    ]
    if moved:
        yield table(["outcome before and now", "how often"], moved)
    for title, changes in (("Better", found.better), ("Worse", found.worse), ("Changed otherwise", found.other)):
        ids = ", ".join(change.id for change in changes) or "none"
        yield f"## {title}: {len(changes)}\n\n{ids}"


def measured(found: Comparison) -> Iterator[list[str]]:
    """Yield the row of every measure in words and digits."""
    for name, one in found.measures.items():
        yield [
            found.first["measures"][name]["label"],
            f"{one.first * 100:.1f} %",
            f"{one.second * 100:.1f} %",
            f"{one.value * 100:+.1f}",
            f"{one.low * 100:+.1f} to {one.high * 100:+.1f}",
            "< 0.001" if one.p < 0.001 else f"{one.p:.3f}",
            one.test,
            found.judge(name),
        ]


def _refuse_unlike(first: Result, second: Result) -> None:
    if first["task"] != second["task"]:
        raise UnlikeResultsError(f"one result is of task {first['task']}, the other of {second['task']}")
    asked, other = first["questions"], second["questions"]
    if asked["sha256"] != other["sha256"]:
        told = f"{asked['file']} (sha256 {asked['sha256'][:12]}) and {other['file']} (sha256 {other['sha256'][:12]})"
        raise UnlikeResultsError(f"the questions are not the same: {told}")
    if {one["id"] for one in first["outcomes"]} != {one["id"] for one in second["outcomes"]}:
        told = f"{asked['asked']} of {asked['rows']} rows, and {other['asked']} of {other['rows']}"
        raise UnlikeResultsError(f"not the same questions of {asked['file']} were asked: {told}")


def _origin(result: Result) -> dict[str, Any]:
    return {name: result.get(name) for name in ("date", "version", "release", "rasa_model", "configuration")}


def _row(origin: Mapping[str, Any]) -> list[str]:
    model = origin["rasa_model"] or {}
    return [str(origin["date"])[:10], origin["release"] or "unknown", model.get("file", "-")]
