"""What the doctor looks at for Zalo: settings, tokens, the way out, and whether the webhook knows a signature."""

import asyncio
import json
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx
from sqlalchemy import make_url

from channels.checking import Check, Finding, State
from channels.words import Words
from channels.zalo import protocol
from channels.zalo.account import Account, account
from channels.zalo.errors import NotConnectedError
from channels.zalo.tokens import Standing, Tokens
from knowledge.data_key import data_key
from knowledge.database import DatabaseError, engine, sessions
from knowledge.secrets import SecretError
from knowledge.settings import Settings

_words = Words(Path(__file__).with_name("checks.vi.yml"))
_AGEING = timedelta(days=30)
_PATIENCE = 5.0


async def check_settings(settings: Settings) -> list[Finding]:
    """Whether everything is set that Zalo needs."""
    found = account(settings)
    if found is None:
        return [_finding("settings", State.SKIPPED, "unused")]
    needed = {"MOTCUA_ZALO_APP_SECRET": found.app_secret, "MOTCUA_ZALO_OA_SECRET": found.oa_secret}
    needed["MOTCUA_ZALO_REDIRECT_URL"] = found.redirect_url
    missing = [name for name, value in needed.items() if not value]
    if missing:
        return [_finding("settings", State.BAD, "missing", names=", ".join(missing))]
    return [_finding("settings", State.GOOD, "good")]


async def check_tokens(settings: Settings) -> list[Finding]:
    """Whether the account is connected and stays so."""
    found = account(settings)
    if found is None:
        return []
    try:
        return [_standing(await asyncio.to_thread(_read, settings, found))]
    except (DatabaseError, SecretError) as error:
        return [_finding("tokens", State.BAD, "unread", why=error)]
    except NotConnectedError as error:
        return [_finding("tokens", State.BAD, "none", why=error)]


async def check_reach(settings: Settings) -> list[Finding]:
    """Whether Zalo's servers answer at all, whatever they answer."""
    found = account(settings)
    if found is None:
        return []
    urls = list(dict.fromkeys([found.api_url, found.oauth_url]))
    failed = await asyncio.gather(*map(_unreachable, urls))
    bad = [_finding("reach", State.BAD, "bad", url=url, why=why) for url, why in zip(urls, failed, strict=True) if why]
    return bad or [_finding("reach", State.GOOD, "good", urls=", ".join(urls))]


async def check_webhook(settings: Settings) -> list[Finding]:
    """Whether the running application takes a rightly signed event, and no other; the event means nothing to it."""
    found = account(settings)
    if found is None or not found.oa_secret:
        return []
    url = f"http://{_local(settings.host)}:{settings.port}/zalo/webhook"
    try:
        right, wrong = await _post(url, found, found.oa_secret), await _post(url, found, f"not {found.oa_secret}")
    except httpx.HTTPError:
        return [_finding("webhook", State.WARNING, "off", url=url)]
    if wrong != httpx.codes.FORBIDDEN and right == httpx.codes.OK:
        return [_finding("webhook", State.BAD, "open", url=url, status=wrong)]
    if right != httpx.codes.OK:
        return [_finding("webhook", State.BAD, "bad", url=url, status=right)]
    return [_finding("webhook", State.GOOD, "good")]


CHECKS: list[Check] = [check_settings, check_tokens, check_reach, check_webhook]


def _finding(about: str, state: State, text: str, **values: object) -> Finding:
    return Finding(_words(f"names.{about}"), state, _words(f"{about}.{text}", **values))


def _read(settings: Settings, found: Account) -> Standing:
    url = make_url(settings.sqlalchemy_url)
    if url.get_backend_name() == "sqlite" and not Path(url.database or "").exists():
        # Looking must not make it.
        raise DatabaseError(f"{url.database} is not there")
    made = engine(settings.sqlalchemy_url)
    try:
        store = sessions(made)
        return Tokens(store, data_key(store, settings), found).standing()
    finally:
        made.dispose()


def _standing(standing: Standing) -> Finding:
    now, until = datetime.now(UTC), f"{standing.expires_at:%H:%M %d/%m/%Y} UTC"
    if standing.expires_at <= now:
        return _finding("tokens", State.BAD, "over", until=until)
    if standing.refusal:
        return _finding("tokens", State.BAD, "refused", why=standing.refusal, until=until)
    if standing.refreshable_until - now < _AGEING:
        return _finding("tokens", State.WARNING, "ageing", until=f"{standing.refreshable_until:%d/%m/%Y}")
    return _finding("tokens", State.GOOD, "good", until=until)


async def _unreachable(url: str) -> str:
    """Return why `url` does not answer, "" where it does."""
    async with httpx.AsyncClient(timeout=_PATIENCE) as client:
        try:
            await client.get(url)
        except httpx.HTTPError as error:
            return type(error).__name__
    return ""


async def _post(url: str, found: Account, secret: str) -> int:
    stamp = str(round(time.time() * 1000))
    raw = json.dumps({"app_id": found.app_id, "event_name": "motcua_self_test", "timestamp": stamp}).encode()
    headers = {protocol.SIGNATURE_HEADER: protocol.mac(found.app_id, raw, stamp, secret)}
    async with httpx.AsyncClient(timeout=_PATIENCE) as client:
        return (await client.post(url, content=raw, headers=headers)).status_code


def _local(host: str) -> str:
    """Return an address at which a listener on `host` is reached from this machine."""
    everywhere = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}  # noqa: S104
    return everywhere.get(host, f"[{host}]" if ":" in host else host)
