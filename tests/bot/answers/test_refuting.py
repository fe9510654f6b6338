"""What the record says to a premise: yes, no or only this much, first and with its source; never agreeing."""

from collections.abc import Callable

import pytest

from bot.answers.messages import TextMessage
from bot.answers.premises import Premise, heard
from bot.answers.refuting import SETTLED, tell
from bot.answers.replies import Reply
from bot.answers.topics import Library
from bot.answers.wording import say
from knowledge.procedures.models import Fee
from knowledge.vietnamese.folding import fold
from tests.bot.answers.conftest import Talk, asked, texts
from tests.bot.answers.standing import record, topic

BIRTH, MARRIAGE, RESIDENCE, STAY, CARD, COPY = "1.001193", "1.000894", "1.004222", "1.004194", "1.014063", "2.000815"
SHOP = "1.001612"
AGREES = ("đúng rồi", "đúng vậy", "vâng", "phải rồi")

CLAIMS = [
    ("nghe đồn đăng ký tạm trú hết 250 ngàn", STAY, "không có mức 250.000 đồng", "15.000 đồng"),
    ("chứng thực bản sao 30k một trang phải hông em", COPY, "không có mức 30.000 đồng", "2.000 đồng"),
    ("người ta nói làm khai sinh tốn 300 ngàn", BIRTH, "không ghi mức 300.000 đồng", "không ghi mức lệ phí"),
    ("nhập hộ khẩu giờ khỏi đóng tiền rồi phải không", RESIDENCE, "Không phải ai cũng được miễn", "20.000 đồng"),
    ("đăng ký thường trú đợi hai tháng mới xong phải không", RESIDENCE, "Không phải hai tháng", "7 ngày làm việc"),
    ("nghe nói đổi căn cước lấy liền trong ngày", CARD, "xong ngay trong ngày", "7 ngày làm việc"),
    ("hàng xóm nói giờ làm khai sinh khỏi cần giấy chứng sinh", BIRTH, "vẫn cần", "Giấy chứng sinh"),
    (
        "đăng ký kết hôn bắt buộc phải có giấy khám sức khỏe hả em",
        MARRIAGE,
        "không ghi “giấy khám sức khỏe”",
        "Tờ khai",
    ),
    ("người ta biểu phải về quê mới đổi được căn cước", CARD, "Không phải về nơi đó", "không phụ thuộc nơi cư trú"),
    ("đăng ký thường trú phải lên công an huyện phải không", RESIDENCE, "Không còn cấp quận, huyện", "Công an"),
    ("đăng ký kết hôn một người đi thay được ha em", MARRIAGE, "Về người đi làm", "có mặt"),
]


def everything(reply: Reply) -> str:
    return "\n".join(
        [texts(reply), *(line.text for item in reply.messages if isinstance(item, TextMessage) for line in item.lines)]
    )


@pytest.mark.parametrize(("text", "code", "verdict", "fact"), CLAIMS)
def test_whoever_states_a_premise_is_told_first_what_the_record_says(
    text: str, code: str, verdict: str, fact: str, talks: Callable[[], Talk]
) -> None:
    for spelt in (text, fold(text)):
        reply = talks().say(spelt)
        first = reply.messages[0]
        assert (reply.decision, reply.procedures) == ("answer", [code]), spelt
        assert isinstance(first, TextMessage)
        assert fold(verdict) in fold(first.text)
        assert fact in everything(reply)
        assert not [word for word in AGREES if word in everything(reply).lower()]


@pytest.mark.parametrize("text", [claim[0] for claim in CLAIMS])
def test_every_line_that_refutes_has_a_source_and_a_date(text: str, talk: Talk) -> None:
    first = talk.say(text).messages[0]
    assert isinstance(first, TextMessage)
    assert first.procedure_code
    assert first.lines
    assert all(line.source.title and line.as_of for line in first.lines)


def test_what_the_record_says_itself_is_told_to_stand(library: Library) -> None:
    for text in ("đăng ký tạm trú nộp tại chỗ 15 ngàn phải không", "đăng ký tạm trú chờ 3 ngày mới có phải không"):
        reply, premise = Reply(), heard(text)
        assert premise is not None
        assert SETTLED in tell(reply, library.topic(STAY), premise)
        assert "có ghi" in texts(reply)


def test_two_points_in_one_sentence_are_told_one_after_the_other(talk: Talk) -> None:
    told = talk.say("đổi căn cước tốn 900 ngàn và 2 tháng, đúng không?").messages[:2]
    assert [item.aspect for item in told if isinstance(item, TextMessage)] == ["fee", "time"]


def test_a_premise_after_a_topic_is_about_that_topic(talk: Talk) -> None:
    talk.say("đăng ký tạm trú ở đâu")
    reply = talk.say("nghe nói tốn 500 ngàn lận")
    assert (reply.procedures, "không có mức 500.000 đồng" in texts(reply)) == ([STAY], True)


def test_a_premise_in_the_open_form_is_refuted_and_the_question_put_again(talk: Talk) -> None:
    question = asked(talk.say("đăng ký khai sinh cần gì"))
    reply = talk.say("nghe nói khỏi cần giấy chứng sinh phải hông")
    assert "vẫn cần" in texts(reply)
    assert asked(reply) == question


def test_a_premise_about_another_procedure_in_the_open_form_is_refuted_and_both_are_offered(talk: Talk) -> None:
    talk.say("đăng ký khai sinh cần gì")
    reply = talk.say("nghe nói đăng ký tạm trú đóng 400 ngàn phải hông")
    assert reply.procedures[:1] == [STAY]
    assert "không có mức 400.000 đồng" in texts(reply)
    assert [choice.label for choice in talk.state.choices.values() if "Làm tiếp" in choice.label]


def test_a_plain_question_is_told_no_verdict(talk: Talk) -> None:
    first = talk.say("đăng ký tạm trú bao nhiêu tiền").messages[0]
    assert not isinstance(first, TextMessage)


@pytest.mark.parametrize(
    ("fee", "premise", "key"),
    [
        (Fee(amount=50_000), "làm khai sinh mất 50 ngàn phải không", "premise_fee_stands"),
        (Fee(amount=50_000), "làm khai sinh mất 60 ngàn phải không", "premise_fee_other"),
        (Fee(), "làm khai sinh mất 60 ngàn phải không", "premise_fee_silent"),
        (Fee(amount=0), "làm khai sinh miễn phí phải không", "premise_free_stands"),
        (Fee(amount=50_000), "làm khai sinh miễn phí phải không", "premise_free_other"),
        (Fee(amount=50_000, text="Miễn cho hộ nghèo"), "làm khai sinh miễn phí phải không", "premise_free_partly"),
        (Fee(), "làm khai sinh miễn phí phải không", "premise_free_silent"),
    ],
)
def test_a_record_without_a_guide_decides_only_what_it_gives(fee: Fee, premise: str, key: str) -> None:
    reply, told = Reply(), heard(premise)
    assert told is not None
    one = topic(record("Ủy ban nhân dân cấp xã", fee=fee))
    assert "fee" in tell(reply, one, told)
    values = {"name": one.name, "said": f"{50 if '50' in premise else 60}.000 đồng"}
    assert texts(reply) == say(key, **values)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("nghe nói mở hộ kinh doanh mất 100 ngàn phải không", "không ghi mức 100.000 đồng"),
        ("nghe nói đăng ký hộ kinh doanh được miễn phí đúng không", "không ghi là miễn phí"),
        ("nghe nói 10 ngày mới có giấy phép hộ kinh doanh phải không", "không ghi: 10 ngày"),
    ],
)
def test_what_the_record_leaves_to_the_city_or_to_the_slip_is_not_denied(
    text: str, said: str, library: Library
) -> None:
    """The city's council sets the fee, and the slip the day of what is sent online: what was said may be true."""
    reply, told = Reply(), heard(text)
    assert told is not None
    tell(reply, library.topic(SHOP), told)
    assert said in texts(reply)
    assert "Không phải" not in texts(reply)


@pytest.mark.parametrize(
    ("premise", "key"),
    [("làm khai sinh chờ 1 ngày mới có phải không", "stands"), ("làm khai sinh chờ 9 ngày mới có phải không", "other")],
)
def test_the_time_of_a_record_without_a_guide_is_compared(premise: str, key: str) -> None:
    reply, told = Reply(), heard(premise)
    assert told is not None
    tell(reply, topic(record("Ủy ban nhân dân cấp xã")), told)
    assert texts(reply).startswith("Không phải" if key == "other" else "Hồ sơ thủ tục")


def test_nothing_is_told_of_a_premise_without_a_point() -> None:
    reply = Reply()
    assert tell(reply, topic(record("Ủy ban nhân dân cấp xã")), Premise("lam khai sinh", "")) == set()
    assert reply.messages == []
