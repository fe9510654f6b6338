"""What the doctor looks at for the application itself: is it running, with what, on which database, at what time."""

import asyncio
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from pathlib import Path

import httpx
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import inspect, make_url, text
from sqlalchemy.exc import SQLAlchemyError

from bot.training import model
from channels.checking import Check, Finding, State
from channels.shared_memory import answers
from channels.words import Words
from knowledge import database
from knowledge.database.migrating import MIGRATIONS
from knowledge.secrets import SecretError, application_secret
from knowledge.settings import Settings
from retriever import release
from retriever.errors import RetrieverError

_words = Words(Path(__file__).with_name("doctor.vi.yml"))
_PATIENCE = 5.0
_OFF = timedelta(seconds=30)
_OLD = timedelta(days=90)


async def check_running(settings: Settings) -> list[Finding]:
    """Whether the application runs here, and Rasa beside it."""
    host = settings.host if settings.host not in ("0.0.0.0", "::") else "127.0.0.1"  # noqa: S104
    url = f"http://{f'[{host}]' if ':' in host else host}:{settings.port}/readyz"
    try:
        async with httpx.AsyncClient(timeout=_PATIENCE) as client:
            told = (await client.get(url)).json()
        ready, rasa = bool(told["ready"]), bool(told["rasa"])
    except httpx.HTTPError as error:
        return [_finding("running", State.BAD, "off", url=url, why=type(error).__name__)]
    except (ValueError, KeyError, TypeError):
        return [_finding("running", State.BAD, "foreign", url=url)]
    return [
        _finding("running", State.GOOD, "good", url=url) if ready else _finding("running", State.BAD, "unready"),
        _finding("rasa", State.GOOD, "good") if rasa else _finding("rasa", State.WARNING, "off"),
    ]


async def check_release(settings: Settings) -> list[Finding]:
    """Whether the knowledge and its index can be read, and how old they are; the model of a Rasa of our own beside them."""
    found = await asyncio.to_thread(_release, settings)
    if settings.rasa_url:
        return [found]
    trained = model(settings).exists()
    return [found, _finding("model", State.GOOD if trained else State.BAD, "good" if trained else "none")]


async def check_database(settings: Settings) -> list[Finding]:
    """Whether the database answers and has every table; one without any is filled at the first start."""
    return [await asyncio.to_thread(_database, settings)]


async def check_secret(settings: Settings) -> list[Finding]:
    """Whether the secret is one, and its owner's alone. None is made here."""
    if not settings.secret.get_secret_value() and not (settings.var / "secret").exists():
        return [_finding("secret", State.WARNING, "none")]
    try:
        application_secret(settings)
    except SecretError as error:
        return [_finding("secret", State.BAD, "bad", why=error)]
    return [_finding("secret", State.GOOD, "good")]


async def check_redis(settings: Settings) -> list[Finding]:
    """Whether what replicas share answers, where there is any."""
    if not settings.redis_url:
        return []
    there = await asyncio.to_thread(answers, settings.redis_url)
    return [_finding("redis", State.GOOD if there else State.BAD, "good" if there else "bad")]


async def check_clock(settings: Settings) -> list[Finding]:
    """Whether the clock is right, by what a server outside says; and that no fixed day is set."""
    if settings.today:
        return [_finding("clock", State.BAD, "fixed", day=settings.today)]
    url = settings.telegram_api_url if settings.telegram_token.get_secret_value() else settings.portal_url
    try:
        async with httpx.AsyncClient(timeout=_PATIENCE) as client:
            told = parsedate_to_datetime((await client.head(url)).headers["date"])
    except (httpx.HTTPError, KeyError, ValueError):
        return [_finding("clock", State.SKIPPED, "unknown", url=url)]
    off = datetime.now(UTC) - told
    seconds = round(abs(off).total_seconds())
    return [
        _finding(
            "clock", State.GOOD if abs(off) < _OFF else State.BAD, "good" if abs(off) < _OFF else "off", seconds=seconds
        )
    ]


CHECKS: list[Check] = [check_running, check_release, check_database, check_secret, check_redis, check_clock]


def _release(settings: Settings) -> Finding:
    try:
        folder = release.current(settings.releases)
        retriever = release.load(folder, settings.embedding_model)
    except RetrieverError as error:
        return _finding("release", State.BAD, "bad", why=error)
    age = datetime.now(UTC) - datetime.fromtimestamp((folder / "release.json").stat().st_mtime, UTC)
    state, word = (State.GOOD, "good") if timedelta() <= age < _OLD else (State.WARNING, "old")
    return _finding("release", state, word, name=folder.name, count=len(retriever.documents), days=age.days)


def _database(settings: Settings) -> Finding:
    url = make_url(settings.sqlalchemy_url)
    if url.get_backend_name() == "sqlite" and not Path(url.database or "").exists():
        return _finding("database", State.WARNING, "none")
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    newest = ScriptDirectory.from_config(config).get_current_head()
    try:
        with database.reading(database.sessions(database.engine(settings.sqlalchemy_url))) as session:
            if not inspect(session.connection()).get_table_names():
                return _finding("database", State.WARNING, "none")
            there = session.execute(text("SELECT version_num FROM alembic_version")).scalar()
    except (database.DatabaseError, SQLAlchemyError) as error:  # the latter: a file that is no database
        return _finding("database", State.BAD, "bad", why=_first_line(error))
    return _finding("database", *((State.GOOD, "good") if there == newest else (State.WARNING, "old")))


def _first_line(error: Exception) -> str:
    return str(error).partition("\n")[0]


def _finding(about: str, state: State, word: str, **values: object) -> Finding:
    return Finding(_words(f"{about}.name"), state, _words(f"{about}.{word}", **values))
