"""Everything that the application is made of, put together once from the settings."""

import secrets
from dataclasses import dataclass
from datetime import date, timedelta

from bot.actions.endpoint import ActionEndpoint
from bot.answers.assistant import Assistant
from bot.answers.handing_over import HandOverForm
from bot.answers.look_ups import LookUpForm
from bot.answers.notices import NoticeForm
from bot.answers.topics import Library
from bot.conversations.feedback import Feedbacks
from bot.conversations.hand_overs import HandOvers
from bot.conversations.hours import BadHoursError, Hours, read_hours
from bot.conversations.notices import Notices
from bot.conversations.store import Conversations
from channels.delivery.deliveries import Deliveries
from channels.gateway import Gateway
from channels.metrics import DOSSIER_PROOFS
from channels.rasa_client import RasaClient
from channels.telegram import face as telegram
from channels.zalo import face as zalo
from knowledge import database
from knowledge.dossiers.budget import Budget
from knowledge.dossiers.look_up import LookUps
from knowledge.dossiers.sealing import Seal
from knowledge.dossiers.sources.configuring import sources_look_up
from knowledge.dossiers.sources.errors import BadSourcesError
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
    feedbacks: Feedbacks
    gateway: Gateway
    endpoint: ActionEndpoint
    sessions: database.Sessions
    internal_secret: str
    deliveries: Deliveries
    zalo: zalo.Zalo | None
    telegram: telegram.Telegram | None


def put_together(settings: Settings) -> Services:
    """Load the current release and what the province decides, and open the database.

    Raises `BadHoursError`, `BadQuietHoursError`, `BadSourcesError`, `BadReleaseError`, `BadLocalFileError`, `BadOnlineTopicError`,
    `SecretError` and `DatabaseError`.
    """
    hours = _officer_hours(settings)
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
    conversations = Conversations(sessions, secret, timedelta(seconds=settings.kiosk_idle_seconds))
    deliveries = Deliveries(conversations, settings)
    notices = NoticeForm(Notices(sessions), seal, lambda: deliveries.names)
    hand_overs, feedbacks = HandOvers(sessions, seal), Feedbacks(sessions)
    look_up = LookUpForm(_look_ups(settings, sessions, secret), seal, library, notices)
    assistant = Assistant(library, look_up, HandOverForm(library, hand_overs, hours), feedbacks)
    rasa = RasaClient(f"http://127.0.0.1:{settings.rasa_port}", settings.rasa_timeout)
    internal_secret = secrets.token_urlsafe(32)
    gateway = Gateway(conversations, hand_overs, assistant, seal, rasa, settings)
    return Services(
        settings,
        library,
        conversations,
        feedbacks,
        gateway,
        ActionEndpoint(conversations, assistant, internal_secret),
        sessions,
        internal_secret,
        deliveries,
        zalo.zalo(settings, gateway, deliveries),
        telegram.telegram(settings, gateway, deliveries),
    )


def _look_ups(settings: Settings, sessions: database.Sessions, secret: bytes) -> LookUps:
    try:
        elsewhere = sources_look_up(settings, secret)
    except BadSourcesError as error:
        raise BadSourcesError(f"MOTCUA_DOSSIER_SOURCES: {error}") from error
    return LookUps(
        sessions,
        secret,
        settings.look_ups_per_hour,
        find_elsewhere=elsewhere.find_elsewhere,
        address_per_hour=settings.address_look_ups_per_hour,
        budget=Budget(settings.guesses_per_hour, settings.guesses_per_day),
        tell=lambda sign: DOSSIER_PROOFS.labels(sign.value).inc(),
    )


def _officer_hours(settings: Settings) -> Hours:
    try:
        return read_hours(settings.officer_hours)
    except BadHoursError as error:
        raise BadHoursError(f"MOTCUA_OFFICER_HOURS: {error}") from error
