"""The Vietnamese tokenizer inside Rasa's own environment."""

import json
import subprocess
import unicodedata
from typing import Any

import pytest

from bot.training import PYTHON
from knowledge.settings import ROOT

TEXTS = [
    "Đăng ký kết hôn cần giấy tờ gì",
    "dang ky ket hon",
    unicodedata.normalize("NFD", "Đăng ký kết hôn ở Cần Thơ"),
    "hồ sơ hosok3x9q2ma tới đâu rồi",
    "thủ tục 1.001193, mẫu CT01 và luật 60/2014/QH13",
    "mail a.b@c.vn nha",
    "  khoảng   trắng\tlung tung \n",
    "😀 ok 👍🏽",
    "",
    "ខ្មែរ 中文",
    "a\u0301\u0302\u0303 \u0301",
]
FOREIGN = TEXTS[-2:]
"""Marks that compose with no Vietnamese letter: two tokens may share one place there."""
SCRIPT = """
import json, sys
from rasa.shared.nlu.training_data.message import Message
from bot.nlu.tokenizer import VietnameseTokenizer
tokenizer = VietnameseTokenizer(VietnameseTokenizer.get_default_config())
for text in json.load(sys.stdin):
    tokens = tokenizer.tokenize(Message.build(text), "text")
    print(json.dumps([[t.text, t.lemma, t.start, t.end] for t in tokens]))
"""


@pytest.fixture(scope="module")
def tokens() -> dict[str, list[list[Any]]]:
    """Tokens (text, lemma, start, end) of each of `TEXTS`, read in one Rasa process."""
    if not PYTHON.exists():
        pytest.fail("Rasa's environment is missing: run `make test`")
    done = subprocess.run(
        [str(PYTHON), "-c", SCRIPT], input=json.dumps(TEXTS), cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr[-2000:]
    lines = [line for line in done.stdout.splitlines() if line.startswith("[")]
    return dict(zip(TEXTS, map(json.loads, lines), strict=True))


def bare(text: str) -> str:
    """Text without the marks that no Vietnamese letter composes with."""
    return "".join(char for char in text if unicodedata.category(char)[0] != "M")


@pytest.mark.parametrize("text", TEXTS)
def test_offsets_point_into_the_text_as_typed(tokens: dict[str, list[list[Any]]], text: str) -> None:
    end = 0
    for token, _, start, stop in tokens[text]:
        assert 0 <= start < stop <= len(text)
        assert end <= start or text in FOREIGN
        typed = unicodedata.normalize("NFC", text[start:stop])
        spoken = bare("_".join(typed.split()).lower())
        assert bare(token) in spoken if text in FOREIGN else spoken == bare(token)
        end = stop


@pytest.mark.parametrize("text", TEXTS)
def test_no_character_is_lost(tokens: dict[str, list[list[Any]]], text: str) -> None:
    covered = {place for _, _, start, stop in tokens[text] for place in range(start, stop)}
    assert not [char for place, char in enumerate(text) if char.isalnum() and place not in covered]


def test_composed_and_decomposed_letters_give_the_same_words(tokens: dict[str, list[list[Any]]]) -> None:
    words = [token for token, *_ in tokens[TEXTS[2]]]
    assert "kết_hôn" in words
    assert tokens[TEXTS[2]][-1][3] == len(TEXTS[2])


def test_lemmas_are_folded_so_that_diacritics_do_not_matter(tokens: dict[str, list[list[Any]]]) -> None:
    def lemmas(text: str) -> str:
        return " ".join(lemma for _, lemma, *_ in tokens[text])

    assert lemmas(TEXTS[0]).startswith(lemmas(TEXTS[1]))
    assert lemmas(TEXTS[0]).isascii()


@pytest.mark.parametrize(
    ("text", "whole"),
    [(TEXTS[3], "hosok3x9q2ma"), (TEXTS[4], "ct01"), (TEXTS[4], "60/2014/qh13"), (TEXTS[5], "a.b@c.vn")],
)
def test_codes_and_sealed_tokens_stay_whole(tokens: dict[str, list[list[Any]]], text: str, whole: str) -> None:
    assert whole in [token for token, *_ in tokens[text]]
