"""Nearly the same: four fifths of the syllables, whatever their order and marks."""

from hypothesis import given
from hypothesis import strategies as st

from eval.console.proposals.nearness import Texts
from knowledge.vietnamese.folding import syllables

KNOWN = Texts.among(["làm giấy khai sinh cho con ở phường", "mất thẻ căn cước"])


def test_spelling_and_order_make_no_difference() -> None:
    for text in ("LAM GIAY KHAI SINH CHO CON O PHUONG", "ở phường làm giấy khai sinh, cho con?"):
        assert KNOWN.has_nearly(text)


def test_one_word_more_is_nearly_the_same_and_half_of_it_is_not() -> None:
    assert KNOWN.has_nearly("làm giấy khai sinh cho con ở phường nghen")
    assert not KNOWN.has_nearly("làm giấy khai tử cho ông ở xã")


def test_nothing_is_near_to_nothing() -> None:
    for text in ("", "?!"):
        assert not KNOWN.has_nearly(text)
    assert not Texts.among(["", "?!"]).has_nearly("mất thẻ căn cước")


def test_phrasings_are_compared_with_all_their_texts() -> None:
    taught = Texts.of({"1.001193": {"fee": ["phí khai sinh"], "general": ["khai sinh cho bé"]}})
    assert taught.has_nearly("phi khai sinh")
    assert taught.has_nearly("cho bé khai sinh")
    assert not taught.has_nearly("phí khai tử")


@given(st.lists(st.text(), max_size=5), st.text())
def test_every_text_is_nearly_itself(texts: list[str], text: str) -> None:
    assert Texts.among([*texts, text]).has_nearly(text) == bool(syllables(text))
