"""What citizens are shown: every fact with its source and its date."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from pydantic import TypeAdapter, ValidationError

from bot.answers.chat import ChatReply
from bot.answers.messages import Message
from knowledge.dossiers.demo import DemoDossier
from knowledge.dossiers.look_up import LookUps
from knowledge.guides.loading import load
from tests.bot.answers.conftest import Talk

FACTUAL = ("lines", "needed", "not_needed", "undecided", "notes")


def facts(value: Any) -> Iterator[dict[str, Any]]:
    """Every object in a message that states a fact: lines, papers, and the messages around them."""
    if isinstance(value, dict):
        if value.get("type") in ("procedure", "checklist", "dossier", "office"):
            yield value
        for name, inner in value.items():
            yield from inner if name in FACTUAL else [inner] if name in ("address", "hours", "phone") else ()
            yield from facts(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from facts(inner)


def test_every_fact_shown_carries_a_source_and_a_date(talk: Talk, dossiers: tuple[LookUps, list[DemoDossier]]) -> None:
    first = dossiers[1][0]
    replies = [
        *(talk.say(f"{guide.official_name}") for guide in load().values()),
        talk.say("đăng ký tạm trú phí bao nhiêu"),
        talk.say("làm giấy khai sinh cho con cần gì"),
        talk.say("còn thiếu gì", "what_is_missing"),
        talk.say("phường xuân khánh ở đâu", "find_office"),
        talk.say(f"{first.record.dossier_code} {first.identity_number}"),
    ]
    shown = [message.model_dump(mode="json") for reply in replies for message in reply.messages]
    assert {"text", "choices", "procedure", "checklist", "dossier", "office"} <= {item["type"] for item in shown}
    found = list(facts(shown))
    assert len(found) > 100
    assert [fact for fact in found if not fact["as_of"] or not fact["source"]["title"]] == []


def test_every_message_about_a_procedure_names_it(talks: Callable[[], Talk]) -> None:
    for question in ("đăng ký tạm trú phí bao nhiêu", "làm giấy khai sinh cho con cần gì"):
        talk = talks()
        code = talk.say(question).procedures[0]
        for message in talk.say("phí bao nhiêu").messages:
            assert getattr(message, "procedure_code", code) == code


@pytest.mark.parametrize(
    "wrong",
    [{"type": "fax", "text": "x"}, {"text": "x"}, {"type": "text"}, {"type": "text", "text": "x", "code": "1.1"}],
)
def test_a_message_outside_the_union_is_refused(wrong: dict[str, str]) -> None:
    with pytest.raises(ValidationError):
        TypeAdapter(Message).validate_python(wrong)


def test_a_choice_id_longer_than_32_characters_is_refused() -> None:
    wrong = {"type": "choices", "text": "?", "choices": [{"id": "x" * 33, "label": "Có"}]}
    with pytest.raises(ValidationError):
        TypeAdapter(Message).validate_python(wrong)


def test_a_reply_comes_back_from_its_json_as_it_was(talk: Talk) -> None:
    reply = ChatReply.of("turn", talk.say("đăng ký tạm trú phí bao nhiêu"))
    assert ChatReply.model_validate_json(reply.model_dump_json()) == reply
    assert "erased" not in reply.model_dump()
