"""Which conversations are played: those of tests/bot and a few of our own."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import chain, zip_longest
from pathlib import Path
from typing import Any

import yaml

_OWN = Path(__file__).with_name("conversations.yml")
_BOT = Path(__file__).parents[2] / "bot"


def everything() -> list[Mapping[str, Any]]:
    """Return all conversations, in the order of their files."""
    files = [_OWN, *sorted(_BOT.glob("conversations_*.yml"))]
    return [item for file in files for item in yaml.safe_load(file.read_text(encoding="utf-8"))]


def spread(conversations: Sequence[Mapping[str, Any]], most: int) -> list[Mapping[str, Any]]:
    """Return at most so many: the first of every kind, then the second of every kind, and so on."""
    kinds = defaultdict[str, list[Mapping[str, Any]]](list)
    for conversation in conversations:
        kinds[conversation["kind"]].append(conversation)
    rounds = chain.from_iterable(zip_longest(*kinds.values()))
    return [conversation for conversation in rounds if conversation is not None][:most]
