"""The process of one system."""

import json
from pathlib import Path

from eval.bench.asking import Job, read_answered
from eval.bench.known import Known
from eval.bench.worker import main, work


def job(documents: list[Known]) -> Job:
    return Job("bm25s", "", documents, ["Đăng ký kết hôn"], ["khai sinh", "zzz"], ["khai sinh", None])


def test_without_a_known_start_no_memory_is_told(documents: list[Known]) -> None:
    assert work(job(documents), None).resident_mib is None


def test_what_finds_nothing_is_answered_with_nothing(documents: list[Known]) -> None:
    asked = work(job(documents), None).asked
    assert asked[0].choice.ranking == ("1.1",)
    assert (asked[1].choice.ranking, asked[1].choice.confidence) == ((), 0.0)


def test_the_answer_lies_in_the_file_that_was_named(documents: list[Known], tmp_path: Path) -> None:
    told, answered = tmp_path / "job.json", tmp_path / "answered.json"
    content = {**vars(job(documents)), "documents": [vars(known) for known in documents]}
    told.write_text(json.dumps(content), encoding="utf-8")
    assert main([str(told), str(answered)]) == 0
    assert len(read_answered(answered).asked) == 2
