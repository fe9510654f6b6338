"""Everything that the application is made of, put together once from the settings."""

from dataclasses import dataclass
from datetime import timedelta

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
from channels.limits import Limits, limits
from channels.metrics import DOSSIER_PROOFS
from channels.ordering import ordering
from channels.rasa_client import RasaClient, forgetting
from channels.releases import Releases, load_library
from channels.sealed_values import SharedValues
from channels.telegram import face as telegram
from channels.zalo import face as zalo
from knowledge import database
from knowledge.data_key import data_key
from knowledge.dossiers.budget import Budget
from knowledge.dossiers.look_up import LookUps
from knowledge.dossiers.sealing import Seal
from knowledge.dossiers.sources.configuring import sources_look_up
from knowledge.dossiers.sources.errors import BadSourcesError
from knowledge.local.loading import local
from knowledge.online.loading import topics
from knowledge.secrets import internal_secret
from knowledge.settings import Settings
from retriever import release


@dataclass(frozen=True)
class Services:
    """The parts, shared by the public and the internal listener."""

    settings: Settings
    releases: Releases
    conversations: Conversations
    feedbacks: Feedbacks
    gateway: Gateway
    endpoint: ActionEndpoint
    sessions: database.Sessions
    internal_secret: str
    limits: Limits
    deliveries: Deliveries
    zalo: zalo.Zalo | None
    telegram: telegram.Telegram | None

    @property
    def library(self) -> Library:
        """What answers are composed from now: one request reads it once, for another release may take over."""
        return self.gateway.assistant.library


def put_together(settings: Settings) -> Services:
    """Load the current release and what the province decides, and open the database.

    Raises `BadHoursError`, `BadQuietHoursError`, `BadSourcesError`, `BadReleaseError`, `BadLocalFileError`, `BadOnlineTopicError`,
    `SecretError` and `DatabaseError`.
    """
    hours = _officer_hours(settings)
    local()
    topics()
    library = load_library(settings, release.current(settings.releases))
    database.upgrade(settings.sqlalchemy_url)
    engine = database.engine(settings.sqlalchemy_url)
    sessions = database.sessions(engine)
    secret = data_key(sessions, settings)
    counting = limits(settings.redis_url, secret)
    seal = Seal(elsewhere=SharedValues(settings.redis_url, secret) if settings.redis_url else None)
    conversations = Conversations(sessions, secret, timedelta(seconds=settings.kiosk_idle_seconds))
    deliveries = Deliveries(conversations, settings)
    notices = NoticeForm(Notices(sessions), seal, lambda: deliveries.names)
    hand_overs, feedbacks = HandOvers(sessions, seal), Feedbacks(sessions)
    look_ups = _look_ups(settings, sessions, secret)

    def answering(library: Library) -> Assistant:
        look_up = LookUpForm(look_ups, seal, library, notices)
        return Assistant(library, look_up, HandOverForm(library, hand_overs, hours), feedbacks)

    def take_over(library: Library) -> None:
        gateway.assistant = endpoint.assistant = answering(library)

    own_rasa = f"http://127.0.0.1:{settings.rasa_port}"
    rasa = RasaClient(settings.rasa_url or own_rasa, settings.rasa_timeout, forgetting(settings.redis_url))
    rasa_secret = internal_secret(settings)
    assistant = answering(library)
    gateway = Gateway(conversations, hand_overs, assistant, seal, rasa, settings, counting, ordering(engine))
    endpoint = ActionEndpoint(conversations, assistant, rasa_secret, settings.internal_secret_before.get_secret_value())
    return Services(
        settings,
        Releases(settings, library.release, take_over),
        conversations,
        feedbacks,
        gateway,
        endpoint,
        sessions,
        rasa_secret,
        counting,
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
