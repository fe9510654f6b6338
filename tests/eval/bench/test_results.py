"""A comparison as plain data."""

import csv
import io
import json
from collections.abc import Callable

from eval.bench.asking import Answered, Asked
from eval.bench.comparison import Comparison, QuestionSet, compare
from eval.bench.results import outcomes_csv, systems


def test_every_figure_of_a_system_is_kept(compared: Comparison) -> None:
    told = systems(compared)
    other = told["bm25s"]
    assert other["configuration"] == {"k1": 1.5}
    assert (other["build_seconds"], other["resident_mib"]) == (0.25, 12.3)
    dev = other["files"]["dev"]
    assert dev["figures"]["first"]["value"] == 0.5
    assert dev["latency_ms"] == {"median": 2.0, "percentile_95": 2.0}
    assert dev["ours_minus_this_first"]["value"] == 0.5
    assert dev["without_diacritics_first"]["value"] == -1.0
    assert dev["risk_coverage"]["points"][-1] == (1.0, 0.6667)
    assert told["ours"]["files"]["dev"]["ours_minus_this_first"] is None


def test_it_can_be_written_as_json_without_any_question(compared: Comparison, questions: QuestionSet) -> None:
    told = json.dumps(systems(compared), ensure_ascii=False)
    assert not [question.question for question in questions.questions if question.question in told]


def test_each_question_has_a_line_by_id_and_each_system_a_rank(compared: Comparison, questions: QuestionSet) -> None:
    text = outcomes_csv(compared)
    lines = list(csv.reader(io.StringIO(text)))
    assert lines[0] == ["file", "id", "form", "level", "behaviour", "bm25s", "ours"]
    assert lines[1] == ["dev", "q1", "standard", "", "answer", "1", "1"]
    assert lines[2] == ["dev", "q2", "no_diacritics", "", "answer", "2", "1"]
    assert [line[5:] for line in lines[3:]] == [["0", "0"], ["1", "1"]]
    assert not [question.question for question in questions.questions if question.question in text]


def test_clarifications_alone_have_no_curve_to_keep(questions: QuestionSet, told: Callable[..., Asked]) -> None:
    alone = QuestionSet(questions.path, questions.questions[3:])
    kept = systems(compare([alone], {"bm25s": Answered({}, 0.0, None, [told("1.1")])}, {}))
    assert kept["bm25s"]["files"]["dev"]["risk_coverage"] is None
