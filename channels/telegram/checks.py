"""What the doctor looks at for Telegram: the token, how updates come in, and the way to the webhook."""

import asyncio
import ssl
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import httpx

from channels.checking import Check, Finding, State
from channels.words import Words
from knowledge.settings import Settings

_words = Words(Path(__file__).with_name("checks.vi.yml"))
_PATIENCE = 8.0
_MANY_WAIT = 20
_FEW_DAYS = 14


class _RefusedError(Exception):
    """Telegram answered, but not with what was asked for."""


async def check_token(settings: Settings) -> list[Finding]:
    """Whether Telegram is reached and knows the bot."""
    if not settings.telegram_token.get_secret_value():
        return [_finding("token", State.SKIPPED, "unused")]
    try:
        told = await _asked(settings, "getMe")
    except httpx.HTTPError as error:
        return [_finding("token", State.BAD, "unreachable", url=settings.telegram_api_url, why=type(error).__name__)]
    except _RefusedError as error:
        return [_finding("token", State.BAD, "refused", why=error)]
    return [_finding("token", State.GOOD, "good", bot=told.get("username", ""))]


async def check_webhook(settings: Settings) -> list[Finding]:
    """Whether Telegram calls where the settings say, and what became of its calls."""
    if not settings.telegram_token.get_secret_value():
        return []
    try:
        told = await _asked(settings, "getWebhookInfo")
    except (httpx.HTTPError, _RefusedError):
        return [_finding("webhook", State.SKIPPED, "not_asked")]
    return [_address(settings.telegram_webhook_url, str(told.get("url", ""))), *_calls(told)]


async def check_way_in(settings: Settings) -> list[Finding]:
    """Whether the webhook's host answers with a certificate that holds, and our page behind it."""
    parts = urlsplit(settings.telegram_webhook_url)
    if not (settings.telegram_token.get_secret_value() and parts.hostname):
        return []
    try:
        left = await asyncio.wait_for(_days_left(parts.hostname, parts.port or 443), _PATIENCE)
    except ssl.SSLError as error:
        return [_finding("certificate", State.BAD, "bad", host=parts.hostname, why=error.reason or error)]
    except (OSError, TimeoutError) as error:
        return [_finding("certificate", State.BAD, "unreachable", host=parts.hostname, why=error or "hết giờ")]
    state, word = (State.GOOD, "good") if left > _FEW_DAYS else (State.WARNING, "ends")
    alive = await _alive(f"{parts.scheme}://{parts.netloc}/healthz")
    return [_finding("certificate", state, word, host=parts.hostname, days=left), alive]


CHECKS: list[Check] = [check_token, check_webhook, check_way_in]


def _address(wanted: str, told: str) -> Finding:
    if told == wanted:
        return _finding("webhook", State.GOOD, "good" if wanted else "polling", url=wanted)
    return _finding("webhook", State.BAD, "other" if told else "none", wanted=wanted or "", told=told)


def _calls(told: dict[str, Any]) -> list[Finding]:
    found = []
    waiting = int(told.get("pending_update_count", 0))
    if waiting > _MANY_WAIT:
        found.append(_finding("waiting", State.WARNING, "many", count=waiting))
    if said := told.get("last_error_message"):
        at = datetime.fromtimestamp(int(told.get("last_error_date", 0)), UTC).astimezone()
        found.append(_finding("errors", State.WARNING, "last", said=said, at=f"{at:%H:%M, %d/%m/%Y}"))
    return found


async def _asked(settings: Settings, method: str) -> dict[str, Any]:
    """Return what a method of the Bot API tells. The address holds the token, so no error is passed on as it is."""
    url = f"{settings.telegram_api_url.rstrip('/')}/bot{settings.telegram_token.get_secret_value()}/{method}"
    async with httpx.AsyncClient(timeout=_PATIENCE) as client:
        answer = await client.post(url)
    try:
        told = answer.json()
    except ValueError as error:
        raise _RefusedError(f"HTTP {answer.status_code}") from error
    if not (isinstance(told, dict) and told.get("ok") and isinstance(told.get("result"), dict)):
        said = told.get("description") if isinstance(told, dict) else ""
        raise _RefusedError(f"HTTP {answer.status_code} {said}".strip())
    result: dict[str, Any] = told["result"]
    return result


async def _days_left(host: str, port: int) -> int:
    _, writer = await asyncio.open_connection(host, port, ssl=ssl.create_default_context())
    try:
        told = writer.get_extra_info("peercert")
    finally:
        writer.close()
    ends = ssl.cert_time_to_seconds(str(told["notAfter"]))
    return int((ends - datetime.now(UTC).timestamp()) // 86_400)


async def _alive(url: str) -> Finding:
    try:
        async with httpx.AsyncClient(timeout=_PATIENCE) as client:
            status = (await client.get(url)).status_code
    except httpx.HTTPError as error:
        return _finding("page", State.BAD, "unreachable", url=url, why=type(error).__name__)
    return _finding("page", State.GOOD if status == 200 else State.BAD, "good" if status == 200 else "bad", url=url)


def _finding(name: str, state: State, word: str, **values: object) -> Finding:
    return Finding(_words(f"{name}.name"), state, _words(f"{name}.{word}", **values))
