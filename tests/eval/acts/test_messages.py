"""Files of labelled messages are refused by place and field, and never by their text."""

import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from eval.acts.messages import Labelled
from eval.errors import BadQuestionsError
from eval.questions import read_rows
from knowledge.settings import ROOT
from knowledge.vietnamese.aspects import ASPECTS

Written = Callable[[Sequence[Any]], Path]
FEE = {"id": "a1", "text": "phí bao nhiêu", "act": "ask", "aspects": ["fee"]}
SETS = ("dev_acts.jsonl", "blind_acts.jsonl")
_SET_PHRASE = 4
"""Syllables up to which two people may well write the same greeting or yes."""


def read_messages(path: Path) -> list[Labelled]:
    return read_rows(path, Labelled)


def test_a_message_is_read_with_what_is_as_right(written: Written) -> None:
    greeting = {"id": "a2", "text": "chào", "act": "greet", "aspects": [], "also": ["goodbye"], "form": "standard"}
    fee, greet = read_messages(written([FEE, greeting]))
    assert (fee.aspects, fee.also, fee.form, fee.asks) == (("fee",), (), None, True)
    assert (greet.also, greet.form, greet.asks) == (("goodbye",), "standard", False)


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"id": ""}, ":2: id"),
        ({"act": ""}, ":2: act"),
        ({"text": 7}, ":2: text"),
        ({"aspects": ["price"]}, "unknown aspects"),
        ({"act": "thank"}, "only ask and start_checklist have aspects"),
        ({"id": "a1"}, ":2: id: a1 is there already"),
    ],
)
def test_a_bad_line_is_refused_by_line_and_field(written: Written, change: dict[str, Any], field: str) -> None:
    with pytest.raises(BadQuestionsError, match=field) as refused:
        read_messages(written([FEE, {**FEE, "id": "a2", **change}]))
    assert FEE["text"] not in str(refused.value)


def test_a_line_without_aspects_is_refused(written: Written) -> None:
    with pytest.raises(BadQuestionsError, match="aspects"):
        read_messages(written([{"id": "a1", "text": "chào", "act": "greet"}]))


@pytest.mark.parametrize(
    ("content", "why"), [("", "is empty"), ("{", ":1: is not JSON"), ("[]", ":1: must be a JSON object")]
)
def test_what_is_no_set_of_messages_is_refused(tmp_path: Path, content: str, why: str) -> None:
    path = tmp_path / "bad.jsonl"
    path.write_text(content)
    with pytest.raises(BadQuestionsError, match=why):
        read_messages(path)


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadQuestionsError, match="cannot be read"):
        read_messages(tmp_path / "none.jsonl")


@given(st.sets(st.text(min_size=1)).filter(lambda names: not names <= set(ASPECTS)))
def test_no_aspect_beyond_ours_can_be_asked(names: set[str]) -> None:
    with pytest.raises(ValidationError):
        Labelled(id="a1", text="phí", act="ask", aspects=tuple(names))


@pytest.mark.parametrize("name", SETS)
def test_the_sets_can_be_read_and_hold_every_aspect(name: str) -> None:
    messages = read_messages(ROOT / "eval" / "questions" / name)
    assert {aspect for message in messages for aspect in message.aspects} == set(ASPECTS)
    assert {message.form for message in messages} == {"standard", "no_diacritics", "dialect", "teencode", "typos"}


def test_nothing_but_set_phrases_stands_in_both_sets() -> None:
    dev, blind = (
        {message.text: message.asks for message in read_messages(ROOT / "eval" / "questions" / name)} for name in SETS
    )
    shared = dev.keys() & blind.keys()
    assert sum(dev[text] or len(text.split()) > _SET_PHRASE for text in shared) == 0


@pytest.mark.parametrize("name", SETS)
def test_every_act_of_a_set_is_one_that_rasa_knows(name: str) -> None:
    domain = (ROOT / "bot" / "domain" / "domain.yml").read_text(encoding="utf-8")
    acts = {message.act for message in read_messages(ROOT / "eval" / "questions" / name)}
    assert [act for act in sorted(acts) if f"  - {act}:" not in domain] == []


def test_a_file_may_hold_more_than_is_measured(written: Written) -> None:
    (message,) = read_messages(written([{**FEE, "persona": "farmer"}]))
    assert "persona" not in json.loads(message.model_dump_json())
