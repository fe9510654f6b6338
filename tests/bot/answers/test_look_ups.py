"""The look-up form: code, then proof, both sealed."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.answers.chat import ChatReply
from bot.answers.messages import DossierMessage, Message, TextMessage
from bot.answers.topics import Library
from bot.answers.wording import say
from knowledge.dossiers import demo
from knowledge.dossiers.budget import Budget
from knowledge.dossiers.demo import DemoDossier
from knowledge.dossiers.look_up import LookUps
from knowledge.dossiers.proofs import proof_hashes
from knowledge.dossiers.sources.combined import Elsewhere, Heard, OfficialPage
from tests.bot.answers.conftest import SECRET, Talk, labels, new_talk, texts

Dossiers = tuple[LookUps, list[DemoDossier]]
ELSEWHERE, IDENTITY = "H51.04-250701-0001", "099200001234"
PAGE = OfficialPage("Cổng dịch vụ công Sóc Trăng", "https://soctrang.example/")


@pytest.fixture
def dossier(dossiers: Dossiers) -> DemoDossier:
    return dossiers[1][0]


def test_the_code_is_asked_for_then_the_proof(talk: Talk, dossier: DemoDossier) -> None:
    assert texts(talk.say("hồ sơ của tui tới đâu", "look_up_dossier")) == say("dossier_ask_code")
    assert texts(talk.say(dossier.record.dossier_code)) == say("dossier_ask_proof")
    (message,) = talk.say(dossier.identity_number[-4:]).messages
    assert isinstance(message, DossierMessage)
    assert (message.detail, message.procedure_code) == ("short", None)
    assert talk.state.look_up is None


def test_who_has_no_code_is_not_asked_for_it_twice_in_the_same_words(talk: Talk, dossier: DemoDossier) -> None:
    talk.say("hồ sơ của tui tới đâu", "look_up_dossier")
    reply = talk.say("tui hông nhớ mã", "unsure")
    assert texts(reply) == say("dossier_no_code")
    assert labels(reply) == [say("talk_to_person")]
    assert texts(talk.say(dossier.record.dossier_code)) == say("dossier_ask_proof")


def test_the_state_holds_no_digit_of_code_or_proof(talk: Talk, dossier: DemoDossier) -> None:
    talk.say(f"hồ sơ {dossier.record.dossier_code}")
    assert dossier.record.dossier_code not in talk.state.model_dump_json()
    assert dossier.record.dossier_code[-4:] not in talk.state.model_dump_json()


def test_a_wrong_proof_is_not_told_from_a_wrong_code_and_both_begin_anew(talk: Talk, dossier: DemoDossier) -> None:
    talk.say(dossier.record.dossier_code)
    wrong = f"{(int(dossier.identity_number[-4:]) + 1) % 10000:04}"
    assert texts(talk.say(wrong)) == say("dossier_not_proved")
    assert talk.state.look_up
    assert talk.state.look_up.code_token is None
    talk.say("H13.99-200101-9999")
    assert texts(talk.say("1234")) == say("dossier_not_proved")


def test_too_many_wrong_proofs_must_wait(talk: Talk, dossier: DemoDossier) -> None:
    for _ in range(3):
        talk.say(f"H13.99-200101-9999 {1234}")
    assert "phút" in texts(talk.say(f"{dossier.record.dossier_code} {dossier.identity_number[-4:]}"))


def test_who_must_wait_is_told_that_a_whole_number_opens_at_once(talk: Talk, dossier: DemoDossier) -> None:
    for _ in range(3):
        talk.say(f"H13.99-200101-9999 {1234}")
    told = texts(talk.say(f"{dossier.record.dossier_code} {dossier.identity_number[-4:]}"))
    assert "cả số căn cước" in told
    assert talk.say(dossier.identity_number).messages[0].type == "dossier"


def test_while_four_digits_are_closed_the_whole_number_alone_is_asked_for(
    library: Library, dossiers: Dossiers, dossier: DemoDossier
) -> None:
    talk = new_talk(library, replace(dossiers[0], budget=Budget(1, 1)))
    talk.say(f"{dossiers[1][1].record.dossier_code} 0000")
    talk.state.look_up = None
    told = texts(talk.say(f"{dossier.record.dossier_code} {dossier.identity_number[-4:]}"))
    assert told == say("dossier_short_closed")
    (message,) = talk.say(dossier.phone).messages
    assert isinstance(message, DossierMessage)
    assert message.detail == "short"


def test_a_scanned_identity_card_proves_as_its_number(talk: Talk, dossier: DemoDossier) -> None:
    talk.say(dossier.record.dossier_code)
    card = f"{dossier.identity_number}||Không Ai Cả|01012000|Nam|Ấp Không Có|02032021"
    (message,) = talk.say(card).messages
    assert isinstance(message, DossierMessage)
    assert message.detail == "full"


def test_a_dossier_that_waits_for_the_citizen_is_not_called_overdue(talk: Talk, dossiers: Dossiers) -> None:
    waiting = next(one for one in dossiers[1] if one.record.supplements)
    past = waiting.record.model_copy(update={"due_at": waiting.record.received_at})
    demo.replace(dossiers[0].sessions, SECRET, [replace(waiting, record=past)], datetime.now(UTC))
    (message,) = talk.say(f"{past.dossier_code} {waiting.identity_number}").messages
    assert isinstance(message, DossierMessage)
    assert (message.timing_state, message.punctuality, message.working_days) == ("paused", "unknown", None)
    assert "đang chờ anh/chị" in message.timing


def test_a_code_kept_too_long_is_asked_for_again(talk: Talk, dossier: DemoDossier) -> None:
    talk.say(dossier.record.dossier_code)
    talk.seal.now = lambda: 1e12
    assert texts(talk.say("1234")) == say("dossier_expired")


def test_a_mistyped_code_gets_its_hint(talk: Talk) -> None:
    assert "gõ chưa đúng" in texts(talk.say("hồ sơ H13.99-261301-0007"))


def test_a_proof_without_a_code_asks_for_the_code(talk: Talk) -> None:
    assert texts(talk.say("căn cước 079200001234", "give_proof")) == say("dossier_ask_code")


def test_a_question_that_holds_a_phone_number_is_answered(talk: Talk) -> None:
    assert talk.say("sđt 0912345678, đăng ký tạm trú phí bao nhiêu").procedures == ["1.004194"]


@pytest.mark.parametrize(("text", "act"), [("không nhớ", "unsure"), ("12", "ask"), ("dạ", "affirm")])
def test_what_is_no_proof_is_asked_for_again_and_the_code_stays(
    talk: Talk, dossier: DemoDossier, text: str, act: str
) -> None:
    talk.say(dossier.record.dossier_code)
    assert texts(talk.say(text, act)) == say("dossier_ask_proof")
    assert talk.say(dossier.phone[-4:]).messages[0].type == "dossier"


def test_a_look_up_can_be_given_up(talk: Talk, dossier: DemoDossier) -> None:
    talk.say(dossier.record.dossier_code)
    assert texts(talk.say("thôi", "cancel")) == say("cancelled")
    assert talk.state.look_up is None


def test_where_the_code_stands_is_told_for_the_desk_and_for_the_net(talk: Talk) -> None:
    told = texts(talk.say("tới đâu rồi", "look_up_dossier"))
    assert all(word in told for word in ("giấy hẹn", "trực tuyến", "mã QR", "H13.12-250701-0001"))


def test_what_a_qr_code_holds_can_be_pasted(talk: Talk, dossier: DemoDossier) -> None:
    talk.say("tới đâu rồi", "look_up_dossier")
    pasted = talk.say(f"https://tra-cuu.example/?mahoso={dossier.record.dossier_code}")
    assert texts(pasted) == say("dossier_ask_proof")
    assert talk.say(dossier.identity_number[-4:]).messages[0].type == "dossier"


@pytest.fixture
def birth(dossiers: Dossiers) -> DemoDossier:
    """A dossier of a birth that waits for a paper of the guide's list; it stands in place of the others."""
    waiting = next(one for one in dossiers[1] if one.record.supplements)
    (asked,) = waiting.record.supplements
    supplements = (asked.model_copy(update={"asked": "Nộp thêm giấy chứng sinh bản chính"}),)
    record = waiting.record.model_copy(update={"procedure_code": "1.001193", "supplements": supplements})
    changed = replace(waiting, record=record)
    demo.replace(dossiers[0].sessions, SECRET, [changed], datetime.now(UTC))
    return changed


def test_a_request_for_papers_is_linked_to_the_guide(talk: Talk, birth: DemoDossier) -> None:
    (message,) = talk.say(f"{birth.record.dossier_code} {birth.identity_number}").messages
    assert isinstance(message, DossierMessage)
    (asked,) = message.supplements
    assert asked.text == "Nộp thêm giấy chứng sinh bản chính"
    assert [paper.name for paper in asked.papers] == ["Giấy chứng sinh"]
    guide = talk.assistant.library.guides["1.001193"]
    assert {paper.component_code for paper in asked.papers} <= {one.component_code for one in guide.components}
    assert message.waits_for_citizen


def test_a_dossier_of_a_procedure_that_nobody_knows_is_told_all_the_same(talk: Talk, birth: DemoDossier) -> None:
    strange = replace(birth, record=birth.record.model_copy(update={"procedure_code": "9.999999"}))
    demo.replace(talk.assistant.look_up.look_ups.sessions, SECRET, [strange], datetime.now(UTC))
    (message,) = talk.say(f"{birth.record.dossier_code} {birth.identity_number}").messages
    assert isinstance(message, DossierMessage)
    assert [asked.papers for asked in message.supplements] == [[]]


def test_the_short_proof_tells_no_request_and_no_result(talk: Talk, dossiers: Dossiers) -> None:
    waiting = next(one for one in dossiers[1] if one.record.supplements)
    (message,) = talk.say(f"{waiting.record.dossier_code} {waiting.identity_number[-4:]}").messages
    assert isinstance(message, DossierMessage)
    assert (message.supplements, message.results, message.timeline) == ([], [], [])
    assert message.by_when


def test_of_a_dossier_told_in_full_the_kept_reply_holds_neither_request_nor_result(
    talk: Talk, dossiers: Dossiers
) -> None:
    waiting = next(one for one in dossiers[1] if one.record.supplements)
    reply = ChatReply.of("t1", talk.say(f"{waiting.record.dossier_code} {waiting.identity_number}"))
    (kept,) = reply.kept().messages
    assert isinstance(kept, DossierMessage)
    assert (kept.supplements, kept.results, kept.timeline, kept.procedure_name) == ([], [], [], "")
    assert "hôn nhân" not in kept.model_dump_json()


@pytest.fixture
def asking(library: Library, dossiers: Dossiers) -> Callable[..., Talk]:
    """A talk behind whose store other systems are asked: `heard` is what they told, `pages` theirs."""

    def made(*heard: Heard, pages: tuple[OfficialPage, ...] = (PAGE,)) -> Talk:
        desk = replace(dossiers[0], find_elsewhere=lambda code: Elsewhere(code, heard, pages))
        return new_talk(library, desk)

    return made


def test_a_system_that_is_down_is_told_with_its_last_answer_and_page(asking: Callable[..., Talk]) -> None:
    last = datetime(2026, 11, 22, 1, 5, tzinfo=UTC)
    told = _told(asking(Heard(unreachable=True, last_answered=last)).say(f"{ELSEWHERE} {IDENTITY}").messages)
    assert "không kết nối được lúc này" in told.text
    assert "08:05, 22/11/2026" in told.text
    assert [(line.text, line.source.title, line.source.url) for line in told.lines] == [
        (PAGE.url, PAGE.title, PAGE.url)
    ]


def test_a_system_that_never_answered_is_told_so(asking: Callable[..., Talk]) -> None:
    told = _told(asking(Heard(unreachable=True)).say(f"{ELSEWHERE} {IDENTITY}").messages)
    assert say("dossier_never_answered") in told.text


def test_after_a_system_was_down_the_proof_alone_tries_again(asking: Callable[..., Talk]) -> None:
    talk = asking(Heard(unreachable=True))
    talk.say(f"{ELSEWHERE} {IDENTITY}")
    assert "không kết nối được lúc này" in texts(talk.say(IDENTITY))


def test_what_cannot_be_read_is_told_to_its_owner_alone(asking: Callable[..., Talk]) -> None:
    garbled = Heard(hashes=proof_hashes(SECRET, ELSEWHERE, IDENTITY, ""))
    talk = asking(garbled)
    told = _told(talk.say(f"{ELSEWHERE} {IDENTITY}").messages)
    assert (told.text, [line.text for line in told.lines]) == (say("dossier_unreadable"), [PAGE.url])
    assert talk.state.look_up is None
    assert texts(asking(garbled).say(f"{ELSEWHERE} 9999")) == say("dossier_not_proved")


def test_where_nothing_can_be_proved_the_official_page_is_named(asking: Callable[..., Talk]) -> None:
    talk = asking()
    told = _told(talk.say(f"{ELSEWHERE} {IDENTITY}").messages)
    assert (told.text, [line.text for line in told.lines]) == (say("dossier_nothing_to_prove"), [PAGE.url])
    assert talk.state.look_up is None


def test_a_wrong_proof_and_an_unknown_code_name_the_same_pages(asking: Callable[..., Talk]) -> None:
    known = Heard(hashes=proof_hashes(SECRET, ELSEWHERE, IDENTITY, ""))
    wrong = asking(known).say(f"{ELSEWHERE} 9999").messages
    assert wrong == asking(Heard()).say(f"{ELSEWHERE} 9999").messages
    assert _told(wrong).text == say("dossier_not_proved")
    assert [line.text for line in _told(wrong).lines] == [PAGE.url]


def test_without_other_systems_no_page_is_named(talk: Talk) -> None:
    assert _told(talk.say(f"{ELSEWHERE} 9999").messages).lines == []


def _told(messages: list[Message]) -> TextMessage:
    (message,) = messages
    assert isinstance(message, TextMessage)
    return message
