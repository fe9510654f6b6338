"""A citizen who writes English gets the procedure's Vietnamese name and its facts, or is told how to ask."""

import re
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from bot.answers import english
from bot.answers.messages import ChoicesMessage, Decision, TextMessage
from bot.answers.replies import Reply
from bot.answers.sections import section
from bot.answers.topics import Library
from bot.answers.wording import say
from knowledge.dossiers.demo import DemoDossier
from knowledge.dossiers.look_up import LookUps
from knowledge.procedures.catalogue import Catalogue
from knowledge.settings import ROOT
from tests.bot.answers.conftest import Talk, asked, kinds, new_talk, texts
from tests.catalogue import IMPORTED, need

TOLD = yaml.safe_load((ROOT / "bot" / "answers" / "english.yml").read_text(encoding="utf-8"))
BY_CODE = {item["procedure_code"]: item for item in TOLD}
OFFERED_AT_ONCE = 4
RESIDENCE = "1.004194"
MARRIAGE = ["1.000894", "2.000806"]


@pytest.mark.parametrize(
    ("said", "codes"),
    [
        ("How do I get a work permit?", ["1.014199"]),
        ("I need to renew my work permit", ["1.014201"]),
        ("where can I get a temporary residence card", ["1.003460"]),
        ("can i extend my visa here", ["1.001146"]),
        ("I lost my passport!!!", ["1.010386"]),
        ("Criminal record check for a job", ["3.000333"]),
        ("how to convert a foreign driver's license", ["3.000351"]),
        ("notarized translation of my diploma", ["2.001008"]),
        ("CERTIFIED COPY", ["2.000815"]),
        ("i want to get a single status certificate", ["1.004873"]),
        ("register a birth, one of us is a foreign parent", ["1.001193", "2.000528"]),
        ("we are getting married", MARRIAGE),
    ],
)
def test_english_words_find_the_procedure(said: str, codes: list[str]) -> None:
    assert english.meant(said) == codes


def test_the_longest_phrase_in_a_message_wins() -> None:
    assert english.meant("visa") != english.meant("visa exemption certificate") == ["1.003144"]
    assert english.meant("my visa runs out, i need an extension of stay") == ["1.001146"]


def test_a_plural_means_the_same() -> None:
    assert english.meant("work permits") == english.meant("work permit") == ["1.014199"]


@pytest.mark.parametrize("said", ["visage", "televisas", "the networking permitted", "", "đăng ký tạm trú", "???"])
def test_words_inside_other_words_mean_nothing(said: str) -> None:
    assert english.meant(said) == []


@given(st.text())
def test_any_text_means_procedures_of_the_list_or_none(said: str) -> None:
    assert set(english.meant(said)) <= BY_CODE.keys()


@given(st.sampled_from([phrase for item in TOLD for phrase in item["words"]]), st.sampled_from(["?", ", 2026!", " 5 "]))
def test_case_digits_and_marks_around_a_phrase_change_nothing(phrase: str, mark: str) -> None:
    assert english.meant(f"{mark}{phrase.upper()}{mark}") == english.meant(phrase)


@pytest.mark.parametrize("item", TOLD, ids=BY_CODE)
def test_every_phrase_leads_to_its_procedure_and_never_to_more_than_a_screen_offers(item: dict[str, Any]) -> None:
    for phrase in item["words"]:
        found = english.meant(phrase)
        assert item["procedure_code"] in found
        assert len(found) <= OFFERED_AT_ONCE


@pytest.mark.parametrize("item", TOLD, ids=BY_CODE)
def test_every_entry_is_short_plain_english(item: dict[str, str | list[str]]) -> None:
    assert item.keys() == {"procedure_code", "name", "words"}
    assert 0 < len(item["name"]) <= 60
    assert 3 <= len(item["words"]) <= 10
    assert len(set(item["words"])) == len(item["words"])
    assert all(re.fullmatch(r"[a-z]+( [a-z]+)*", phrase) for phrase in item["words"])


def test_no_procedure_and_no_name_stands_twice() -> None:
    assert len(BY_CODE) == len({item["name"] for item in TOLD}) == len(TOLD)


def test_every_code_is_offered_by_the_catalogue() -> None:
    need(IMPORTED)
    assert BY_CODE.keys() <= Catalogue(IMPORTED).offered_codes()


def test_the_answer_names_the_procedure_in_both_languages(talk: Talk) -> None:
    reply = talk.say("how do i register temporary residence", "english")
    assert (reply.decision, reply.procedures) == (Decision.ANSWER, [RESIDENCE])
    assert kinds(reply.messages) == ["text", "choices"]
    assert _told(reply).procedure_code == RESIDENCE
    for name in (BY_CODE[RESIDENCE]["name"], talk.assistant.library.topic(RESIDENCE).name):
        assert name in texts(reply)


@pytest.mark.parametrize("said", ["register temporary residence", "work permit", "certified copy", "criminal record"])
def test_fee_time_and_place_are_shown_with_source_and_date(talk: Talk, said: str) -> None:
    reply = talk.say(said, "english")
    lines = _told(reply).lines
    assert {line.label for line in lines} == {"Fee", "Time", "Where"}
    assert all(line.source.title and line.as_of for line in lines)


def test_the_papers_are_one_tap_away(talk: Talk) -> None:
    talk.say("how do i register temporary residence", "english")
    reply = talk.choose("Papers I need")
    assert asked(reply)
    assert talk.state.checklist
    assert talk.state.checklist.procedure_code == RESIDENCE


def test_the_conversation_stays_with_the_procedure(talk: Talk) -> None:
    talk.say("how do i register temporary residence", "english")
    assert talk.say("phí bao nhiêu").procedures == [RESIDENCE]


def test_two_meanings_are_offered_and_none_is_chosen_for_the_citizen(talk: Talk) -> None:
    reply = talk.say("we want to get married", "english")
    assert (reply.decision, reply.procedures) == (Decision.CLARIFY, MARRIAGE)
    (offered,) = (message for message in reply.messages if isinstance(message, ChoicesMessage))
    assert offered.text == say("english_which")
    assert [choice.procedure_code for choice in offered.choices] == MARRIAGE
    assert all(BY_CODE[code]["name"] in choice.label for code, choice in zip(MARRIAGE, offered.choices, strict=True))
    assert talk.choose(BY_CODE[MARRIAGE[1]]["name"]).procedures == [MARRIAGE[1]]


def test_two_meanings_come_without_a_general_hint(talk: Talk) -> None:
    assert texts(talk.say("we want to get married", "english")) == say("english_which")


def test_a_tapped_meaning_is_answered_in_english(talk: Talk) -> None:
    talk.say("we want to get married", "english")
    reply = talk.choose(BY_CODE[MARRIAGE[1]]["name"])
    assert (reply.decision, reply.procedures) == (Decision.ANSWER, [MARRIAGE[1]])
    assert "from the national record and the city's rules" in texts(reply)
    assert {line.label for line in _told(reply).lines} == {"Fee", "Time", "Where"}
    assert asked(talk.choose("Papers I need"))


@pytest.mark.parametrize(
    ("said", "things"),
    [
        ("certified copy and work permit", [["2.000815"], ["1.014199"]]),
        ("how to renew my work permit? also where do i get a certified copy", [["1.014201"], ["2.000815"]]),
        ("marriage certificate & work permit", [MARRIAGE, ["1.014199"]]),
        ("my visa runs out and i need an extension of stay", [["1.001146"]]),
        ("work permit and the work permit", [["1.014199"]]),
        ("security and order certificate", [["3.000243"]]),
        ("criminal record check for a work permit", [["3.000333"]]),
        ("bread and butter", []),
        ("me and my friend want a certified copy", [["2.000815"]]),
    ],
)
def test_two_things_asked_at_once_are_two_unless_one_phrase_or_one_meaning_holds_both(
    said: str, things: list[list[str]]
) -> None:
    assert english.things_meant(said) == things


def test_two_things_asked_at_once_are_both_answered(talk: Talk) -> None:
    reply = talk.say("register temporary residence and certified copy", "english")
    assert (reply.decision, reply.procedures) == (Decision.ANSWER, [RESIDENCE, "2.000815"])
    assert kinds(reply.messages) == ["text", "text", "choices"]
    assert talk.choose(BY_CODE["2.000815"]["name"]).procedures == ["2.000815"]


def test_of_two_things_the_clear_one_is_answered_and_the_other_offered(talk: Talk) -> None:
    reply = talk.say("certified copy and marriage certificate", "english")
    assert (reply.decision, reply.procedures) == (Decision.CLARIFY, ["2.000815", *MARRIAGE])
    assert kinds(reply.messages) == ["text", "choices", "choices"]


@pytest.mark.parametrize(
    ("plain", "typed"),
    [
        ("driving license", "my driving licence"),
        ("drivers license", "a driver's license"),
        ("drivers license", "the driver’s licences"),
        ("lost birth certificate", "I lost our birth certificate"),
        ("register marriage", "register the marriages"),
        ("labor permit", "labour permits"),
    ],
)
def test_small_words_apostrophes_plurals_and_spelling_make_no_difference(plain: str, typed: str) -> None:
    assert english.meant(plain) == english.meant(typed) != []


@pytest.mark.parametrize(("today", "status"), [(date(2099, 1, 1), "review_due"), (date(2026, 11, 22), "current")])
def test_a_guide_that_is_due_for_review_is_told_in_english(
    library: Library, dossiers: tuple[LookUps, list[DemoDossier]], today: date, status: str
) -> None:
    talk = new_talk(replace(library, today=lambda: today, _topics={}), dossiers[0])
    reply = talk.say("certified copy", "english")
    warnings = [one for one in reply.messages if isinstance(one, TextMessage) and one.tone == "warning"]
    topic = talk.assistant.library.topic("2.000815")
    assert topic.status == status
    assert [one.text for one in warnings] == (
        [say("english_review_due", notice=topic.notice)] if status != "current" else []
    )


@pytest.mark.parametrize("status", ["expired", "review_due", "changed"])
def test_every_notice_has_its_english_words(status: str) -> None:
    told = say(f"english_{status}", notice="…")
    assert re.match(r"[A-Z][a-z]+ .*our .*\(…\)$", told)


@pytest.mark.parametrize("said", ["hello, can you help me", "what is the weather today", "i lost my dog"])
def test_unknown_english_gets_the_hint(talk: Talk, said: str) -> None:
    _is_the_hint(talk.say(said, "english"))


def test_a_procedure_that_this_release_lacks_is_not_answered(talk: Talk) -> None:
    (code,) = english.meant("temporary residence card")
    assert code not in talk.assistant.library.retriever.names
    _is_the_hint(talk.say("temporary residence card", "english"))


def _told(reply: Reply) -> TextMessage:
    (message,) = (message for message in reply.messages if isinstance(message, TextMessage))
    return message


def _is_the_hint(reply: Reply) -> None:
    assert (reply.decision, reply.procedures) == (Decision.DIALOGUE, [])
    assert texts(reply) == say("english")


def test_no_condition_of_a_fee_is_left_out(talk: Talk) -> None:
    """Two of three fees would be a wrong fee."""
    library = talk.assistant.library
    codes = [code for code in library.retriever.names if len(section(library.topic(code), "fee").lines) > 2]
    code = next(code for code in codes if any(item["procedure_code"] == code for item in english._told()))
    reply = Reply()
    english.one(library, talk.state, reply, code)
    shown = [line.text for message in reply.messages for line in getattr(message, "lines", [])]
    assert {line.text for line in section(library.topic(code), "fee").lines} <= set(shown)
