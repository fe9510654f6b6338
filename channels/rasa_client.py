"""Talking to the Rasa server: one message in, the id of the composed turn back."""

import asyncio
import json
import logging
from collections.abc import Awaitable, Callable

import aiohttp

from bot.conversations.current_turn import TURN
from bot.nlu.turn_header import TURN_HEADER
from channels.errors import RasaUnavailableError
from channels.shared_memory import AWAY, connected_async

_TRACKER, _LOCK = "motcua:tracker:", "motcua:lock:"
"""How `bot.nlu.trackers` and Rasa's lock store call what they keep of a conversation in Redis."""

_CHANNEL = "/webhooks/rest/webhook"
_KEPT_SECONDS = 4.0
"""An idle connection is not used after this long: Rasa's server drops it after five seconds."""

Forget = Callable[[str], Awaitable[None]]

log = logging.getLogger(__name__)


async def _nothing(_: str) -> None:
    """Forget nothing: a Rasa server of our own keeps conversations in its memory alone, and pushes them out."""


class RasaClient:
    """Client of Rasa's REST channel at `base_url`; `timeout` in seconds for one whole turn.

    `forget`: erases what Rasa keeps of a conversation.
    """

    def __init__(self, base_url: str, timeout: float, forget: Forget = _nothing) -> None:
        self.base_url = base_url
        self.timeout = aiohttp.ClientTimeout(total=timeout)
        self.forget = forget
        self._session: aiohttp.ClientSession | None = None
        self._loop: asyncio.AbstractEventLoop | None = None

    async def send(self, sender: str, message: str) -> str:
        """Send one message; return the turn id that the action reported.

        Raises `RasaUnavailableError` where Rasa is down, slow, or answers `[]`, which it does with status
        200 when its action call or one of its stores fails.
        """
        asked, turn = {"sender": sender, "message": message}, {TURN_HEADER: TURN.get()}
        try:
            async with self._kept().post(_CHANNEL, json=asked, headers=turn, allow_redirects=False) as answer:
                answer.raise_for_status()
                turns = _turns(json.loads(await answer.read()))
        except (aiohttp.ClientError, OSError, ValueError) as error:
            raise RasaUnavailableError(f"Rasa: {type(error).__name__}") from error
        if not turns:
            raise RasaUnavailableError("Rasa answered without a turn")
        return turns[-1]

    async def ready(self) -> bool:
        """Return whether a Rasa server answers; it listens only once its model is loaded."""
        try:
            async with self._kept().get("/") as answer:
                return answer.ok
        except (aiohttp.ClientError, OSError, ValueError):
            return False

    async def close(self) -> None:
        """Close the connections."""
        if self._session is not None:
            await self._session.close()

    def _kept(self) -> aiohttp.ClientSession:
        """Return the connections to Rasa, one for each message under way; those of another event loop serve no more."""
        loop = asyncio.get_running_loop()
        if self._session is None or self._loop is not loop:
            self._loop = loop
            connector = aiohttp.TCPConnector(limit=0, keepalive_timeout=_KEPT_SECONDS)
            cookies = aiohttp.DummyCookieJar()
            self._session = aiohttp.ClientSession(
                self.base_url, connector=connector, timeout=self.timeout, cookie_jar=cookies
            )
        return self._session


def _turns(replies: object) -> list[str]:
    """Return the ids of turns in an answer of whatever shape."""
    messages = replies if isinstance(replies, list) else []
    customs = [message.get("custom") for message in messages if isinstance(message, dict)]
    return [str(custom["turn_id"]) for custom in customs if isinstance(custom, dict) and "turn_id" in custom]


def forgetting(redis_url: str) -> Forget:
    """Return what erases a conversation's tracker and lock in the Redis that Rasa servers share, if there is one."""
    if not redis_url:
        return _nothing

    async def forget(sender: str) -> None:
        client = connected_async(redis_url)
        try:
            await client.delete(_TRACKER + sender, _LOCK + sender)
        except AWAY as error:
            # It was in Redis's memory alone, and is gone within an hour in any case.
            log.warning("a tracker could not be erased at once: %s", type(error).__name__)
        finally:
            await client.aclose()

    return forget
