"""A life event told: what is to be done in order, and one list of papers for all of it."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from bot.answers import life_events
from bot.answers.messages import ChecklistMessage, ChoicesMessage, Decision, TextMessage
from bot.answers.replies import Reply
from bot.answers.topics import Library
from bot.answers.wording import say
from bot.conversations.state import ConversationState
from knowledge.dossiers.demo import DemoDossier
from knowledge.dossiers.look_up import LookUps
from knowledge.guides.models import Guide
from knowledge.life_events.models import LifeEvent
from tests.bot.answers.conftest import Talk, checklist, new_talk
from tests.bot.answers.small_library import CARD, CAT, DOG, home, library
from tests.knowledge.guides.samples import component
from tests.retriever.samples import at, card_guide, cat_guide

Make = Callable[..., Library]


@pytest.fixture
def made(tmp_path: Path) -> Make:
    def make(**more: Any) -> Library:
        return library(tmp_path, **{"events": (home(),), **more})

    return make


def told(known: Library, event: LifeEvent | None = None) -> tuple[TextMessage, ChoicesMessage, ConversationState]:
    state, reply = ConversationState(), Reply()
    life_events.tell(known, state, reply, event or home())
    message, offer = reply.messages
    assert isinstance(message, TextMessage)
    assert isinstance(offer, ChoicesMessage)
    return message, offer, state


def papers(known: Library, event: LifeEvent | None = None) -> ChecklistMessage:
    reply = Reply()
    life_events.papers(known, reply, event or home())
    return checklist(reply)


def names(known: ChecklistMessage) -> tuple[list[str], list[str]]:
    return [item.name for item in known.needed], [item.name for item in known.undecided]


def guide_with(*papers: dict[str, Any]) -> dict[str, Guide]:
    return {CAT: cat_guide(components=list(papers), facts=[]), CARD: card_guide()}


def test_an_event_is_told_with_its_name_and_its_steps_in_order(made: Make) -> None:
    message, _, _ = told(made())
    assert message.text == "Về nhà mới. Mừng anh/chị có nhà mới."
    assert [line.text.split(".")[0] for line in message.lines] == ["1", "2", "3"]
    assert [name in line.text for name, line in zip(("mèo", "thẻ", "chó"), message.lines, strict=True)] == [True] * 3


def test_a_step_says_for_whom_when_and_with_what_it_goes(made: Make) -> None:
    first, second, third = told(made())[0].lines
    assert first.text == "1. Khai báo mèo. Nhà có mèo. Khi nào: Trong mười ngày"
    assert second.text == "2. Làm thẻ thư viện. Đi chung: Cùng lúc với khai báo mèo"
    assert third.text == "3. Khai báo chó (nếu có)."


def test_every_step_carries_its_source(made: Make) -> None:
    for line, code in zip(told(made())[0].lines, (CAT, CARD, DOG), strict=True):
        assert (line.source.procedure_code, line.source.seen_in) == (code, [f"{code}#name"])


def test_the_papers_of_all_steps_and_each_procedure_are_offered(made: Make) -> None:
    _, offer, state = told(made())
    assert offer.text == say("life_event_next")
    assert [choice.label for choice in offer.choices] == [
        say("life_papers"), "Khai báo mèo", "Làm thẻ thư viện", "Khai báo chó",
    ]  # fmt: skip
    assert [choice.do for choice in state.choices.values()] == ["life_papers", *["procedure"] * 3]


def test_a_procedure_that_this_release_cannot_answer_is_no_step(made: Make) -> None:
    known = made(withdrawn=(DOG,))
    assert [step.procedure_code for step in life_events.steps(known, home())] == [CAT, CARD]
    message, offer, _ = told(known)
    assert [line.text[0] for line in message.lines] == ["1", "2"]
    assert "Khai báo chó" not in [choice.label for choice in offer.choices]


def test_one_list_names_shared_papers_once_with_everyone_who_wants_them(made: Make) -> None:
    found = papers(made())
    assert names(found) == (["Tờ khai nuôi mèo", "Thẻ căn cước", "Giấy tiêm phòng", "Phiếu xin thẻ"], [])
    assert [item.for_procedures for item in found.needed] == [[CAT], [CAT, CARD], [CAT], [CARD]]
    assert (found.name, found.title) == ("Về nhà mới", "Giấy tờ cho: Về nhà mới")


def test_the_list_is_never_complete_and_has_no_receipt(made: Make) -> None:
    found = papers(made())
    assert (found.complete, found.official, found.receipt) == (False, False, "")


def test_what_depends_on_the_case_is_undecided(made: Make) -> None:
    assert names(papers(made(), home(facts={})))[1] == ["Giấy tiêm phòng"]


def test_originals_that_are_shown_again_count_once_and_copies_add_up(made: Make) -> None:
    shared = papers(made()).needed[1]
    assert (shared.originals, shared.copies, shared.action) == (1, 3, "present")


def test_a_number_that_no_record_says_stays_unknown(made: Make) -> None:
    slip = papers(made()).needed[-1]
    assert (slip.originals, slip.copies) == (1, None)


def test_a_shared_paper_says_which_procedures_it_serves_and_shows_every_line(made: Make) -> None:
    shared = papers(made()).needed[1]
    assert "Khai báo nuôi mèo; Làm thẻ thư viện" in shared.why
    assert [reference.partition("#")[0] for reference in shared.source.seen_in] == [CAT, CARD]


def test_the_list_says_whose_papers_it_holds_and_whose_it_lacks(made: Make) -> None:
    merged, missing = papers(made()).notes
    assert "Khai báo nuôi mèo; Làm thẻ thư viện; Đăng ký nuôi chó" in merged.text
    assert missing.text == say("life_papers_without", procedures="Đăng ký nuôi chó")


def test_where_every_step_has_a_guide_nothing_is_missing(made: Make) -> None:
    assert len(papers(made(), home(steps=home().steps[:2])).notes) == 1


def test_legal_grounds_and_forms_go_along(made: Make) -> None:
    law = {"number": "1/2026/QH16", "article": "5"}
    form = {"name": "Mẫu 01", "url": "https://example.org/mau-01"}
    paper = component("identity", name="Tờ", legal_bases=[law], form=form, seen_in=[at("Tờ khai nuôi mèo theo mẫu")])
    (item, *_) = papers(made(guides=guide_with(paper)), home(facts={})).needed
    assert [(one.number, one.article) for one in item.legal_bases] == [("1/2026/QH16", "5")]
    assert (item.form, item.form_url) == ("Mẫu 01", "https://example.org/mau-01")


def test_the_choice_of_an_event_names_it() -> None:
    choice = life_events.choice(home())
    assert (choice.do, choice.value, choice.label) == ("life_event", "nha-moi", "Tất cả việc cần làm: Về nhà mới")


def test_an_event_is_tapped_through_to_its_list_and_its_procedures(
    made: Make, dossiers: tuple[LookUps, list[DemoDossier]]
) -> None:
    talk: Talk = new_talk(made(), dossiers[0])
    talk.say("nuôi mèo")
    talk.choose("Tất cả việc cần làm")
    assert names(checklist(talk.choose(say("life_papers"))))[0][0] == "Tờ khai nuôi mèo"
    reply = talk.choose("Làm thẻ thư viện")
    assert (reply.decision, reply.procedures) == (Decision.ANSWER, [CARD])


def test_a_choice_of_an_event_that_is_no_more_is_stale(made: Make, dossiers: tuple[LookUps, list[DemoDossier]]) -> None:
    talk: Talk = new_talk(made(), dossiers[0])
    talk.say("nuôi mèo")
    talk.assistant.library.life_events.by_id.clear()
    assert [message.text for message in talk.choose("Tất cả việc cần làm").messages] == [say("stale_choice")]


def test_papers_of_an_expired_guide_are_not_merged(made: Make) -> None:
    old = {CAT: cat_guide(in_force_until="2026-10-31"), CARD: card_guide()}
    known = made(guides=old)
    assert known.topic(CAT).status == "expired"
    assert names(papers(known)) == (["Phiếu xin thẻ", "Thẻ căn cước"], [])


def test_papers_of_a_withdrawn_procedure_are_not_merged(made: Make) -> None:
    assert "Tờ khai nuôi mèo" not in names(papers(made(withdrawn=(CAT,))))[0]


def test_an_event_without_any_step_that_can_be_answered_offers_no_list(made: Make) -> None:
    _, offer, _ = told(made(withdrawn=(CAT, CARD, DOG)))
    assert say("life_papers") not in [choice.label for choice in offer.choices]
