"""The sentences that citizens read."""

import re
import string
from datetime import date
from pathlib import Path

import pytest
import yaml

from bot.answers import wording
from bot.answers.wording import day, duration, listed, money, say
from knowledge.settings import ROOT

TEXTS: dict[str, str] = yaml.safe_load((ROOT / "bot/answers/texts.vi.yml").read_text(encoding="utf-8"))
CODE = "\n".join(
    path.read_text(encoding="utf-8") for folder in ("bot", "channels") for path in (ROOT / folder).rglob("*.py")
)


def test_names_in_a_sentence_are_filled_in() -> None:
    assert say("cancelled") == TEXTS["cancelled"]
    assert "3" in say("dossier_wait", minutes=3)


def test_an_unknown_sentence_or_a_missing_name_is_an_error() -> None:
    with pytest.raises(KeyError):
        say("no_such_sentence")
    with pytest.raises(KeyError):
        say("dossier_wait")


@pytest.mark.parametrize("key", TEXTS)
def test_every_sentence_is_filled_by_plain_names_and_ends_as_a_sentence(key: str) -> None:
    fields = [name for _, name, form, _ in string.Formatter().parse(TEXTS[key]) if name is not None]
    assert all(re.fullmatch(r"[a-z]+", name) for name in fields)
    assert TEXTS[key] == TEXTS[key].strip()


@pytest.mark.parametrize("key", re.findall(r'(?:say|reply\.text|_plain)\(\s*(?:turn_id, )?"([a-z_]+)"', CODE))
def test_every_sentence_that_the_code_says_exists(key: str) -> None:
    assert key in TEXTS


@pytest.mark.parametrize(
    ("amount", "words"), [(8000, "8.000 đồng"), (0, "0 đồng"), (1234567, "1.234.567 đồng"), (500, "500 đồng")]
)
def test_money_is_written_the_vietnamese_way(amount: int, words: str) -> None:
    assert money(amount) == words


@pytest.mark.parametrize(
    ("quantity", "unit", "words"),
    [
        (3, "working_day", "3 ngày làm việc"),
        (0.5, "day", "0,5 ngày"),
        (8.0, "hour", "8 giờ"),
        (45, "minute", "45 phút"),
    ],
)
def test_a_time_is_written_the_vietnamese_way(quantity: float, unit: str, words: str) -> None:
    assert duration(quantity, unit) == words


def test_a_day_is_written_the_vietnamese_way() -> None:
    assert day(date(2026, 7, 19)) == "19/07/2026"


def test_a_list_is_one_line() -> None:
    assert listed(["a", "b"]) == "a; b"
    assert listed([]) == ""


def test_the_texts_lie_beside_the_code() -> None:
    assert Path(wording.__file__).with_name("texts.vi.yml").exists()
