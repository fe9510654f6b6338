"""The application with a local Telegram and a local Zalo: in this process without Rasa, or as `make run` starts it."""

import json
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
from fastapi.testclient import TestClient

from bot.training import model
from channels.app import public_app
from channels.services import put_together
from channels.telegram.webhook import SECRET_HEADER
from channels.zalo.account import account
from channels.zalo.oauth import Pair
from channels.zalo.tokens import Tokens
from knowledge.data_key import data_key
from knowledge.database import Sessions, engine, sessions, upgrade
from knowledge.dossiers import demo
from knowledge.dossiers.demo import DemoDossier
from knowledge.settings import Settings
from retriever import release
from tests.channels.telegram import bot_api
from tests.channels.telegram.settling import settle
from tests.channels.zalo import playing_zalo
from tests.conftest import running

_TELEGRAM_SECRET = "the-secret-of-the-replay"
_PATIENCE = 60.0
_NO_RASA = 9
_UNHINDERED = (
    "ADDRESS_REQUESTS_PER_MINUTE",
    "ADDRESS_TURNS_PER_MINUTE",
    "TURNS_PER_MINUTE",
    "LOOK_UPS_PER_HOUR",
    "ADDRESS_LOOK_UPS_PER_HOUR",
    "GUESSES_PER_HOUR",
    "GUESSES_PER_DAY",
)


@dataclass(frozen=True)
class Application:
    """What citizens of all channels talk to. `dossiers`: invented ones that it knows."""

    http: httpx.Client | TestClient
    sessions: Sessions
    telegram: bot_api.BotApi
    zalo: playing_zalo.PlayingZalo
    dossiers: list[DemoDossier]

    def telegram_calls(self, update: dict[str, Any]) -> None:
        """Call the webhook as Telegram does, and wait until everything that comes of it is sent."""
        self._call("/telegram/webhook", json.dumps(update).encode(), {SECRET_HEADER: _TELEGRAM_SECRET})

    def zalo_calls(self, event: dict[str, Any]) -> None:
        """Call the webhook as Zalo does, signed, and wait until everything that comes of it is sent."""
        raw = json.dumps(event, ensure_ascii=False).encode()
        signature = playing_zalo.signed(raw, event["timestamp"])
        self._call("/zalo/webhook", raw, {"X-ZEvent-Signature": signature})

    def _call(self, path: str, body: bytes, headers: dict[str, str]) -> None:
        answer = self.http.post(path, content=body, headers=headers)
        assert answer.status_code == 200, f"{path}: {answer.status_code}"
        settle(self.sessions, _PATIENCE)


@contextmanager
def in_process(built: Settings) -> Iterator[Application]:
    """Run the application here, over the release of `built`; Rasa is down, so replies are composed without it."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        telegram, zalo = stack.enter_context(bot_api.serving()), stack.enter_context(playing_zalo.playing())
        settings = _with(built, {**_told(folder, telegram.url, zalo.url), "MOTCUA_RASA_PORT": str(_NO_RASA)})
        connected, dossiers = _prepared(settings, zalo)
        client = stack.enter_context(TestClient(public_app(put_together(settings))))
        yield Application(client, connected, telegram, zalo, dossiers)


@contextmanager
def as_served(built: Settings) -> Iterator[Application]:
    """Run `python -m channels serve` with Rasa in a folder of its own, over the release of `built`."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        telegram, zalo = stack.enter_context(bot_api.serving()), stack.enter_context(playing_zalo.playing())
        _link(built, folder)
        told = _told(folder, telegram.url, zalo.url)
        connected, dossiers = _prepared(_with(Settings(var=folder), told), zalo)
        for server in running(Settings(var=folder), **told):
            with httpx.Client(base_url=server.url, timeout=_PATIENCE) as client:
                yield Application(client, connected, telegram, zalo, dossiers)


def _told(folder: Path, telegram: str, zalo: str) -> dict[str, str]:
    return {
        "MOTCUA_DATABASE_URL": f"sqlite:///{folder / 'replay.sqlite'}",
        "MOTCUA_TELEGRAM_TOKEN": bot_api.TOKEN,
        "MOTCUA_TELEGRAM_API_URL": telegram,
        "MOTCUA_TELEGRAM_WEBHOOK_URL": "https://motcua.example.vn/telegram/webhook",
        "MOTCUA_TELEGRAM_SECRET": _TELEGRAM_SECRET,
        "MOTCUA_ZALO_APP_ID": playing_zalo.APP_ID,
        "MOTCUA_ZALO_APP_SECRET": playing_zalo.APP_SECRET,
        "MOTCUA_ZALO_OA_SECRET": playing_zalo.OA_SECRET,
        "MOTCUA_ZALO_API_URL": zalo,
        "MOTCUA_ZALO_OAUTH_URL": zalo,
        **{f"MOTCUA_{name}": "100000" for name in _UNHINDERED},
    }


def _with(settings: Settings, told: dict[str, str]) -> Settings:
    fields = {name.removeprefix("MOTCUA_").lower(): value for name, value in told.items()}
    return Settings.model_validate(settings.model_dump() | fields)


def _prepared(settings: Settings, zalo: playing_zalo.PlayingZalo) -> tuple[Sessions, list[DemoDossier]]:
    """Make the database with the account's tokens and invented dossiers in it."""
    upgrade(settings.sqlalchemy_url)
    connected, now = sessions(engine(settings.sqlalchemy_url)), datetime.now(UTC)
    secret = data_key(connected, settings)
    zalo.new_pair()
    speaking = account(settings)
    assert speaking is not None
    Tokens(connected, secret, speaking).connect(Pair(zalo.access, zalo.refresh, now + timedelta(hours=25)))
    dossiers = demo.invent(20, 7, now)
    demo.replace(connected, secret, dossiers, now)
    return connected, dossiers


def _link(built: Settings, folder: Path) -> None:
    """Let a folder show the release and the dialogue model of another one."""
    (folder / "releases").mkdir()
    (folder / "rasa").mkdir()
    current = release.current(built.releases)
    (folder / "releases" / current.name).symlink_to(current)
    (folder / "releases" / "current").write_text(current.name)
    (folder / "rasa" / model(built).name).symlink_to(model(built))
