"""What Rasa learns beside its own examples, and what its model is known by."""

import pytest
import yaml

from bot import training
from knowledge.phrasings import loading
from knowledge.phrasings.loading import AspectQuestion


def examples() -> list[str]:
    (told,) = yaml.safe_load(training.asking_examples())["nlu"]
    assert told["intent"] == "ask"
    return [line.removeprefix("- ") for line in told["examples"].splitlines()]


def test_questions_that_ask_for_an_aspect_are_learned_as_asking() -> None:
    asking = {item.text for item in loading.aspect_questions() if item.aspects}
    assert len(examples()) > 1000
    assert set(examples()) <= asking


def test_what_is_short_or_asks_for_nothing_or_holds_markup_is_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    told = [("phí bao nhiêu", ("fee",)), ("tui ra phường nộp nghen", ()), ("nộp [ở đâu](place) vậy em", ("where",))]
    kept = [AspectQuestion(text=f"giấy này bao lâu có {number}", aspects=("time",)) for number in range(4)]
    questions = [*(AspectQuestion(text=text, aspects=aspects) for text, aspects in told), *kept]
    monkeypatch.setattr(training.phrasings, "aspect_questions", lambda: questions)
    assert examples() == ["giấy này bao lâu có 0", "giấy này bao lâu có 3"]


def test_no_example_stands_twice() -> None:
    assert len(set(examples())) == len(examples())


def test_which_questions_are_learned_belongs_to_what_the_model_is_known_by(monkeypatch: pytest.MonkeyPatch) -> None:
    before = training.fingerprint()
    monkeypatch.setattr(training, "_EVERY", 2)
    assert training.fingerprint() != before
