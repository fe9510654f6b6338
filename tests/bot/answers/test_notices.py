"""Notices: offered after a proof, agreed to by a tap alone, stopped by a word or a tap; and the notice itself."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.answers.assistant import Assistant
from bot.answers.look_ups import LookUpForm
from bot.answers.messages import TextMessage
from bot.answers.notices import NoticeForm, notice, words
from bot.answers.replies import Reply
from bot.answers.topics import Library
from bot.answers.understanding import Heard
from bot.answers.wording import say
from bot.conversations.notices import Notices, masked
from bot.conversations.state import ConversationState
from bot.conversations.store import Conversations, Opened, Pending
from knowledge.dossiers.demo import DemoDossier
from knowledge.dossiers.look_up import Caller, Dossier, LookUps
from knowledge.dossiers.sealing import Seal
from knowledge.dossiers.statuses import statuses
from knowledge.dossiers.timing import UNKNOWN
from tests.bot.answers.conftest import SECRET, Talk, texts

Dossiers = tuple[LookUps, list[DemoDossier]]
NOW = datetime(2026, 11, 23, 5, tzinfo=UTC)


class ChatTalk(Talk):
    """A talk in a chat app, or elsewhere: `channel`."""

    channel = "telegram"

    def say(self, text: str, act: str = "ask", confidence: float = 1.0) -> Reply:
        sealed = self.seal.seal(text, awaits_proof=self.state.look_up is not None)
        heard = Heard(sealed.text, None, act, confidence, sealed.parts, sealed.code_hint, self.channel)
        return self.assistant.respond(self.state, heard, Caller("k1"))


@pytest.fixture
def chat(library: Library, dossiers: Dossiers) -> Callable[..., ChatTalk]:
    """Make a talk in a stored conversation of a chat app; `apps`: those that take part."""

    def made(channel: str = "telegram", apps: tuple[str, ...] = ("telegram", "zalo")) -> ChatTalk:
        look_ups, seal = dossiers[0], Seal()
        form = NoticeForm(Notices(look_ups.sessions), seal, lambda: apps)
        conversations = Conversations(look_ups.sessions, SECRET)
        conversations.begin(Opened("k1", ConversationState()), channel, "owner", Pending(turn_id="t1"))
        talk = ChatTalk(Assistant(library, LookUpForm(look_ups, seal, library, form)), seal)
        talk.channel = channel
        return talk

    return made


@pytest.fixture
def going_on(dossiers: Dossiers) -> list[DemoDossier]:
    """Demo dossiers that have not ended."""
    found = [one for one in dossiers[1] if statuses()[statuses().key_of(one.record.status)].ends is None]
    return [one for one in found if Notices(dossiers[0].sessions).can_tell(one.record.dossier_code)]


def looked_up(talk: Talk, dossier: DemoDossier) -> Reply:
    return talk.say(f"{dossier.record.dossier_code} {dossier.identity_number[-4:]}")


def wished(talk: Talk) -> list[str]:
    assert talk.assistant.look_up.notices
    return [wish.masked for wish in talk.assistant.look_up.notices.notices.wishes("k1")]


def test_after_a_proof_notices_are_offered_and_nothing_is_wished_yet(
    chat: Callable[..., ChatTalk], going_on: list[DemoDossier]
) -> None:
    talk = chat()
    reply = looked_up(talk, going_on[0])
    assert words("offer") in texts(reply)
    assert wished(talk) == []
    assert going_on[0].record.dossier_code not in talk.state.model_dump_json()


@pytest.mark.parametrize(("text", "act"), [("ừ", "affirm"), ("dạ được", "affirm"), ("báo tôi đi", "notify_me")])
def test_no_word_agrees_only_a_tap_does(
    chat: Callable[..., ChatTalk], going_on: list[DemoDossier], text: str, act: str
) -> None:
    talk = chat()
    looked_up(talk, going_on[0])
    talk.say(text, act)
    assert wished(talk) == []
    reply = talk.choose(words("offer_label"))
    code = masked(going_on[0].record.dossier_code)
    assert (words("agreed", code=code) in texts(reply), wished(talk)) == (True, [code])


def test_what_is_wished_already_is_said_so(chat: Callable[..., ChatTalk], going_on: list[DemoDossier]) -> None:
    talk = chat()
    looked_up(talk, going_on[0])
    talk.choose(words("offer_label"))
    reply = looked_up(talk, going_on[0])
    assert words("already", code=masked(going_on[0].record.dossier_code)) in texts(reply)


def test_a_button_that_is_too_old_wishes_nothing_and_says_so(
    chat: Callable[..., ChatTalk], going_on: list[DemoDossier]
) -> None:
    talk = chat()
    looked_up(talk, going_on[0])
    talk.seal.now = lambda: 1e12
    assert texts(talk.choose(words("offer_label"))) == words("expired")
    assert wished(talk) == []


@pytest.mark.parametrize("channel", ["web", "kiosk"])
def test_elsewhere_it_is_said_where_notices_are_had(
    chat: Callable[..., ChatTalk], going_on: list[DemoDossier], channel: str
) -> None:
    talk = chat(channel)
    where = words("elsewhere", apps="Telegram hoặc Zalo")
    assert where in texts(looked_up(talk, going_on[0]))
    assert texts(talk.say("báo tôi khi có kết quả", "notify_me")) == where


def test_without_a_chat_app_nothing_is_promised(chat: Callable[..., ChatTalk], going_on: list[DemoDossier]) -> None:
    talk = chat("web", ())
    assert len(looked_up(talk, going_on[0]).messages) == 1
    assert texts(talk.say("báo tôi khi có kết quả", "notify_me")) == say("notices_none")


def test_who_asks_for_notices_is_led_to_the_look_up(chat: Callable[..., ChatTalk]) -> None:
    talk = chat()
    reply = talk.say("báo tôi khi hồ sơ có kết quả", "notify_me")
    assert [message.text for message in reply.messages if isinstance(message, TextMessage)] == [
        words("how"),
        say("dossier_ask_code"),
    ]


def test_the_only_wish_is_stopped_by_a_word(chat: Callable[..., ChatTalk], going_on: list[DemoDossier]) -> None:
    talk = chat()
    looked_up(talk, going_on[0])
    talk.choose(words("offer_label"))
    reply = talk.say("dừng thông báo", "stop_notices")
    assert texts(reply) == words("stopped", code=masked(going_on[0].record.dossier_code))
    assert wished(talk) == []
    assert texts(talk.say("dừng thông báo", "stop_notices")) == say("notices_off")


def test_of_several_wishes_it_is_asked_which(chat: Callable[..., ChatTalk], going_on: list[DemoDossier]) -> None:
    talk = chat()
    for dossier in going_on[:3]:
        looked_up(talk, dossier)
        talk.choose(words("offer_label"))
    assert words("which") in texts(talk.say("dừng thông báo", "stop_notices"))
    code = masked(going_on[1].record.dossier_code)
    talk.choose(code)
    assert code not in wished(talk)
    talk.say("dừng thông báo", "stop_notices")
    assert texts(talk.choose(words("which_all"))) == words("stopped_all")
    assert wished(talk) == []


def test_a_wish_that_was_stopped_before_stops_no_other(
    chat: Callable[..., ChatTalk], going_on: list[DemoDossier]
) -> None:
    talk = chat()
    for dossier in going_on[:2]:
        looked_up(talk, dossier)
        talk.choose(words("offer_label"))
    talk.say("dừng thông báo", "stop_notices")
    code = masked(going_on[0].record.dossier_code)
    talk.choose(code)
    talk.choose(code)
    assert wished(talk) == [masked(going_on[1].record.dossier_code)]


def of(status: str, due_at: datetime | None = NOW + timedelta(days=3)) -> Dossier:
    told = statuses()[status]
    return Dossier(
        "H13.12-250701-0001", status, told.name, told.meaning, told.to_do, NOW, due_at, None, "unknown", "thử", NOW,
        by_when=told.by_when, timing=UNKNOWN,
    )  # fmt: skip


@pytest.mark.parametrize("status", list(statuses().statuses))
def test_a_notice_tells_the_status_and_what_to_do_in_one_message(status: str) -> None:
    (message,) = notice(of(status), last=False).messages
    assert isinstance(message, TextMessage)
    told = statuses()[status]
    assert told.name in message.text
    lines = {line.label: line.text for line in message.lines}
    assert lines[words("meaning")] == told.meaning
    assert lines[words("due")] == "26/11/2026"
    assert all(line.source.title for line in message.lines)


def test_a_notice_shows_only_the_last_digits_of_the_code() -> None:
    written = notice(replace(of("received"), procedure_name="Khai sinh"), last=True).model_dump_json()
    assert re.findall(r"\d{6}-\d{4}|Khai sinh", written) == []
    assert words("last") in written


def test_without_an_appointed_day_none_is_told() -> None:
    (message,) = notice(of("received", None), last=False).messages
    assert isinstance(message, TextMessage)
    assert words("due") not in [line.label for line in message.lines]
