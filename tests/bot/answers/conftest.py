"""The assistant on the real guides release, without Rasa and without HTTP."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from bot.answers.assistant import Assistant
from bot.answers.handing_over import HandOverForm
from bot.answers.look_ups import LookUpForm
from bot.answers.messages import ChecklistMessage, ChoicesMessage, Message, ProcedureMessage
from bot.answers.replies import Reply
from bot.answers.topics import Library
from bot.answers.understanding import Heard
from bot.conversations.feedback import Feedbacks
from bot.conversations.hand_overs import HandOvers
from bot.conversations.hours import read_hours
from bot.conversations.state import ConversationState
from bot.conversations.store import Conversations, Opened, Pending
from knowledge.database import engine, sessions, upgrade
from knowledge.dossiers import demo
from knowledge.dossiers.demo import DemoDossier
from knowledge.dossiers.look_up import Caller, LookUps
from knowledge.dossiers.sealing import Seal
from knowledge.procedures.catalogue import Catalogue
from knowledge.settings import Settings
from retriever import release
from retriever.engine import Retriever
from tests.bot.answers import small_library

SECRET = b"a secret of the tests, 32 bytes!"
TODAY = date(2026, 11, 22)


@pytest.fixture(scope="session")
def library(guides_settings: Settings, retriever: Retriever) -> Library:
    folder = release.current(guides_settings.releases)
    return Library(
        folder.name, retriever, release.load_guides(folder), Catalogue(folder / "catalogue.sqlite"), today=lambda: TODAY
    )


@pytest.fixture
def dossiers(tmp_path: Path) -> tuple[LookUps, list[DemoDossier]]:
    """A database with the demo dossiers."""
    url = f"sqlite:///{tmp_path / 'motcua.sqlite'}"
    upgrade(url)
    store = sessions(engine(url))
    now = datetime.now(UTC)
    invented = demo.invent(12, 1, now)
    demo.replace(store, SECRET, invented, now)
    return LookUps(store, SECRET, per_hour=3), invented


@dataclass
class Talk:
    """A conversation with the assistant itself; speech acts are told, as Rasa would."""

    assistant: Assistant
    seal: Seal
    state: ConversationState = field(default_factory=ConversationState)

    def say(self, text: str, act: str = "ask", confidence: float = 1.0) -> Reply:
        sealed = self.seal.seal(text, awaits_proof=self.state.look_up is not None)
        heard = Heard(sealed.text, None, act, confidence, sealed.parts, sealed.code_hint)
        return self.assistant.respond(self.state, heard, Caller("k1", "10.0.0.7"))

    def choose(self, label: str) -> Reply:
        fitting = [choice for choice in self.state.choices.values() if label in choice.label]
        assert fitting, f"{label!r} is not among {[choice.label for choice in self.state.choices.values()]}"
        return self.assistant.respond(self.state, Heard(choice=fitting[-1], speech_act="choose"), Caller("k1"))


@pytest.fixture
def talk(library: Library, dossiers: tuple[LookUps, list[DemoDossier]]) -> Talk:
    return new_talk(library, dossiers[0])


@pytest.fixture
def talks(library: Library, dossiers: tuple[LookUps, list[DemoDossier]]) -> Callable[[], Talk]:
    return lambda: new_talk(library, dossiers[0])


def new_talk(library: Library, look_ups: LookUps) -> Talk:
    seal = Seal()
    return Talk(Assistant(library, LookUpForm(look_ups, seal, library)), seal)


@pytest.fixture
def made(tmp_path: Path) -> Callable[..., Library]:
    """Make a small library with changes of its parts."""
    return lambda **more: small_library.library(tmp_path, **more)


def texts(reply: Reply) -> str:
    """All sentences of a reply."""
    return "\n".join(getattr(message, "text", "") for message in reply.messages)


def asked(reply: Reply) -> str | None:
    """The fact asked last."""
    return next(
        (item.fact for item in reversed(reply.messages) if isinstance(item, ChoicesMessage) and item.fact), None
    )


def checklist(reply: Reply) -> ChecklistMessage:
    """The list in a reply."""
    (found,) = (message for message in reply.messages if isinstance(message, ChecklistMessage))
    return found


def card(reply: Reply) -> ProcedureMessage:
    """The first procedure told about in a reply."""
    return next(message for message in reply.messages if isinstance(message, ProcedureMessage))


def aspects(reply: Reply) -> list[str]:
    """The aspects told in a reply, in order."""
    return [one.aspect for item in reply.messages if isinstance(item, ProcedureMessage) for one in item.sections]


def kinds(messages: list[Message]) -> list[str]:
    """The types of messages, in order."""
    return [message.type for message in messages]


def offer(messages: list[Message]) -> ChoicesMessage:
    """The only question with tappable answers."""
    (found,) = (message for message in messages if isinstance(message, ChoicesMessage))
    return found


def labels(reply: Reply) -> list[str]:
    """What the tappable answers of a reply say."""
    return [choice.label for choice in offer(reply.messages).choices]


@dataclass
class Desk:
    """A talk that officers may be handed, and their side of it. `key`: of the stored conversation."""

    talk: Talk
    hand_overs: HandOvers
    feedbacks: Feedbacks
    conversations: Conversations
    key: str = "k1"


@pytest.fixture
def desk(library: Library, dossiers: tuple[LookUps, list[DemoDossier]]) -> Callable[..., Desk]:
    """Make a desk with officers' `hours` at the moment `now`; the conversation is stored already."""

    def made(hours: str = "Mon-Sun 00:00-24:00", now: datetime | None = None) -> Desk:
        look_ups, seal = dossiers[0], Seal()
        hand_overs, feedbacks = HandOvers(look_ups.sessions, seal), Feedbacks(look_ups.sessions)
        people = HandOverForm(library, hand_overs, read_hours(hours), lambda: now or datetime.now(UTC))
        assistant = Assistant(library, LookUpForm(look_ups, seal, library), people, feedbacks)
        conversations = Conversations(look_ups.sessions, SECRET)
        conversations.begin(Opened("k1", ConversationState()), "web", "owner", Pending(turn_id="t1"))
        return Desk(Talk(assistant, seal), hand_overs, feedbacks, conversations)

    return made
