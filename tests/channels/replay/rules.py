"""The written rules by which a channel may tell other than the web does, from `rules.yml`."""

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

from tests.channels.replay.learning import Fact


@dataclass(frozen=True)
class Rule:
    """Where the rule holds: channel, side ("less", "more"), kind of fact, words (a pattern); and why it is so."""

    name: str
    channel: str
    side: str
    kind: str
    says: str
    reason: str

    def allows(self, channel: str, side: str, fact: Fact) -> bool:
        """Whether a difference is of this rule."""
        same = (self.channel, self.side, self.kind) == (channel, side, fact.kind)
        return same and re.search(self.says, fact.text) is not None


@cache
def rules() -> tuple[Rule, ...]:
    """Return all rules."""
    told = yaml.safe_load(Path(__file__).with_name("rules.yml").read_text(encoding="utf-8"))
    return tuple(Rule(**one) for one in told)


def ruled(channel: str, side: str, fact: Fact) -> Rule | None:
    """Return the rule that allows a difference, None where it is a failure."""
    return next((rule for rule in rules() if rule.allows(channel, side, fact)), None)
