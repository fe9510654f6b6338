"""Files of questions are read as written, or refused by file, line and field."""

import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from eval.errors import BadQuestionsError
from eval.questions import read_dialogues, read_questions, sha256
from knowledge.settings import ROOT

Written = Callable[[Sequence[Any]], Path]
GOOD = {"id": "q1", "question": "khai sinh cho con", "expect": [["1.001193"]], "behaviour": "answer"}
DIALOGUE = {"id": "d1", "turns": [{"question": "chào em", "expect": [], "behaviour": "dialogue"}]}


def test_a_question_needs_only_the_four_public_keys(written: Written) -> None:
    (question,) = read_questions(written([GOOD]))
    assert (question.id, question.expect, question.form, question.level) == ("q1", (("1.001193",),), None, None)


def test_our_own_dev_files_can_be_read() -> None:
    assert len(read_questions(ROOT / "eval" / "questions" / "dev.jsonl")) == 120
    assert len(read_dialogues(ROOT / "eval" / "questions" / "dev_dialogues.jsonl")) == 12


def test_blank_lines_unknown_keys_and_a_byte_order_mark_are_let_pass(tmp_path: Path) -> None:
    path = tmp_path / "questions.jsonl"
    path.write_text("\ufeff" + json.dumps({**GOOD, "author": "x"}) + "\r\n\r\n", encoding="utf-8")
    assert len(read_questions(path)) == 1


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        ({"question": None}, "question: "),
        ({"question": ""}, "question: "),
        ({"id": 7}, "id: "),
        ({"behaviour": "guess"}, "behaviour: "),
        ({"behaviour": "dialogue", "expect": []}, "behaviour: "),
        ({"expect": ["1.001193"]}, "expect.0: "),
        ({"expect": []}, "needs `expect`"),
        ({"expect": [["1.001193"], []]}, "needs `expect`"),
        ({"behaviour": "clarify", "expect": []}, "needs `expect`"),
        ({"id": "q1"}, "id: q1 is there already"),
    ],
)
def test_a_bad_question_is_refused_by_file_line_and_field(
    written: Written, change: dict[str, object], complaint: str
) -> None:
    path = written([GOOD, {**GOOD, "id": "q2", **change}])
    with pytest.raises(BadQuestionsError) as refused:
        read_questions(path)
    assert str(refused.value).startswith(f"{path}:2: ")
    assert complaint in str(refused.value)


def test_what_is_wrong_in_a_turn_is_named_by_its_place(written: Written) -> None:
    with pytest.raises(BadQuestionsError, match=r":1: turns\.1\.behaviour: "):
        read_dialogues(written([{"id": "d1", "turns": [*DIALOGUE["turns"], {"question": "phí?"}]}]))


def test_a_dialogue_without_turns_is_refused(written: Written) -> None:
    with pytest.raises(BadQuestionsError, match=r":1: turns: "):
        read_dialogues(written([{"id": "d1", "turns": []}]))


def test_the_wrong_kind_of_file_is_told_apart(written: Written) -> None:
    with pytest.raises(BadQuestionsError, match="has no `turns`, so it is a question: task retrieval"):
        read_dialogues(written([GOOD]))
    with pytest.raises(BadQuestionsError, match="has `turns`, so it is a dialogue: task dialogue"):
        read_questions(written([DIALOGUE]))


@pytest.mark.parametrize(
    ("content", "complaint"),
    [
        (b"{", ":1: is not JSON"),
        (b"[1]", ":1: must be a JSON object"),
        (b"", "is empty"),
        (b"\n \n", "is empty"),
        (b"\xff\xfe", "cannot be read"),
        (b"[" * 100_000, ":1: is not JSON"),
    ],
)
def test_what_is_no_json_lines_is_refused(tmp_path: Path, content: bytes, complaint: str) -> None:
    path = tmp_path / "questions.jsonl"
    path.write_bytes(content)
    with pytest.raises(BadQuestionsError, match=complaint):
        read_questions(path)


def test_a_missing_file_is_refused_by_name(tmp_path: Path) -> None:
    with pytest.raises(BadQuestionsError, match=r"nowhere\.jsonl: cannot be read"):
        read_questions(tmp_path / "nowhere.jsonl")


@settings(max_examples=50, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(text=st.text(st.characters(exclude_categories=["Cs"]), min_size=1))
def test_any_text_comes_back_as_it_was_written(written: Written, text: str) -> None:
    (question,) = read_questions(written([{**GOOD, "question": text}]))
    assert question.question == text


@settings(max_examples=100, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(content=st.binary())
def test_any_bytes_are_either_read_or_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "questions.jsonl"
    path.write_bytes(content)
    with pytest.raises(BadQuestionsError):
        read_questions(path)


def test_the_hash_is_what_sha256sum_prints(tmp_path: Path) -> None:
    path = tmp_path / "abc"
    path.write_bytes(b"abc")
    assert sha256(path) == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
