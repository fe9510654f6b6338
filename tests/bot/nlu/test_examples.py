"""What the speech acts are learned from: enough of each, known to the domain, and none of what measures us."""

import json
from collections import Counter, defaultdict
from pathlib import Path

import pytest
import yaml

from bot.actions.actions import SPEECH_ACTS
from knowledge.settings import ROOT
from knowledge.vietnamese.folding import syllables

DATA = ROOT / "bot" / "data" / "nlu"
SETS = sorted((ROOT / "eval" / "questions").glob("*_acts.jsonl"))
LEARNED = [act for act in SPEECH_ACTS if act != "choose"]
"""A tapped choice is sent by the gateway, never understood."""
_OWN = 3
"""Shorter messages ("dạ có") belong to everybody: they may stand on both sides."""


def examples() -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for path in sorted(DATA.glob("*.yml")):
        for item in yaml.safe_load(path.read_text(encoding="utf-8"))["nlu"]:
            found[item["intent"]] += [line.removeprefix("- ") for line in item["examples"].splitlines()]
    return found


def folded(text: str) -> tuple[str, ...]:
    return tuple(syllables(text))


def test_every_speech_act_is_learned_from_a_hundred_sentences_or_more() -> None:
    told = examples()
    assert set(told) == set(LEARNED)
    assert {act: len(texts) for act, texts in told.items() if len(set(texts)) < 100} == {}


def test_no_sentence_stands_twice() -> None:
    told = Counter(text for texts in examples().values() for text in texts)
    assert sorted(text for text, count in told.items() if count > 1) == []


@pytest.mark.parametrize("path", SETS, ids=lambda path: path.stem)
def test_no_sentence_is_one_that_measures_us(path: Path) -> None:
    learned = {folded(text) for texts in examples().values() for text in texts}
    told = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    met = [item["id"] for item in told if folded(item["text"]) in learned and len(folded(item["text"])) >= _OWN]
    assert met == []
