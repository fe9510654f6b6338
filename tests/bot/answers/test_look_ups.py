"""The look-up form: code, then proof, both sealed."""

import pytest

from bot.answers.messages import DossierMessage
from bot.answers.wording import say
from knowledge.dossiers.demo import DemoDossier
from knowledge.dossiers.look_up import LookUps
from tests.bot.answers.conftest import Talk, texts

Dossiers = tuple[LookUps, list[DemoDossier]]


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
