"""Everything that the application is made of, put together once from the settings."""

import secrets
from dataclasses import dataclass
from datetime import date

from bot.actions.endpoint import ActionEndpoint
from bot.answers.assistant import Assistant
from bot.answers.look_ups import LookUpForm
from bot.answers.topics import Library
from bot.conversations.store import Conversations
from channels.gateway import Gateway
from channels.rasa_client import RasaClient
from knowledge import database
from knowledge.dossiers.look_up import LookUps
from knowledge.dossiers.sealing import Seal
from knowledge.local.loading import local
from knowledge.online.loading import topics
from knowledge.procedures.catalogue import Catalogue
from knowledge.secrets import application_secret
from knowledge.settings import Settings
from retriever import release


@dataclass(frozen=True)
class Services:
    """The parts, shared by the public and the internal listener."""

    settings: Settings
    library: Library
    conversations: Conversations
    gateway: Gateway
    endpoint: ActionEndpoint
    sessions: database.Sessions
    internal_secret: str


def put_together(settings: Settings) -> Services:
    """Load the current release and what the province decides, and open the database.

    Raises `BadReleaseError`, `BadLocalFileError`, `BadOnlineTopicError`, `SecretError` and `DatabaseError`.
    """
    local()
    topics()
    folder = release.current(settings.releases)
    library = Library(
        folder.name,
        release.load(folder, settings.embedding_model),
        release.load_guides(folder),
        Catalogue(folder / "catalogue.sqlite"),
        release.load_families(folder),
        release.load_life_events(folder),
        release.load_checked(folder),
        today=(lambda: date.fromisoformat(settings.today)) if settings.today else date.today,
    )
    database.upgrade(settings.sqlalchemy_url)
    sessions = database.sessions(database.engine(settings.sqlalchemy_url))
    secret = application_secret(settings)
    seal = Seal()
    assistant = Assistant(library, LookUpForm(LookUps(sessions, secret, settings.look_ups_per_hour), seal))
    conversations = Conversations(sessions, secret)
    rasa = RasaClient(f"http://127.0.0.1:{settings.rasa_port}", settings.rasa_timeout)
    internal_secret = secrets.token_urlsafe(32)
    return Services(
        settings,
        library,
        conversations,
        Gateway(conversations, assistant, seal, rasa, settings),
        ActionEndpoint(conversations, assistant, internal_secret),
        sessions,
        internal_secret,
    )
