"""Replies as the channels show them."""

from bot.answers.messages import ChoiceOption, ChoicesMessage, Message, TextMessage
from eval.console.trials.shown import FACES, bubbles, sources, tappable
from tests.bot.conversations.samples import DAY, SOURCE, told

CHOICES = ChoicesMessage(
    text="Sanh ở đâu?", choices=[ChoiceOption(id="a1", label="Ở nhà"), ChoiceOption(id="a2", label="Trạm y tế")]
)
REPLY: list[Message] = [TextMessage(text="Dạ <b>rõ</b> & gọn"), CHOICES]


def test_telegram_shows_its_own_markup_and_no_other() -> None:
    (bubble,) = bubbles("telegram", REPLY, 5)
    assert bubble.marked
    assert "Dạ &lt;b&gt;rõ&lt;/b&gt; &amp; gọn" in bubble.text
    assert bubble.rows == [["Ở nhà"], ["Trạm y tế"]]


def test_zalo_shows_plain_words_and_numbers_where_there_are_too_many_buttons() -> None:
    (bubble,) = bubbles("zalo", REPLY, 5)
    assert not bubble.marked
    assert "Dạ <b>rõ</b> & gọn" in bubble.text
    assert bubble.rows == [["Ở nhà"], ["Trạm y tế"]]
    (numbered,) = bubbles("zalo", REPLY, 1)
    assert numbered.rows == []
    assert "2. Trạm y tế" in numbered.text


def test_web_and_kiosk_show_the_messages_themselves() -> None:
    assert [bubbles(face, REPLY, 5) for face in FACES if face in ("web", "kiosk")] == [[], []]


def test_every_choice_that_is_offered_can_be_tapped() -> None:
    assert [(one.choice, one.label) for one in tappable(REPLY)] == [("a1", "Ở nhà"), ("a2", "Trạm y tế")]
    assert tappable([told()]) == []


def test_every_source_is_named_once_with_its_day() -> None:
    (cited,) = sources([told(), told()])
    assert (cited.title, cited.url, cited.as_of) == (SOURCE.title, None, DAY)
    assert sources(REPLY) == []
