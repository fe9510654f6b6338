"""Nothing that measures the assistant may be taught; the tests here quote the readable set alone."""

import json
from pathlib import Path

import pytest

from eval.console.proposals.frozen import FOLDER, FrozenQuestionsError, measuring, stands_in_a_test
from knowledge.phrasings.loading import FOLDER as PHRASINGS
from knowledge.phrasings.loading import load


def first_of(name: str) -> str:
    return str(json.loads((FOLDER / name).read_text("utf-8").splitlines()[0])["question"])


def test_a_question_of_a_set_is_found_in_any_spelling() -> None:
    question = first_of("dev.jsonl")
    for text in (question, question.upper(), f"{question} nha"):
        assert stands_in_a_test(text)


def test_what_nobody_asked_there_is_free() -> None:
    assert not stands_in_a_test("bà con xóm tui mới có cháu nội, giờ lo cho nó cái tờ ghi ngày sanh tháng đẻ")


def test_turns_of_conversations_and_single_messages_measure_too(tmp_path: Path) -> None:
    rows = [
        {"id": "1", "turns": [{"question": "con đầu lòng khai sinh ra sao"}, {"text": "còn con thứ hai thì sao nè"}]},
        {"id": "2", "say": ["thôi khỏi làm giấy tờ gì hết nghen"]},
        {"id": "3", "text": "dạ", "note": "lời này không phải của dân đâu nhé"},
    ]
    (tmp_path / "a.jsonl").write_text("\n".join(json.dumps(row) for row in rows) + "\n\n", "utf-8")
    texts = measuring(tmp_path)
    for said in ("con đầu lòng khai sinh ra sao", "còn con thứ hai thì sao nè", "thôi khỏi làm giấy tờ gì hết nghen"):
        assert texts.has_nearly(said)
    assert not texts.has_nearly("lời này không phải của dân đâu nhé")


def test_a_set_phrase_that_everybody_says_is_nobodys_own(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text('{"text": "cám ơn nhiều"}\n{"text": "cám ơn nhiều lắm luôn đó"}\n', "utf-8")
    assert not measuring(tmp_path).has_nearly("cám ơn nhiều")


@pytest.mark.parametrize("content", [None, "", "not JSON"])
def test_without_sets_to_compare_with_nothing_is_promised(tmp_path: Path, content: str | None) -> None:
    if content is not None:
        (tmp_path / "a.jsonl").write_text(content, "utf-8")
    with pytest.raises(FrozenQuestionsError):
        measuring(tmp_path)


def test_few_of_the_files_phrasings_would_be_refused() -> None:
    """The check is stricter than the files' own tests, but not so strict that editors could teach nothing."""
    texts = [phrasing.text for phrasing in load({"1.001193", "1.000656", "2.000884"}, PHRASINGS).asked]
    assert sum(map(stands_in_a_test, texts)) < len(texts) / 20
