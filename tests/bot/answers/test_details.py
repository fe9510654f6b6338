"""Detail questions: quoted alone, quoted beside the card, said to be not found, or answered plainly."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.answers.details import excerpt, read, tell
from bot.answers.messages import Line, ProcedureMessage, TextMessage
from bot.answers.replies import Reply
from bot.answers.topics import Library, Topic
from bot.answers.wording import say
from knowledge.procedures.models import Fee, Method, ProcessingTime, SubmissionMethod, TimeUnit
from retriever.passages import Passage, PassageIndex, Read, views
from tests.bot.answers.small_library import CAT, library
from tests.bot.answers.standing import CODE, record, topic
from tests.retriever.samples import AWAY, CHIP, LONG, MOST, at, cat_guide, records

LONGEST = 420
SENTENCE = st.text(alphabet="aăâbcdđeêghi ", min_size=20, max_size=150).map(lambda text: f"{' '.join(text.split())}a.")
LINE = st.lists(SENTENCE, min_size=1, max_size=12)


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Library:
    return library(tmp_path_factory.mktemp("details"))


def passage(line: str, belief: float = 0.9) -> Passage:
    return Passage(at(line, CODE), "condition", line, line, belief=belief)


def told(detail: float, said: float, *found: Passage) -> tuple[bool, Reply]:
    reply = Reply()
    alone = tell(reply, topic(record("Bộ Y tế")), Read(detail, said, found or (passage(CHIP),)))
    return alone, reply


def quotes(reply: Reply) -> list[Line]:
    (card,) = reply.messages
    assert isinstance(card, ProcedureMessage)
    (section,) = card.sections
    return section.lines


def test_a_sure_line_is_the_whole_answer() -> None:
    alone, reply = told(0.9, 0.9)
    assert alone
    (line,) = quotes(reply)
    assert (line.text, line.quoted, line.known) == (CHIP, True, True)


def test_a_quoted_line_is_linked_with_its_reference_and_date() -> None:
    (line,) = quotes(told(0.9, 0.9)[1])
    assert line.source.seen_in == [at(CHIP, CODE)]
    assert (line.source.procedure_code, line.as_of) == (CODE, record("Bộ Y tế").as_of)
    assert line.source.url


def test_a_quote_names_the_procedure_and_what_it_is() -> None:
    (card,) = told(0.9, 0.9)[1].messages
    assert isinstance(card, ProcedureMessage)
    assert (card.procedure_code, card.has_guide, card.sections[0].title) == (CODE, False, say("aspect_detail"))


def test_a_likely_line_stands_beside_the_card() -> None:
    alone, reply = told(0.45, 0.9)
    assert not alone
    assert [line.text for line in quotes(reply)] == [CHIP]


@pytest.mark.parametrize(("detail", "said"), [(0.95, 0.1), (1.0, 0.0)])
def test_a_detail_that_no_line_says_is_said_to_be_not_found(detail: float, said: float) -> None:
    alone, reply = told(detail, said)
    (message,) = reply.messages
    assert isinstance(message, TextMessage)
    assert not alone
    assert (message.text, message.procedure_code) == (say("detail_unsaid", name="Đăng ký khai sinh"), CODE)


@pytest.mark.parametrize(("detail", "said"), [(0.0, 0.0), (0.1, 0.99), (0.4, 0.1), (0.95, 0.4)])
def test_a_plain_question_and_a_doubtful_line_are_passed_over(detail: float, said: float) -> None:
    alone, reply = told(detail, said)
    assert (alone, reply.messages) == (False, [])


def test_a_second_line_nearly_as_likely_is_quoted_too_and_no_third() -> None:
    lines = (passage(CHIP), passage(MOST, 0.89), passage(AWAY, 0.89))
    assert [line.text for line in quotes(told(0.9, 0.9, *lines)[1])] == [CHIP, MOST]


def test_a_second_line_far_less_likely_is_not_quoted() -> None:
    assert [line.text for line in quotes(told(0.9, 0.9, passage(CHIP), passage(MOST, 0.2))[1])] == [CHIP]


@given(st.floats(0, 1), st.floats(0, 1))
def test_only_a_quote_is_a_whole_answer_and_nothing_is_said_twice(detail: float, said: float) -> None:
    alone, reply = told(detail, said)
    assert len(reply.messages) <= 1
    if alone:
        assert quotes(reply)


def test_a_question_is_read_against_the_record(small: Library) -> None:
    found = read(small, small.topic(CAT), "mèo có phải gắn thiết bị nhận dạng điện tử không")
    assert found.passages[0].reference == at(CHIP)


def test_an_empty_question_asks_for_nothing(small: Library) -> None:
    assert read(small, small.topic(CAT), "") == Read()


def test_a_guide_without_its_record_has_no_line_to_quote(small: Library) -> None:
    alone = Topic(CAT, cat_guide(), None, "current", "")
    assert read(small, alone, "mèo có phải gắn thiết bị nhận dạng điện tử không") == Read()


def test_the_official_line_is_quoted_where_everyday_words_led_to_it(small: Library) -> None:
    reply = Reply()
    assert tell(reply, small.topic(CAT), read(small, small.topic(CAT), "bé mèo có phải bấm chip dưới gáy không"))
    assert [line.text for line in quotes(reply)] == [CHIP]


def test_of_a_long_line_the_part_around_the_answer_is_quoted(small: Library) -> None:
    reply = Reply()
    tell(reply, small.topic(CAT), read(small, small.topic(CAT), "chủ vắng nhà quá mười ngày thì sao"))
    (line,) = quotes(reply)
    assert line.text.startswith(f"… {AWAY}")
    assert line.text.endswith("vật nuôi. …")
    assert len(line.text) < len(LONG)
    assert line.source.seen_in == [at(LONG)]


@pytest.mark.parametrize("question", ["kể từ ngày nhận đủ hồ sơ hợp lệ", "mức thu do Hội đồng nhân dân quyết định"])
def test_a_quoted_fee_or_time_is_vietnamese(small: Library, question: str) -> None:
    way = SubmissionMethod(
        method=Method.DIRECT,
        time=ProcessingTime(quantity=3, unit=TimeUnit.WORKING_DAY, text="kể từ ngày nhận đủ hồ sơ hợp lệ"),
        fees=(Fee(text="Mức thu do Hội đồng nhân dân quyết định"),),
    )
    one = Topic(CAT, None, records()[CAT].model_copy(update={"methods": (way,)}), "current", "")
    reply = Reply()
    tell(reply, one, read(small, one, question))
    (line,) = quotes(reply)
    assert "working_day" not in line.text
    assert "unknown" not in line.text


@given(st.text(max_size=LONGEST), st.text(max_size=80))
def test_a_short_line_is_quoted_whole(line: str, sentence: str) -> None:
    assert excerpt(line, sentence) == line


@given(LINE, st.data())
def test_a_part_of_a_long_line_is_its_own_words_marked_as_cut(parts: list[str], data: st.DataObject) -> None:
    line, sentence = " ".join(parts), data.draw(st.sampled_from(parts))
    part = excerpt(line, sentence)
    assert part.removeprefix("… ").removesuffix(" …") in line
    assert len(part) <= LONGEST + len("… ") + len(" …")
    assert (part == line) is (len(line) <= LONGEST)


@given(LINE, st.data())
def test_a_part_of_a_long_line_holds_the_beginning_of_the_answer(parts: list[str], data: st.DataObject) -> None:
    line, sentence = " ".join(parts), data.draw(st.sampled_from(parts))
    assert sentence[:40].rpartition(" ")[0] in excerpt(line, sentence)


def test_an_item_of_a_sentence_is_quoted_from_the_beginning_of_that_sentence() -> None:
    part = excerpt(f"{LONG} Chuồng nuôi phải có: mái che và rào chắn. {LONG}", "mái che và rào chắn.")
    assert part.startswith("… Chuồng nuôi phải có: mái che và rào chắn. Quy định chung")


@pytest.mark.parametrize("sentence", ["Lời của ai khác.", ""])
def test_a_sentence_that_does_not_stand_in_the_line_gives_its_beginning(sentence: str) -> None:
    assert excerpt(LONG, sentence).startswith("Quy định chung số 1")


def test_an_answer_at_the_end_of_a_long_line_is_quoted_to_its_end() -> None:
    last = "Vi phạm thì bị nhắc nhở lần đầu."
    assert excerpt(f"{LONG} {last}", last).removesuffix(" …") == f"… {last}"


def test_everyday_words_for_a_long_line_lead_to_the_part_that_says_it(tmp_path: Path) -> None:
    made = library(tmp_path)
    spoken = {"text": "Đi xa lâu ngày nhớ gởi bé mèo cho trạm thú y giữ hộ", "seen_in": [at(LONG)]}
    told_so = views([cat_guide(conditions=[spoken])])
    index = PassageIndex(made.retriever.signals.embedding, made.retriever.passages.weights, told_so)
    found = index.read("đi xa lâu ngày nhớ gởi bé mèo", records()[CAT]).passages[0]
    assert found.reference == at(LONG)
    assert AWAY in excerpt(found.line, found.sentence)


def test_what_the_sections_answer_is_not_said_to_be_missing() -> None:
    said = []
    for answered in (False, True):
        reply = Reply()
        tell(reply, topic(record("Bộ Y tế")), Read(0.9, 0.1, (passage(CHIP),)), answered)
        said.append(len(reply.messages))
    assert said == [1, 0]
