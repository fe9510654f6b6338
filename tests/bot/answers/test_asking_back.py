"""Asking back: look-alikes told apart by one question, what the next message settles, and a person after two."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest

from bot.answers.asking_back import AskingBack
from bot.answers.facts_form import FactsForm
from bot.answers.messages import ChoicesMessage, Decision, ProcedureMessage
from bot.answers.questions import Questions
from bot.answers.replies import Reply
from bot.answers.topics import Library
from bot.answers.understanding import Heard
from bot.answers.wording import say
from bot.conversations.state import ConversationState
from knowledge.dossiers.demo import DemoDossier
from knowledge.dossiers.look_up import LookUps
from retriever.decision import Decision as Verdict
from retriever.engine import Found, Result
from tests.bot.answers.conftest import Talk, aspects, card, labels, new_talk, offer, texts
from tests.bot.answers.small_library import ANIMALS, CARD, CAT, DOG, answer, home, pets
from tests.retriever.samples import RENEWAL, cat_guide

Make = Callable[..., Library]
NONE = say("none_of_these")
PERSON = say("talk_to_person")


@pytest.fixture
def talk(made: Make, dossiers: tuple[LookUps, list[DemoDossier]]) -> Talk:
    return new_talk(made(), dossiers[0])


def test_look_alikes_are_told_apart_by_the_question_of_their_family(made: Make) -> None:
    reply, state = answer(made(families=(pets(),)), Verdict.CLARIFY, DOG, CAT)
    assert offer(reply.messages).text == ANIMALS
    assert labels(reply) == ["Con chó", "Con mèo", NONE]
    assert (reply.decision, reply.procedures, state.offered) == (Decision.CLARIFY, [DOG, CAT], [DOG, CAT])


def test_a_sibling_that_was_not_among_the_candidates_is_offered_after_them(made: Make) -> None:
    members = [
        {"procedure_code": code, "label": label, "seen_in": [f"{code}#name"]}
        for code, label in ((CARD, "Thẻ mới"), (DOG, "Con chó"), (CAT, "Con mèo"))
    ]
    reply, _ = answer(made(families=(pets(members=members),)), Verdict.CLARIFY, CAT, DOG)
    assert labels(reply) == ["Con mèo", "Con chó", "Thẻ mới", NONE]
    assert reply.procedures == [CAT, DOG, CARD]


def test_a_sibling_that_this_release_cannot_answer_is_not_offered(made: Make) -> None:
    members = [
        {"procedure_code": code, "label": f"nhãn {code}", "seen_in": [f"{code}#name"]} for code in (CAT, CARD, DOG)
    ]
    reply, _ = answer(made(families=(pets(members=members),), withdrawn=(DOG,)), Verdict.CLARIFY, CAT, CARD)
    assert reply.procedures == [CAT, CARD]


def test_beside_a_candidate_outside_the_family_all_are_named(made: Make) -> None:
    known = made(families=(pets(),))
    reply, _ = answer(known, Verdict.CLARIFY, CAT, DOG, RENEWAL)
    assert labels(reply) == [*(known.topic(code).name for code in (CAT, DOG, RENEWAL)), NONE]
    assert offer(reply.messages).text == say("clarify")


@pytest.mark.parametrize("about", [(CAT, CARD), (CARD, CAT, DOG), (CAT,)])
def test_candidates_of_no_family_are_asked_back_by_name(made: Make, about: tuple[str, ...]) -> None:
    known = made(families=(pets(),))
    reply, _ = answer(known, Verdict.CLARIFY, *about)
    assert offer(reply.messages).text == say("clarify")
    assert labels(reply) == [*(known.topic(code).name for code in about), NONE]


def test_the_label_that_is_tapped_means_its_procedure_and_the_aspects_asked_before(
    made: Make, dossiers: tuple[LookUps, list[DemoDossier]]
) -> None:
    talk = new_talk(made(families=(pets(),)), dossiers[0])
    answer(talk.assistant.library, Verdict.CLARIFY, CAT, DOG, text="phí bao nhiêu", state=talk.state)
    reply = talk.choose("Con chó")
    assert (reply.decision, reply.procedures) == (Decision.ANSWER, [DOG])
    assert [section.aspect for section in card(reply).sections] == ["fee"]


def test_members_of_one_name_are_offered_by_their_labels(made: Make) -> None:
    named = cat_guide(plain_name="Đăng ký nuôi chó")
    reply, _ = answer(made(families=(pets(),), guides={CAT: named}), Verdict.CLARIFY, CAT, DOG)
    assert labels(reply) == ["Con mèo", "Con chó", NONE]


def asked_back(talk: Talk, text: str = "giấy nuôi con vật trong nhà") -> None:
    answer(talk.assistant.library, Verdict.CLARIFY, DOG, CAT, text=text, state=talk.state)


def test_an_aspect_after_a_question_back_is_told_of_the_likeliest_and_the_others_are_offered(
    talk: Talk, monkeypatch: pytest.MonkeyPatch
) -> None:
    retriever = talk.assistant.library.retriever
    monkeypatch.setattr(retriever, "decider", replace(retriever.decider, answer_at=2.0))
    asked_back(talk)
    reply = talk.say("phí bao nhiêu")
    assert reply.decision is Decision.ANSWER
    assert reply.procedures in ([DOG], [CAT])
    others = [message for message in reply.messages if isinstance(message, ChoicesMessage)][-1]
    assert others.text == say("or_another")
    assert [choice.procedure_code for choice in others.choices] == [
        code for code in (DOG, CAT) if [code] != reply.procedures
    ]


def test_the_fee_of_what_is_hardly_meant_is_not_told(talk: Talk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.answers.asking_back._LIKELY", 2.0)
    retriever = talk.assistant.library.retriever
    monkeypatch.setattr(retriever, "decider", replace(retriever.decider, answer_at=2.0))
    asked_back(talk)
    reply = talk.say("phí bao nhiêu")
    assert (reply.decision, {*reply.procedures}) == (Decision.CLARIFY, {DOG, CAT})
    assert not any(isinstance(message, ProcedureMessage) for message in reply.messages)
    chosen = talk.choose(talk.assistant.library.topic(DOG).name)
    assert (chosen.procedures, aspects(chosen)) == ([DOG], ["fee"])
    assert (talk.state.offered, talk.state.unclear) == ([], "")


def test_nobody_is_asked_the_same_twice(talk: Talk) -> None:
    asked_back(talk)
    first = talk.say("mấy ngày có")
    assert first.decision is Decision.ANSWER
    assert not talk.state.offered
    assert talk.say("phí bao nhiêu").procedures == first.procedures


def test_what_is_added_settles_what_was_unclear(talk: Talk) -> None:
    asked_back(talk)
    assert talk.say("xin phép nuôi mèo").procedures == [CAT]


def test_what_stays_unclear_is_asked_back_on_with_what_was_said_before(
    talk: Talk, monkeypatch: pytest.MonkeyPatch
) -> None:
    retriever = talk.assistant.library.retriever
    unsure = replace(retriever.decider, answer_at=2.0, bias=np.array([0.0, 20.0, 0.0], dtype=np.float32))
    monkeypatch.setattr(retriever, "decider", unsure)
    monkeypatch.setattr("bot.answers.asking_back._LIKELY", 2.0)
    asked_back(talk)
    reply = talk.say("thẻ mượn sách bị rách")
    assert reply.decision is Decision.CLARIFY
    assert {*reply.procedures} & {CAT, DOG}
    assert talk.state.unclear == "giấy nuôi con vật trong nhà thẻ mượn sách bị rách"
    again = talk.say("con vật đó còn nhỏ xíu " * 20)
    assert again.decision is Decision.CLARIFY
    assert len(talk.state.unclear) <= 300


@pytest.mark.parametrize(
    ("text", "declines", "decision"),
    [
        ("nó mười hai tuổi", 0.6, Decision.CLARIFY),
        ("nó mười hai tuổi", 0.9, Decision.DECLINE),
        ("tui muốn mua vé số", 0.6, Decision.DECLINE),
    ],
)
def test_what_only_tells_something_after_a_question_back_is_not_declined_unless_it_is_surely_nothing(
    talk: Talk, monkeypatch: pytest.MonkeyPatch, text: str, declines: float, decision: Decision
) -> None:
    retriever = talk.assistant.library.retriever
    silent = {name: weights * 0 for name, weights in retriever.decider.__dict__.items() if name.endswith("weights")}
    beliefs = np.log(np.array([0.05, 0.95 - declines, declines], dtype=np.float32))
    monkeypatch.setattr(retriever, "decider", replace(retriever.decider, bias=beliefs, **silent))
    monkeypatch.setattr("bot.answers.asking_back._LIKELY", 2.0)
    asked_back(talk)
    reply = talk.say(text)
    assert reply.decision is decision
    if decision is Decision.CLARIFY:
        assert {*reply.procedures} == {DOG, CAT}
        assert talk.state.unclear.endswith(text)


def test_something_else_after_a_question_back_is_answered_for_itself(talk: Talk) -> None:
    asked_back(talk)
    assert talk.say("làm thẻ mượn sách").procedures == [CARD]


def test_the_numbers_of_an_unclear_message_stay_sealed(talk: Talk) -> None:
    known, state = talk.assistant.library, ConversationState()
    found = Found(Verdict.CLARIFY, (), (DOG, CAT), 0.4)
    heard = Heard("nuôi con vật số tk_abc", sealed=(("proof", "tk_abc"),))
    Questions(known, FactsForm(known)).answer(state, Reply(), heard, found)
    assert "tk_abc" not in state.unclear


def test_who_does_not_know_which_is_offered_the_same_again_and_a_person(made: Make) -> None:
    known = made(families=(pets(),))
    _, state = answer(known, Verdict.CLARIFY, DOG, CAT)
    reply = Reply()
    AskingBack(known).help_choose(state, reply)
    assert (reply.decision, reply.procedures, state.offered) == (Decision.CLARIFY, [DOG, CAT], [DOG, CAT])
    assert texts(reply) == say("unsure_which")
    assert labels(reply) == ["Con chó", "Con mèo", PERSON]


def test_who_does_not_know_what_next_may_be_asked_one_by_one(made: Make) -> None:
    known, reply = made(), Reply()
    AskingBack(known).help_choose(ConversationState(topics=[CAT]), reply)
    assert (reply.decision, reply.procedures) == (Decision.DIALOGUE, [CAT])
    assert labels(reply) == [say("make_list"), say("talk_to_person")]


def test_the_same_question_is_put_in_other_words_the_second_time_with_a_person_beside(made: Make) -> None:
    known = made(families=(pets(),))
    first, state = answer(known, Verdict.CLARIFY, DOG, CAT)
    assert (offer(first.messages).text, labels(first)[-1]) == (ANIMALS, NONE)
    again, _ = answer(known, Verdict.CLARIFY, CAT, DOG, state=state)
    assert offer(again.messages).text == say("clarify_again")
    assert labels(again) == ["Con mèo", "Con chó", PERSON]


def test_another_question_after_an_unclear_one_is_put_as_it_is_with_a_person_beside(made: Make) -> None:
    known = made(families=(pets(),))
    _, state = answer(known, Verdict.CLARIFY, CARD, RENEWAL)
    again, _ = answer(known, Verdict.CLARIFY, CAT, DOG, state=state)
    assert offer(again.messages).text == ANIMALS
    assert labels(again) == ["Con mèo", "Con chó", PERSON]


def test_an_unclear_and_a_declined_message_are_two_without_an_answer(made: Make) -> None:
    known = made()
    _, state = answer(known, Verdict.CLARIFY, CAT, DOG)
    declined, _ = answer(known, Verdict.DECLINE, text="giá vàng", state=state)
    assert say("decline_again") in texts(declined)


def test_what_is_chosen_ends_the_row_of_unclear_messages(talk: Talk) -> None:
    asked_back(talk)
    asked_back(talk)
    talk.choose(talk.assistant.library.topic(DOG).name)
    assert talk.state.unanswered == 0
    asked_back(talk)
    assert NONE in [choice.label for choice in talk.state.choices.values()]


@pytest.mark.parametrize(
    ("said", "act"),
    [
        ("không phải mấy việc này", "deny"),
        ("hong phai may cai nay", "ask"),
        ("Không phải cái nào hết nha em", "ask"),
        ("cái khác", "ask"),
        ("hông", "deny"),
    ],
)
def test_none_of_what_was_offered_may_be_said_in_words(talk: Talk, said: str, act: str) -> None:
    asked_back(talk)
    reply = talk.say(said, act)
    assert (reply.decision, texts(reply), labels(reply)) == (Decision.DIALOGUE, say("none_meant"), [PERSON])
    assert talk.state.offered == []
    assert talk.say("xin phép nuôi mèo").procedures == [CAT]


def test_who_means_none_of_it_again_and_again_is_sent_to_a_person(talk: Talk) -> None:
    for _ in range(2):
        asked_back(talk)
        reply = talk.choose(NONE)
    assert (texts(reply), labels(reply)) == (say("decline_again"), [PERSON])


def test_another_thing_named_with_a_no_is_no_mere_no(talk: Talk) -> None:
    asked_back(talk)
    assert talk.say("không phải, tui gia hạn thẻ thư viện", "deny").procedures == [RENEWAL]


@pytest.mark.parametrize(("said", "act"), [("ừ", "affirm"), ("đúng rồi", "affirm"), ("nói lại coi", "repeat")])
def test_a_yes_to_several_choices_is_asked_which(talk: Talk, said: str, act: str) -> None:
    asked_back(talk)
    reply = talk.say(said, act)
    assert (reply.decision, reply.procedures) == (Decision.CLARIFY, [DOG, CAT])


def test_a_yes_to_a_single_choice_takes_it(made: Make, dossiers: tuple[LookUps, list[DemoDossier]]) -> None:
    talk = new_talk(made(), dossiers[0])
    answer(talk.assistant.library, Verdict.CLARIFY, CAT, text="giấy con vật", state=talk.state)
    assert talk.say("ừ", "affirm").procedures == [CAT]


def found(decision: Verdict, confidence: float, *codes: str) -> Found:
    results = tuple(Result(code, code, 0.1, "", 0.5) for code in codes)
    return Found(decision, results, codes if decision is not Verdict.DECLINE else (), confidence)


@pytest.mark.parametrize(
    ("said", "alone", "taken"),
    [
        ("con mèo", found(Verdict.ANSWER, 0.5, DOG), "both"),  # a few words that are surer with the message before
        ("con mèo", found(Verdict.ANSWER, 0.8, DOG), "alone"),  # they say enough by themselves
        ("con mèo", found(Verdict.DECLINE, 0.9), "both"),  # it tells something, and was offered with it
        ("ờ ờ", found(Verdict.DECLINE, 0.9), "again"),
        ("con mèo nhà tui nuôi hồi năm ngoái", found(Verdict.ANSWER, 0.5, DOG), "alone"),  # a sentence of its own
        ("con mèo phí bao nhiêu", found(Verdict.ANSWER, 0.5, DOG), "alone"),  # it asks, rather than completes
    ],
)
def test_a_few_words_complete_the_unclear_message(
    made: Make, monkeypatch: pytest.MonkeyPatch, said: str, alone: Found, taken: str
) -> None:
    known = made()
    state = ConversationState(offered=[RENEWAL, CARD], unclear="giấy bị rách")
    both = found(Verdict.CLARIFY, 0.7, CAT, RENEWAL)
    monkeypatch.setattr(known.retriever, "search", lambda text, *_: both if "rách" in text else alone)
    told = AskingBack(known).told_more(state, said, alone)
    again = Found(Verdict.CLARIFY, both.results, (RENEWAL, CARD), both.confidence)
    assert told == {"both": both, "alone": alone, "again": again}[taken]


@pytest.mark.parametrize(
    ("said", "taken"),
    [("con mèo", "both"), ("con mèo nhà tui nuôi hồi năm ngoái", "alone"), ("phí bao nhiêu", "alone")],
)
def test_what_was_unclear_is_completed_though_none_of_what_was_offered_was_meant(
    made: Make, monkeypatch: pytest.MonkeyPatch, said: str, taken: str
) -> None:
    known, alone, both = made(), found(Verdict.ANSWER, 0.5, DOG), found(Verdict.ANSWER, 0.7, CAT)
    monkeypatch.setattr(known.retriever, "search", lambda text, *_: both if "rách" in text else alone)
    told = AskingBack(known).told_more(ConversationState(unclear="giấy bị rách"), said, alone)
    assert told == {"both": both, "alone": alone}[taken]


def test_a_word_after_a_situation_is_read_with_it(made: Make, dossiers: tuple[LookUps, list[DemoDossier]]) -> None:
    talk = new_talk(made(events=(home(),)), dossiers[0])
    talk.say(home().words[0])
    assert talk.state.unclear == home().words[0]
