"""One system in a process of its own."""

from dataclasses import replace
from pathlib import Path

import pytest

from eval.bench.asking import Job, ask, read_job
from eval.bench.errors import SystemFailedError
from eval.bench.known import Fields, Known


@pytest.fixture
def job(documents: list[Known], tmp_path: Path) -> Job:
    known = Fields(phrasings=True).only(documents)
    questions, folded = ["mở tiệm tạp hóa", "ket hon"], ["mo tiem tap hoa", None]
    return Job("bm25s+phrasings", str(tmp_path), known, ["Đăng ký kết hôn"], questions, folded)


def test_a_process_answers_every_question_and_tells_its_cost(job: Job, tmp_path: Path) -> None:
    answered = ask(job, tmp_path)
    assert [asked.choice.ranking[0] for asked in answered.asked] == ["1.2", "1.3"]
    assert answered.asked[0].folded is not None
    assert answered.asked[0].folded.ranking == answered.asked[0].choice.ranking
    assert answered.asked[1].folded is None
    assert all(asked.milliseconds > 0 for asked in answered.asked)
    assert answered.build_seconds > 0
    assert answered.resident_mib is None or answered.resident_mib > 5
    assert answered.configuration["indexes"] == ["names", "phrasings"]


def test_a_job_is_read_as_it_was_told(job: Job, tmp_path: Path) -> None:
    ask(job, tmp_path)
    assert read_job(tmp_path / "bm25s+phrasings.job.json") == job


def test_a_process_that_fails_says_which_system_and_why(job: Job, tmp_path: Path) -> None:
    with pytest.raises(SystemFailedError, match=r"(?s)^bm25s\+phrasings: exit status 1: .*ValueError: zip"):
        ask(replace(job, folded=[]), tmp_path)
