"""The replay's outcome as a table of conversation kinds and channels, as JSON and as Markdown."""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from tests.channels.replay.playing import CHANNELS, Outcome
from tests.channels.replay.rules import rules

VERDICTS = ("same", "by rule", "differs")
_LONGEST = 80
"""Characters of a difference that are kept."""


def told(outcomes: Sequence[Outcome], **circumstances: Any) -> dict[str, Any]:
    """Return everything as plain data; `circumstances` stand before it."""
    return {
        **circumstances,
        "conversations": len(outcomes),
        "turns": sum(len(outcome.script.turns) for outcome in outcomes),
        "cut_short": [outcome.script.id for outcome in outcomes if not outcome.script.whole],
        "kinds": {kind: _counts(kind, outcomes) for kind in sorted({outcome.script.kind for outcome in outcomes})},
        "rules": _rules(outcomes),
        "differs": list(_differences(outcomes)),
        "outcomes": [
            {"id": outcome.script.id, "kind": outcome.script.kind, "turns": len(outcome.script.turns)}
            | {channel: outcome.verdict(channel) for channel in CHANNELS}
            for outcome in outcomes
        ],
    }


def _counts(kind: str, outcomes: Sequence[Outcome]) -> dict[str, dict[str, int]]:
    these = [outcome for outcome in outcomes if outcome.script.kind == kind]
    counted = {channel: Counter(outcome.verdict(channel) for outcome in these) for channel in CHANNELS}
    return {channel: {verdict: counts[verdict] for verdict in VERDICTS} for channel, counts in counted.items()}


def _rules(outcomes: Sequence[Outcome]) -> list[dict[str, Any]]:
    """Return each rule with the number of conversations that it held for."""
    used = Counter(
        rule
        for outcome in outcomes
        for found in outcome.differences.values()
        for rule in {one.rule for one in found if one.rule}
    )
    return [
        {"name": rule.name, "channel": rule.channel, "conversations": used[rule], "reason": rule.reason}
        for rule in rules()
    ]


def _differences(outcomes: Sequence[Outcome]) -> Iterator[dict[str, Any]]:
    for outcome in outcomes:
        for channel, found in outcome.differences.items():
            for one in (one for one in found if one.rule is None):
                where = {"id": outcome.script.id, "channel": channel, "turn": one.turn, "side": one.side}
                yield where | {"kind": one.fact.kind, "text": one.fact.text[:_LONGEST]}


def markdown(found: dict[str, Any]) -> str:
    """Return what `told` returned as a page."""
    lines = [
        "# The same conversations on all channels",
        "",
        f"{found['conversations']} conversations, {found['turns']} turns on the web and the same on each other channel. "
        f"Release {', '.join(found['releases'])}; {'with' if found['rasa'] else 'without'} Rasa; "
        f"{found['seconds']} s on {found['cores']} cores. Each cell: same / differs by a rule / differs.",
        "",
        f"| kind | conversations | {' | '.join(CHANNELS)} |",
        f"|---|---|{'---|' * len(CHANNELS)}",
        *(_row(kind, counts) for kind, counts in found["kinds"].items()),
        _row("**all**", _sum(found["kinds"].values())),
        "",
        "## Rules",
        "",
        "| rule | channel | conversations | reason |",
        "|---|---|---|---|",
        *(f"| {one['name']} | {one['channel']} | {one['conversations']} | {one['reason']} |" for one in found["rules"]),
        "",
        "## Differences",
        "",
        *(
            [
                f"- {one['id']}, {one['channel']}, turn {one['turn']}, {one['side']}, {one['kind']}: {one['text']}"
                for one in found["differs"]
            ]
            or ["None."]
        ),
    ]
    if found["cut_short"]:
        lines += ["", f"Compared only as far as the web offered what is written: {', '.join(found['cut_short'])}."]
    return "\n".join(lines) + "\n"


def _row(name: str, counts: dict[str, dict[str, int]]) -> str:
    cells = [" / ".join(str(counts[channel][verdict]) for verdict in VERDICTS) for channel in CHANNELS]
    return f"| {name} | {sum(counts[CHANNELS[0]].values())} | {' | '.join(cells)} |"


def _sum(kinds: Any) -> dict[str, dict[str, int]]:
    return {
        channel: {verdict: sum(counts[channel][verdict] for counts in kinds) for verdict in VERDICTS}
        for channel in CHANNELS
    }
