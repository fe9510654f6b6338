"""Commands for whoever sets the account up: `python -m channels zalo connect` and `zalo status`."""

import argparse
import sys
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

from channels.zalo import oauth, protocol
from channels.zalo.account import Account, account
from channels.zalo.errors import NotConnectedError, NoTokensError
from channels.zalo.oauth import Consent
from channels.zalo.tokens import Standing, Tokens
from knowledge.data_key import data_key
from knowledge.database import engine, sessions, upgrade
from knowledge.settings import Settings, settings

if TYPE_CHECKING:
    from argparse import _SubParsersAction


def add_commands(commands: "_SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add `zalo connect` and `zalo status`; both raise `ZaloError`, `DatabaseError` and `SecretError`."""
    deeds = commands.add_parser("zalo", help="the Zalo Official Account").add_subparsers(
        required=True, metavar="COMMAND"
    )
    deeds.add_parser("connect", help="ask the account's owner for consent and keep the tokens").set_defaults(
        run=_connect
    )
    deeds.add_parser("status", help="say how the connection stands").set_defaults(run=_status)


def _connect() -> None:
    made = settings()
    speaking = _account(made)
    if not (speaking.app_secret and speaking.redirect_url):
        raise NotConnectedError("set MOTCUA_ZALO_APP_SECRET and MOTCUA_ZALO_REDIRECT_URL first")
    tokens = _tokens(made, speaking)
    consent = oauth.ask_consent(speaking)
    _say(f"Open this page as the account's owner and agree:\n\n  {consent.url}\n")
    _say("Then paste the whole address of the page that you are led to, and press Enter:")
    tokens.connect(oauth.first_pair(speaking, code_in(sys.stdin.readline(), consent), consent.verifier))
    _say(f"Connected. {_told(tokens.standing())}")


def _status() -> None:
    made = settings()
    _say(_told(_tokens(made, _account(made)).standing()))


def code_in(address: str, consent: Consent) -> str:
    """Return the code in the address that the consent led back to.

    Raises `NoTokensError` where there is none, or where the address belongs to another consent.
    """
    told = parse_qs(urlsplit(address.strip()).query)
    # That the state comes back is not sure; the verifier binds the code to this consent as well.
    if told.get(protocol.STATE_PARAMETER, [consent.state]) != [consent.state]:
        raise NoTokensError("this address belongs to another consent: start again and paste the new one")
    if not told.get(protocol.CODE_PARAMETER):
        raise NoTokensError("the address holds no code: the owner did not agree, or it was not pasted whole")
    return told[protocol.CODE_PARAMETER][0]


def _account(made: Settings) -> Account:
    speaking = account(made)
    if speaking is None:
        raise NotConnectedError("MOTCUA_ZALO_APP_ID is not set, so nothing of Zalo runs")
    return speaking


def _tokens(made: Settings, speaking: Account) -> Tokens:
    upgrade(made.sqlalchemy_url)
    store = sessions(engine(made.sqlalchemy_url))
    return Tokens(store, data_key(store, made), speaking)


def _told(standing: Standing) -> str:
    lines = [f"access token good until {standing.expires_at:%Y-%m-%d %H:%M} UTC"]
    lines.append(f"refresh token good until about {standing.refreshable_until:%Y-%m-%d}")
    if standing.refusal:
        lines.append(f"NOT renewed: {standing.refusal}. Run `python -m channels zalo connect`")
    return "; ".join(lines)


def _say(text: str) -> None:
    print(text, flush=True)
