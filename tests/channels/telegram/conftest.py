"""A local Bot API server, the real bot between it and the real gateway, and citizens with Telegram on the phone."""

import asyncio
import itertools
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from channels.delivery.contract import Arrived
from channels.delivery.identity import identity
from channels.services import Services
from channels.telegram.channel import TelegramChannel
from channels.telegram.sending import bot
from channels.telegram.updates import Arriving, minimal
from knowledge.settings import Settings
from tests.channels.telegram.bot_api import TOKEN, BotApi, serving
from tests.channels.telegram.phone import Phone

SECRET = b"a secret for the tests of telegram"
_chats = itertools.count(5001)


@pytest.fixture(scope="session")
def bot_api_server() -> Iterator[BotApi]:
    with serving() as api:
        yield api


@pytest.fixture
def api(bot_api_server: BotApi) -> BotApi:
    """The local Bot API server, with nothing in it."""
    bot_api_server.reset()
    return bot_api_server


@pytest.fixture
def telegram_settings(services: Services, api: BotApi) -> Settings:
    """The settings of the services, with the bot of the local server."""
    told = {"MOTCUA_TELEGRAM_TOKEN": TOKEN, "MOTCUA_TELEGRAM_API_URL": api.url}
    return with_environment(services.settings, told)


def with_environment(settings: Settings, told: dict[str, Any]) -> Settings:
    """Return settings with some of them read as from the environment."""
    fields = {name.removeprefix("MOTCUA_").lower(): value for name, value in told.items()}
    return Settings.model_validate({**settings.model_dump(), **fields})


@pytest.fixture
def runner() -> Iterator[asyncio.Runner]:
    with asyncio.Runner() as runner:
        yield runner


@pytest.fixture
def channel(telegram_settings: Settings, services: Services, runner: asyncio.Runner) -> Iterator[TelegramChannel]:
    """The channel without the deliveries' queues: what it returns is sent at once."""
    made = TelegramChannel(bot(telegram_settings), services.gateway)
    runner.run(made.bot.initialize())
    yield made
    runner.run(made.bot.shutdown())


@pytest.fixture
def handle(channel: TelegramChannel, runner: asyncio.Runner) -> Callable[[dict[str, Any]], None]:
    """Handle one update and send what comes of it."""

    async def handled(update: dict[str, Any]) -> None:
        chat = Arriving.model_validate(update).chat
        assert chat is not None
        who = identity(SECRET, "telegram", str(chat.id))
        told = Arrived(
            "telegram", str(update["update_id"]), str(chat.id), minimal(update), who.conversation_id, who.owner
        )
        for payload in await channel.handle(told):
            await channel.send(str(chat.id), payload)

    return lambda update: runner.run(handled(update))


@pytest.fixture
def lan(api: BotApi, handle: Callable[[dict[str, Any]], None]) -> Phone:
    """A citizen who never wrote before."""
    return Phone(api, handle, next(_chats))
