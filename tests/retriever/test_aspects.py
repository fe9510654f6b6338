"""Which aspects a question asks: by the word list, and learned beside it."""

from dataclasses import replace
from functools import cache
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.phrasings.loading import AspectQuestion
from knowledge.vietnamese.aspects import ASPECTS, asked
from retriever import aspects
from retriever.aspects import AspectReader

TOLD = {
    ("validity",): ["xài tới năm nào", "còn dùng được tới chừng nào", "để bao lâu thì hết xài"],
    ("who",): ["thằng em đi dùm được hông", "con nít tự làm được không", "vợ ký thay được không"],
    ("mistakes",): ["hay bị bắt bẻ chỗ nào", "sao người ta trả hoài", "sai chỗ nào hoài vậy"],
    (): ["tui muốn làm giấy", "mất giấy đâu mất tiêu", "con tui mới sanh"],
    ("fee", "time"): ["tốn nhiêu rồi mấy ngày có", "phí nhiêu, chừng nào xong", "mất bao nhiêu tiền với bao lâu"],
}
OPENINGS = ("", "cho hỏi ", "anh ơi ", "dạ ", "em hỏi chút ")
ENDINGS = ("", " vậy", " ạ", " ha")


def questions() -> list[AspectQuestion]:
    return [
        AspectQuestion(text=f"{opening}{text}{ending}", aspects=told)
        for told, texts in TOLD.items()
        for text in texts
        for opening in OPENINGS
        for ending in ENDINGS
    ]


@cache
def learned() -> AspectReader:
    return aspects.fit(questions())


def deaf() -> AspectReader:
    """Return a reader that hears nothing, whatever the list finds."""
    made = aspects.by_list()
    return replace(made, of_list=np.zeros_like(made.of_list), bias=np.full_like(made.bias, -50))


@pytest.mark.parametrize("text", ["phí bao nhiêu", "mấy ngày có, nộp ở đâu", "khai sinh", "", "!!!"])
def test_without_anything_learned_the_list_tells(text: str) -> None:
    assert set(aspects.by_list().read(text).aspects) == set(asked(text).aspects)
    assert aspects.by_list().read(text).rest == asked(text).rest


def test_what_no_list_holds_is_learned() -> None:
    assert learned().read("giấy đó xài tới năm nào").aspects == ("validity",)
    assert learned().read("thằng cháu đi dùm được hông").aspects == ("who",)


def test_several_aspects_are_told_those_of_the_list_first() -> None:
    assert set(learned().read("phí nhiêu, chừng nào xong").aspects) == {"fee", "time"}


def test_two_things_in_one_breath_are_both_heard_though_each_was_learned_alone() -> None:
    assert set(learned().read("giấy này xài tới năm nào, thằng em đi dùm được hông").aspects) == {"validity", "who"}
    assert set(learned().read("con nít tự làm được không, sao người ta trả hoài").aspects) == {"who", "mistakes"}


def test_the_same_questions_teach_the_same() -> None:
    again = aspects.fit(questions())
    assert np.array_equal(again.of_words, learned().of_words)
    assert np.array_equal(again.bias, learned().bias)


def test_a_wish_asks_for_nothing() -> None:
    assert learned().read("tui muốn làm giấy").aspects == ()


def test_an_aspect_that_was_never_taught_is_left_to_the_list() -> None:
    assert "legal_basis" in learned().read("căn cứ pháp lý").aspects


def test_too_few_questions_teach_nothing() -> None:
    made = aspects.fit(questions()[:50])
    assert not made.of_words.any()


@given(st.text(max_size=300))
def test_any_text_gives_known_aspects_each_once(text: str) -> None:
    told = learned().read(text).aspects
    assert set(told) <= set(ASPECTS)
    assert len(set(told)) == len(told)


def test_a_saved_reader_reads_the_same(tmp_path: Path) -> None:
    learned().save(tmp_path / "aspects.npz")
    loaded = AspectReader.load(tmp_path / "aspects.npz")
    assert np.array_equal(loaded.of_words, learned().of_words)
    assert loaded.read("xài tới năm nào") == learned().read("xài tới năm nào")


@pytest.mark.parametrize(
    ("text", "row"),
    [
        ("phí, thời hạn, căn cứ pháp lý", {"fee", "time", "legal_basis"}),
        ("phi; thoi han + can cu phap ly", {"fee", "time", "legal_basis"}),
        ("thời hạn với lệ phí cấp lại thẻ", {"time"}),
    ],
)
def test_what_is_named_in_a_row_is_heard_whatever_was_learned(text: str, row: set[str]) -> None:
    assert set(deaf().read(text).aspects) == row
    assert deaf().read(text.split(",")[0]).aspects == () or "," not in text


def test_one_thing_in_a_long_sentence_is_no_row() -> None:
    said = "tui với vợ ra phường, đứng chờ hoài mà không biết bao lâu thì xong"
    assert set(learned().read(said).aspects) == learned()._likely(said)
