"""The facts form on the real guides."""

from bot.answers.wording import say
from bot.conversations.state import OpenChecklist
from tests.bot.answers.conftest import Talk, asked, checklist, texts

BIRTH = "làm giấy khai sinh cho con cần gì"


def test_one_question_at_a_time_until_the_list(talk: Talk) -> None:
    reply = talk.say(BIRTH)
    labels = {
        "parents": "Chưa kết hôn, để trống phần cha",
        "birth_proof": "Không có, nhưng có người làm chứng",
        "filing_method": "Đến quầy một cửa",
        "usual": "Đúng hết",
    }
    while fact := asked(reply):
        reply = talk.choose(labels.pop(fact))
    assert labels == {}
    shown = checklist(reply)
    assert [item.id for item in shown.needed] == ["application_form", "witness_statement", "identity_number"]
    assert shown.complete
    assert shown.receipt
    assert talk.state.open_checklist is None
    assert [fact.sure for fact in shown.facts] == [True] * 4


def test_a_wrong_answer_can_be_changed_after_the_list(talk: Talk) -> None:
    test_one_question_at_a_time_until_the_list(talk)
    reply = talk.say("à lộn, sanh ở bệnh viện", "correct")
    assert [item.id for item in checklist(reply).needed] == ["application_form", "birth_certificate", "identity_number"]
    assert "Văn bản của người làm chứng" in texts(reply)


def test_going_elsewhere_takes_along_what_both_guides_ask(talk: Talk) -> None:
    talk.say(BIRTH)
    talk.state.checklist = OpenChecklist(
        procedure_code="1.001193", facts={"filing_method": "direct"}, order=["filing_method"], asked="parents"
    )
    reply = talk.choose("cha muốn nhận con")
    assert reply.procedures == ["1.000689"]
    assert asked(reply) != "filing_method"
    assert talk.state.checklist
    assert talk.state.checklist.facts["filing_method"] == "direct"


def test_an_elsewhere_that_is_not_known_here_still_gets_an_answer(talk: Talk) -> None:
    """Without the national catalogue 2.000942 has neither guide nor record."""
    talk.say("sao y bản chính giấy tờ cần gì")
    reply = talk.choose("Giao dịch đã chứng thực, bản chính còn lưu ở xã")
    assert "2.000942" in texts(reply)
    assert talk.state.open_checklist is None


def test_an_elsewhere_with_a_guide_goes_on_with_its_questions(talk: Talk) -> None:
    talk.say(BIRTH)
    talk.choose("Cha hoặc mẹ là người nước ngoài")
    assert talk.state.open_checklist
    assert talk.state.open_checklist.procedure_code == "2.000528"


def test_back_takes_back_the_last_answer_only(talk: Talk) -> None:
    talk.say(BIRTH)
    talk.choose("Đã đăng ký kết hôn")
    talk.choose("Đến quầy một cửa")
    assert asked(talk.say("quay lại", "go_back")) == "filing_method"
    assert talk.state.checklist
    assert talk.state.checklist.facts == {"parents": "married"}
    talk.say("quay lại", "go_back")
    assert say("back_at_start") in texts(talk.say("quay lại", "go_back"))


def test_two_misses_offer_a_person_and_an_answer_forgets_them(talk: Talk) -> None:
    talk.say(BIRTH)
    assert say("not_understood_fact") in texts(talk.say("trời mưa quá"))
    assert say("not_understood_twice") in texts(talk.say("hôm nay ăn gì"))
    talk.choose("Đã đăng ký kết hôn")
    assert talk.state.checklist
    assert talk.state.checklist.misses == 0


def test_the_same_answer_again_changes_nothing_and_says_nothing_of_change(talk: Talk) -> None:
    talk.say(BIRTH)
    talk.choose("Đã đăng ký kết hôn")
    assert "Đã đổi" not in texts(talk.choose("Đã đăng ký kết hôn"))


def test_facts_of_an_older_guide_are_dropped(talk: Talk) -> None:
    talk.say(BIRTH)
    talk.state.checklist = OpenChecklist(
        procedure_code="1.001193", facts={"gone": "x", "parents": "gone"}, order=["gone", "parents"], asked="parents"
    )
    assert asked(talk.choose("Đã đăng ký kết hôn")) == "filing_method"
    assert talk.state.checklist.facts == {"parents": "married"}


def test_all_questions_unsure_keep_every_paper_possible(talk: Talk) -> None:
    reply = talk.say(BIRTH)
    while asked(reply):
        reply = talk.choose(say("unsure_choice"))
    shown = checklist(reply)
    assert shown.undecided
    assert not shown.complete
    assert not any(fact.sure for fact in shown.facts)
    assert [note.text for note in shown.notes] == [say("checklist_unsure")]
