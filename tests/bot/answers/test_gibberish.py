"""Gibberish says nothing in any word; slips, names, foreign words that procedures use, and dialect are none."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.answers.gibberish import is_gibberish
from tests.bot.answers.conftest import Talk, texts

KNOWN = frozenset({"giay", "khai", "sinh", "tam", "tru", "passport", "online", "nguyen", "thanh"})
QUESTIONS = Path("eval/questions")


def questions(name: str) -> Iterator[str]:
    for line in (QUESTIONS / name).read_text(encoding="utf-8").splitlines():
        item = json.loads(line)
        yield from (
            (turn["question"] for turn in item["turns"]) if "turns" in item else (item.get("question") or item["text"],)
        )


@pytest.mark.parametrize("text", ["zxcvb", "sdfgh jklqw", "blah blah blah", "wwqrt !!", "plmk xdrt zzz"])
def test_letters_without_a_word_are_gibberish(text: str) -> None:
    assert is_gibberish(text, KNOWN)


@pytest.mark.parametrize(
    "text",
    ["khaii sinhh", "passport", "pasport", "Thạnh", "0912", "phí sdfgh", "lậpp cho tôi bảg giấy đi nha", "", "?", "ok"],
)
def test_a_slip_a_name_a_number_and_words_beside_it_are_none(text: str) -> None:
    assert not is_gibberish(text, KNOWN)


@pytest.mark.parametrize("name", ["dev.jsonl", "dev_acts.jsonl", "dev_followups.jsonl", "dev_wide.jsonl"])
def test_no_honest_question_is_gibberish(name: str, talk: Talk) -> None:
    known = talk.assistant.questions.known
    assert [text for text in questions(name) if is_gibberish(text, known)] == []


@pytest.mark.parametrize("text", ["hgfds", "qwrtp zxcvb", "trlala brr"])
def test_gibberish_after_a_topic_is_not_answered_with_its_card(text: str, talk: Talk) -> None:
    talk.say("đăng ký tạm trú phí bao nhiêu")
    reply = talk.say(text)
    assert (reply.decision, reply.procedures) == ("decline", [])
    assert "chưa tìm thấy thủ tục" in texts(reply)


def test_what_was_talked_about_is_still_known_after_gibberish(talk: Talk) -> None:
    talk.say("đăng ký tạm trú phí bao nhiêu")
    talk.say("hgfds")
    assert talk.say("mấy ngày có?").procedures == ["1.004194"]


@given(st.lists(st.sampled_from(sorted(KNOWN)), min_size=1, max_size=6))
def test_known_words_are_never_gibberish(words: list[str]) -> None:
    assert not is_gibberish(" ".join(words), KNOWN)
