"""What went wrong is read from the turns, on both stores; what is erased and what staff try is not in it."""

import pytest

from bot.conversations.feedback import Feedback, Feedbacks
from bot.conversations.hand_overs import HandOvers
from bot.conversations.officer_replies import released_reply, taken_reply
from bot.conversations.store import TRIAL
from eval.console.asked_papers import AskedPaper, AskedPapers
from eval.console.inbox.mishaps import KINDS, Mishap, mishaps
from eval.console.texts import t
from knowledge.database import Sessions
from tests.eval.console.inbox.conversations import START, Talk

BIRTH = "1.001193"


def one(database: Sessions) -> Mishap:
    (found,) = mishaps(database)
    return found


def test_an_empty_store_has_nothing(database: Sessions) -> None:
    assert mishaps(database) == []


def test_a_declined_message_is_there_with_time_and_channel(database: Sessions) -> None:
    talk = Talk(database, channel="zalo").turn("mua vé số ở đâu", "decline").turn("phí khai sinh", "answer", BIRTH)
    assert one(database) == Mishap("declined", talk.turns[0], "mua vé số ở đâu", START, "zalo", turn_id=talk.turns[0])


def test_a_question_back_is_no_mishap_and_the_second_in_a_row_is_one_about_the_first_message(
    database: Sessions,
) -> None:
    Talk(database).turn("xin giấy xác nhận", "clarify", BIRTH)
    assert mishaps(database) == []
    talk = Talk(database, "binh").turn("làm lại giấy", "clarify").turn("giấy của má tui", "clarify", BIRTH)
    found = one(database)
    assert (found.kind, found.entry, found.said, found.note) == (
        "clarified_twice", talk.turns[1], "làm lại giấy", "giấy của má tui",
    )  # fmt: skip
    assert found.procedure_code == BIRTH


def test_a_long_row_of_questions_back_counts_once_and_a_new_row_counts_anew(database: Sessions) -> None:
    talk = Talk(database)
    for said, decision in (
        ("một", "clarify"), ("hai", "clarify"), ("ba", "clarify"), ("bốn", "answer"), ("năm", "clarify"), ("sáu", "clarify"),
    ):  # fmt: skip
        talk.turn(said, decision)
    assert [found.said for found in mishaps(database)] == ["năm", "một"]


def test_questions_back_in_two_conversations_are_not_in_a_row(database: Sessions) -> None:
    Talk(database, "an").turn("làm lại giấy", "clarify")
    Talk(database, "binh").turn("làm lại giấy", "clarify")
    assert mishaps(database) == []


def test_a_hand_over_is_about_the_last_question_before_it(database: Sessions) -> None:
    talk = Talk(database).turn("chào").turn("sang tên xe máy cũ", "answer", BIRTH).turn("gặp cán bộ")
    number = talk.hands_over("failed")
    talk.turn("còn đăng ký kết hôn", "answer")
    found = one(database)
    assert (found.kind, found.said, found.about, found.hand_over) == (
        "handed_over", "sang tên xe máy cũ", "failed", number,
    )  # fmt: skip
    assert (found.procedure_code, found.turn_id) == (BIRTH, talk.turns[1])


def test_a_hand_over_without_any_question_is_about_what_was_said(database: Sessions) -> None:
    Talk(database).turn("gặp cán bộ").hands_over()
    assert one(database).said == "gặp cán bộ"


def test_two_hand_overs_about_one_question_are_two(database: Sessions) -> None:
    talk = Talk(database).turn("sang tên xe máy cũ", "answer")
    first = talk.hands_over()
    HandOvers(database).take(first, "lan", taken_reply())
    HandOvers(database).release(first, "lan", released_reply())
    talk.hands_over()
    assert len({found.entry for found in mishaps(database)}) == 2


def test_a_thumb_down_on_a_list_is_about_the_question_that_began_it(database: Sessions) -> None:
    talk = Talk(database).turn("làm khai sinh cần gì", "answer", BIRTH, asks="birth_place")
    talk.turn("Ở nhà", "dialogue", BIRTH, asks="who").turn("Tự đi", "answer", BIRTH)
    talk.dislikes("wrong_papers", "quầy đòi thêm, gọi 0912345678")
    found = one(database)
    assert (found.kind, found.said, found.about) == ("disliked", "làm khai sinh cần gì", "wrong_papers")
    assert (found.entry, found.procedure_code) == (talk.turns[-1], BIRTH)
    assert "0912345678" not in found.note


def test_a_thumb_down_on_a_question_in_between_is_about_that_question(database: Sessions) -> None:
    talk = Talk(database).turn("làm khai sinh cần gì", "answer", BIRTH, asks="birth_place")
    talk.turn("phí bao nhiêu", "answer", BIRTH, asks="birth_place").dislikes("unclear")
    assert one(database).said == "phí bao nhiêu"


def test_a_thumb_up_is_no_mishap(database: Sessions) -> None:
    talk = Talk(database).turn("làm khai sinh cần gì", "answer", BIRTH)
    Feedbacks(database).give(talk.key, Feedback(talk.turns[0], "up"))
    assert mishaps(database) == []


def test_one_more_paper_is_there_with_procedure_component_and_receipt(database: Sessions) -> None:
    AskedPapers(database).report(AskedPaper("1A2B", BIRTH, "letter", "Giấy ủy quyền", "quầy nói", "lan"))
    found = one(database)
    assert (found.kind, found.said, found.about, found.note) == (
        "asked_paper", "Giấy ủy quyền", "letter", "quầy nói",
    )  # fmt: skip
    assert (found.procedure_code, found.receipt, found.reported_by, found.turn_id) == (BIRTH, "1A2B", "lan", "")


def test_what_is_erased_or_forgotten_is_gone(database: Sessions) -> None:
    erased = Talk(database, "an").turn("mua vé số", "decline").turn("làm giấy", "clarify").turn("gì", "clarify")
    erased.dislikes()
    erased.hands_over()
    idle = Talk(database, "binh").turn("mua vé số", "decline")
    assert len(mishaps(database)) == 5
    erased.erase()
    assert [found.turn_id for found in mishaps(database)] == idle.turns
    idle.store.forget_idle(-1)
    assert mishaps(database) == []


def test_what_staff_try_is_never_in_it(database: Sessions) -> None:
    talk = Talk(database, channel=TRIAL).turn("mua vé số", "decline").turn("làm", "clarify").turn("gì", "clarify")
    talk.dislikes()
    talk.hands_over()
    assert mishaps(database) == []


def test_all_kinds_come_newest_first(database: Sessions) -> None:
    talk = Talk(database).turn("mua vé số", "decline").turn("làm giấy", "clarify").turn("giấy tờ", "clarify")
    talk.dislikes()
    talk.hands_over()
    assert [found.kind for found in mishaps(database)] == ["handed_over", "disliked", "clarified_twice", "declined"]


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_has_its_word(kind: str) -> None:
    assert t(f"inbox.kind_{kind}")
