"""Another release takes over in the middle of a conversation: what still holds stays, and what does not is told."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.answers import renewing
from bot.answers.assistant import Assistant
from bot.answers.look_ups import LookUpForm
from bot.answers.replies import Reply
from bot.answers.topics import Library
from bot.answers.understanding import Heard
from bot.answers.wording import say
from bot.conversations.state import Choice, ConversationState, PapersCheck
from knowledge.dossiers.demo import DemoDossier
from knowledge.dossiers.look_up import Caller, LookUps
from knowledge.dossiers.sealing import Seal
from knowledge.guides.models import Guide
from tests.bot.answers.conftest import asked, checklist, texts
from tests.bot.answers.small_library import CARD, CAT, library
from tests.knowledge.guides.samples import component, fact
from tests.retriever.samples import FORM, at, card_guide, cat_guide

NAME = "Khai báo nuôi mèo"
ADULT, HOUSE = Choice(do="fact", fact="age", value="adult"), Choice(do="fact", fact="breed", value="house")


def paper(paper_id: str, needed_if: dict[str, Any] | None = None, **more: Any) -> dict[str, Any]:
    """Return a paper that the record names."""
    return component(paper_id, needed_if, seen_in=[at(FORM)], **more)


@dataclass
class Going:
    """A conversation that goes from release to release."""

    release: Callable[..., Assistant]
    assistant: Assistant
    state: ConversationState

    def goes_on_with(self, cat: Guide | None = None, name: str = "second") -> None:
        guides = {CARD: card_guide()} | ({CAT: cat} if cat else {})
        self.assistant = self.release(name, guides=guides)

    def choose(self, choice: Choice) -> Reply:
        told = choice if choice.procedure_code else choice.model_copy(update={"procedure_code": CAT})
        heard = Heard(choice=told, speech_act="choose")
        return renewing.respond(self.assistant, self.state, heard, Caller("k"))

    def say(self, text: str, act: str = "ask") -> Reply:
        return renewing.respond(self.assistant, self.state, Heard(text, None, act, 1.0), Caller("k"))


@pytest.fixture
def going(tmp_path: Path, dossiers: tuple[LookUps, list[DemoDossier]]) -> Going:
    def made(name: str, **more: Any) -> Assistant:
        known: Library = replace(library(tmp_path, **more), release=name, _topics={})
        return Assistant(known, LookUpForm(dossiers[0], Seal(), known))

    return Going(made, made("first"), ConversationState())


@pytest.fixture
def asked_first(going: Going) -> Going:
    """The first question of the cat's list is open."""
    assert asked(going.choose(Choice(do="checklist"))) == "breed"
    return going


@pytest.fixture
def listed(asked_first: Going) -> Going:
    """The list is handed over: a grown house cat."""
    asked_first.choose(HOUSE)
    shown = checklist(asked_first.choose(ADULT))
    assert [item.id for item in shown.needed] == ["form", "identity", "vaccination"]
    return asked_first


def with_paper(*left_out: str) -> Guide:
    """The cat's guide with one more paper, and without some."""
    papers = [one.model_dump() for one in cat_guide().components if one.id not in left_out]
    return cat_guide(components=[*papers, paper("photo", name="Ảnh con mèo")])


def test_the_same_guide_in_another_release_is_not_spoken_of(listed: Going) -> None:
    before = listed.state.model_copy(deep=True)
    listed.goes_on_with(cat_guide())
    assert texts(listed.say("cảm ơn", "thank")) == say("thanks")
    assert (listed.state.papers, listed.state.checklist) == (before.papers, before.checklist)


def test_a_list_that_changed_is_told_before_the_answer(listed: Going) -> None:
    listed.goes_on_with(with_paper("identity"))
    reply = listed.say("cảm ơn", "thank")
    assert texts(reply).splitlines() == [
        say("renewed_list", name=NAME),
        say("corrected_added", papers="Ảnh con mèo"),
        say("corrected_removed", papers="Căn cước của chủ"),
        say("thanks"),
    ]
    assert listed.state.papers
    assert [*listed.state.papers.names] == ["form", "vaccination", "photo"]


def test_it_is_told_once(listed: Going) -> None:
    listed.goes_on_with(with_paper())
    listed.say("cảm ơn", "thank")
    assert texts(listed.say("cảm ơn", "thank")) == say("thanks")


def test_ticks_of_papers_that_stay_are_kept(listed: Going) -> None:
    listed.choose(Choice(do="have", value="form"))
    listed.choose(Choice(do="have", value="identity"))
    listed.goes_on_with(with_paper("identity"))
    listed.say("cảm ơn", "thank")
    assert listed.state.papers
    assert listed.state.papers.have == ["form"]


def test_a_guide_that_changed_elsewhere_says_that_the_papers_did_not(listed: Going) -> None:
    listed.goes_on_with(cat_guide(plain_name="Khai báo mèo"))
    told = texts(listed.say("cảm ơn", "thank"))
    assert say("renewed_list", name="Khai báo mèo") in told
    assert say("corrected_same") in told


def test_an_open_question_goes_on_where_it_was(asked_first: Going) -> None:
    asked_first.goes_on_with(with_paper())
    reply = asked_first.choose(HOUSE)
    assert asked(reply) == "age"
    assert "renewed" not in texts(reply)


def test_answers_that_the_new_guide_does_not_know_are_asked_again(asked_first: Going) -> None:
    asked_first.choose(HOUSE)
    breeds = fact("breed", "long_haired", "short_haired")
    papers = [paper("form"), paper("comb", {"breed": "long_haired"}), paper("chip", {"age": "adult"})]
    asked_first.goes_on_with(cat_guide(facts=[breeds, fact("age", "kitten", "adult")], components=papers))
    reply = asked_first.choose(ADULT)
    assert texts(reply).startswith(say("renewed_asks_again", name=NAME))
    assert asked(reply) == "breed"
    assert asked_first.state.checklist
    assert asked_first.state.checklist.facts == {"age": "adult"}


def test_a_question_that_is_gone_is_replaced_by_the_next(asked_first: Going) -> None:
    papers = [paper("form"), paper("chip", {"age": "adult"})]
    asked_first.goes_on_with(cat_guide(facts=[fact("age", "kitten", "adult")], components=papers))
    reply = asked_first.choose(HOUSE)
    assert say("stale_choice") in texts(reply)
    assert asked(reply) == "age"


def test_a_list_whose_answers_no_longer_hold_is_offered_anew(listed: Going) -> None:
    papers = [paper("form"), paper("comb", {"breed": "long_haired"})]
    listed.goes_on_with(cat_guide(facts=[fact("breed", "long_haired", "short_haired")], components=papers))
    reply = listed.say("cảm ơn", "thank")
    assert texts(reply).startswith(say("renewed_again", name=NAME))
    assert (listed.state.checklist, listed.state.papers) == (None, None)
    assert asked(listed.choose(Choice(do="checklist"))) == "breed"


def test_a_list_that_now_leads_nowhere_is_not_left_standing(listed: Going) -> None:
    breed, age = fact("breed", "house", "wild"), fact("age", "kitten", "adult")
    breed["choices"][0]["refusal"] = {"because": "Hết nuôi.", "seen_in": [at(FORM)]}
    papers = [paper("form"), paper("chip", {"age": "adult"}), paper("cage", {"breed": "wild"})]
    listed.goes_on_with(cat_guide(facts=[breed, age], components=papers))
    assert texts(listed.say("cảm ơn", "thank")).startswith(say("renewed_again", name=NAME))
    assert listed.state.papers is None


def test_a_procedure_whose_guide_is_gone_is_answered_from_the_record(listed: Going) -> None:
    listed.goes_on_with(None)
    reply = listed.say("cảm ơn", "thank")
    assert say("renewed_again", name=listed.assistant.library.topic(CAT).name) in texts(reply)
    assert checklist(listed.choose(Choice(do="checklist"))).official


def test_a_procedure_that_is_gone_takes_its_list_and_its_choices_with_it(listed: Going) -> None:
    listed.assistant = listed.release("second", guides={CARD: card_guide()}, withdrawn=(CAT,))
    reply = listed.choose(Choice(do="revise"))
    assert texts(reply).splitlines() == [say("renewed_gone"), say("stale_choice")]
    assert (listed.state.topics, listed.state.checklist, listed.state.papers) == ([], None, None)


def test_a_check_of_a_paper_that_is_gone_stops(listed: Going) -> None:
    listed.state.check = PapersCheck(procedure_code=CAT, asked="vaccination")
    listed.goes_on_with(with_paper("vaccination"))
    assert say("check_stopped") in texts(listed.say("cảm ơn", "thank"))
    assert listed.state.check is None


def test_a_conversation_from_before_releases_were_noted_goes_on(listed: Going) -> None:
    listed.state.release, listed.state.versions = "", {}
    listed.goes_on_with(with_paper())
    assert texts(listed.say("cảm ơn", "thank")) == say("thanks")
    assert listed.state.release == "second"


def test_an_official_list_is_compared_too(going: Going) -> None:
    going.assistant = going.release("first", guides={})
    shown = checklist(going.choose(Choice(do="checklist")))
    going.goes_on_with(cat_guide())
    reply = going.say("cảm ơn", "thank")
    assert say("corrected_removed", papers="; ".join(item.name for item in shown.needed)) in texts(reply)


RELEASES = [
    None, cat_guide(), with_paper(), with_paper("identity", "vaccination"),
    cat_guide(facts=[fact("age", "kitten", "old")], components=[paper("form", {"age": "old"})]),
]  # fmt: skip
DEEDS = st.one_of(
    st.sampled_from(RELEASES).map(lambda guide: ("release", guide)),
    st.sampled_from([ADULT, HOUSE, *(Choice(do=do) for do in ("checklist", "revise", "continue", "check"))]).map(  # type: ignore[arg-type]
        lambda choice: ("choose", choice)
    ),
    st.sampled_from(["mèo nhà", "ừ", "phí bao nhiêu", "quay lại", "nuôi mèo cần giấy gì"]).map(
        lambda text: ("say", text)
    ),
)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(deeds=st.lists(DEEDS, max_size=12))
def test_no_order_of_messages_and_releases_stops_a_conversation(going: Going, deeds: list[tuple[str, Any]]) -> None:
    going.state = ConversationState()
    for number, (kind, what) in enumerate(deeds):
        if kind == "release":
            going.goes_on_with(what, name=f"release {number}")
        else:
            reply = going.choose(what) if kind == "choose" else going.say(what)
            assert reply.messages
