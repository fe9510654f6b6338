"""A message is read as it is written, and without diacritics where it has any."""

from eval.acts.messages import Labelled
from eval.acts.rasa import Heard
from eval.acts.reading import read

MESSAGES = [
    {"id": "a1", "text": "phí đăng ký khai sinh bao nhiêu", "act": "ask", "aspects": ["fee"], "form": "standard"},
    {"id": "a2", "text": "dạ đúng rồi", "act": "affirm", "aspects": [], "form": "standard"},
    {"id": "a3", "text": "thoi khoi", "act": "cancel", "aspects": [], "form": "no_diacritics"},
]


def test_a_message_is_asked_again_without_diacritics_where_it_has_any() -> None:
    asked: list[str] = []

    def hear(text: str) -> Heard:
        asked.append(text)
        return Heard("affirm", 1.0)

    for fields in MESSAGES[1:]:
        outcome = read(Labelled.model_validate(fields), hear, lambda _: ())
        assert outcome.written.aspects is None
    assert asked == ["dạ đúng rồi", "da dung roi", "thoi khoi"]
    assert outcome.folded is None


def test_aspects_are_read_of_what_asks_in_both_ways() -> None:
    outcome = read(
        Labelled.model_validate(MESSAGES[0]),
        lambda _: Heard("ask", 1.0),
        lambda text: ("fee",) if "phí" in text else (),
    )
    assert outcome.folded is not None
    assert (outcome.written.aspects, outcome.folded.aspects) == (("fee",), ())
