"""Judgements as test cases: what each verdict means, and what is left out."""

import json
from pathlib import Path
from typing import Any

import pytest

from bot.answers.messages import Decision
from eval.console.judgements.cases import FROZEN, FrozenFolderError, case, dialogues, questions, write
from eval.console.judgements.judgements import Verdict
from eval.questions import read_dialogues, read_questions
from tests.eval.console.judgements.samples import judged, judgement

BIRTH, DEATH, MARRIAGE = "1.001193", "1.000656", "1.000894"


@pytest.mark.parametrize(
    ("verdict", "reply", "expected", "behaviour", "expect"),
    [
        ("right", {}, "", "answer", [[BIRTH]]),
        ("partly", {}, "", "answer", [[BIRTH]]),
        ("right", {"procedures": (BIRTH, DEATH)}, "", "answer", [[BIRTH], [DEATH]]),
        ("right", {"decision": "clarify", "procedures": (BIRTH, DEATH)}, "", "clarify", [[BIRTH, DEATH]]),
        ("right", {"decision": "decline", "procedures": ()}, "", "decline", []),
        ("wrong", {}, DEATH, "answer", [[DEATH]]),
        ("wrong", {"decision": "decline", "procedures": ()}, DEATH, "answer", [[DEATH]]),
        ("decline", {}, "", "decline", []),
        ("decline", {}, DEATH, "decline", []),
    ],
)
def test_a_verdict_says_what_the_reply_should_have_been(
    verdict: Verdict, reply: dict[str, Any], expected: str, behaviour: str, expect: list[list[str]]
) -> None:
    (row,) = questions([judgement(verdict, judged(**reply), expected=expected)])
    assert (row["behaviour"], row["expect"]) == (behaviour, expect)


@pytest.mark.parametrize("reply", [{}, {"decision": "clarify"}, {"decision": "decline", "procedures": ()}])
def test_wrong_without_what_is_right_is_no_test_case(reply: dict[str, Any]) -> None:
    assert case(judgement("wrong", judged(**reply))) is None


@pytest.mark.parametrize("decision", ["answer", "clarify"])
def test_an_answer_about_no_procedure_is_no_test_case(decision: str) -> None:
    assert case(judgement("right", judged(decision=decision, procedures=()))) is None


def test_talk_is_part_of_a_dialogue_and_no_question_of_its_own() -> None:
    talk = judgement("right", judged(decision="dialogue", procedures=()))
    found = case(talk)
    assert found
    assert found.behaviour is Decision.DIALOGUE
    assert questions([talk]) == []


def test_of_two_members_of_staff_the_later_one_is_right() -> None:
    ours = [judgement("right", number=1), judgement("wrong", expected=DEATH, made_by="minh", number=2)]
    assert [(row["id"], row["expect"]) for row in questions(ours)] == [("judged-2", [[DEATH]])]


def test_a_reply_that_needs_what_was_said_before_is_no_question_of_its_own() -> None:
    assert questions([judgement("right", judged(place=1))]) == []


def test_what_was_taught_meanwhile_is_left_out() -> None:
    ours = [judgement(of=judged(turn_id="a")), judgement(of=judged(turn_id="b", question="khai tử cần gì"))]
    left = questions(ours, lambda text: text == "khai tử cần gì")
    assert [row["question"] for row in left] == ["làm khai sinh cần gì"]


def test_a_trial_becomes_a_dialogue_up_to_the_first_reply_that_nobody_judged() -> None:
    said = [judgement(of=judged(turn_id=f"t{place}", place=place, question=f"câu {place}")) for place in (0, 1, 3)]
    alone = judgement(of=judged(turn_id="u0", trial=8))
    (row,) = dialogues([*said, alone])
    assert row["id"] == "judged-trial-7"
    assert [turn["question"] for turn in row["turns"]] == ["câu 0", "câu 1"]


def test_files_are_read_by_the_eval(tmp_path: Path) -> None:
    ours = [judgement(of=judged(turn_id=f"t{place}", place=place), number=place + 1) for place in range(2)]
    path = tmp_path / "new" / "judged.jsonl"
    assert write(path, questions(ours)) == 1
    assert [question.id for question in read_questions(path)] == ["judged-1"]
    assert write(path, dialogues(ours)) == 1
    assert [len(dialogue.turns) for dialogue in read_dialogues(path)] == [2]


def test_nobody_who_judged_is_named(tmp_path: Path) -> None:
    assert "lan" not in json.dumps(questions([judgement(note="lan nói", made_by="lan")]), ensure_ascii=False)


@pytest.mark.parametrize("name", ["dev.jsonl", "judged.jsonl", "mine/judged.jsonl", "../questions/judged.jsonl"])
def test_nothing_is_written_beside_the_frozen_sets(name: str) -> None:
    before = sorted(FROZEN.rglob("*"))
    with pytest.raises(FrozenFolderError):
        write(FROZEN / name, questions([judgement()]))
    assert sorted(FROZEN.rglob("*")) == before
