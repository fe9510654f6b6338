"""The installation in which the whole path is proved: its questions and rules measure what they say."""

import json
from pathlib import Path

from eval.checklists.asked import Case
from eval.gate import read_rules
from eval.questions import read_questions, read_rows
from eval.tasks import RUNS
from tests.eval.learning.installed import QUESTIONS, own_questions


def test_the_citys_questions_stand_where_a_lesson_is_measured_by_them(tmp_path: Path) -> None:
    (tmp_path / "eval" / "questions").mkdir(parents=True)
    own_questions(tmp_path)
    folder = tmp_path / "eval" / "questions"
    assert {path.name for path in folder.iterdir()} == {planned.questions for planned in RUNS}
    for name in ("dev", "dev_wide"):
        asked = read_questions(folder / f"{name}.jsonl")
        assert {one.question: one.expect for one in asked} == {text: ((code,),) for text, code in QUESTIONS.items()}
    assert len(read_rows(folder / "dev_checklists.jsonl", Case)) == 2
    assert all(json.loads(line) for path in folder.iterdir() for line in path.read_text("utf-8").splitlines())


def test_the_citys_rules_are_rules_of_the_gate(tmp_path: Path) -> None:
    (tmp_path / "eval" / "questions").mkdir(parents=True)
    own_questions(tmp_path)
    rules = read_rules(tmp_path / "rules.yml")
    assert {rule.task for rule in rules} == {"retrieval", "dialogue", "checklists"}
