"""Personal data on request: `python -m channels personal-data show | erase CHANNEL ID`.

For who writes to the operator instead of tapping a button. ID: the platform's id of a chat app's user, elsewhere the
conversation's id. Whose it is must be known before: the command asks for no proof.
"""

import argparse
import asyncio
import json
import sys

from sqlalchemy import delete

from bot.conversations.exporting import kept
from bot.conversations.store import Conversations
from channels.delivery.inbox import lane
from channels.delivery.tables import InboxRow, OutboxRow
from channels.rasa_client import forgetting
from knowledge.data_key import data_key
from knowledge.database import engine, sessions, upgrade, writing
from knowledge.settings import Settings, settings

CHANNELS = ("web", "kiosk", "telegram", "zalo", "api")
_CHAT_APPS = ("telegram", "zalo")
_NOTHING = "nothing is kept of this conversation"


def add_commands(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add `personal-data show` and `erase`; both raise `DatabaseError` and `SecretError`."""
    parser = commands.add_parser("personal-data", help="show or erase what is kept of one person's conversation")
    deeds = parser.add_subparsers(required=True, metavar="COMMAND")
    for name, run, about in (("show", _show, "print it as JSON"), ("erase", _erase, "delete it everywhere")):
        deed = deeds.add_parser(name, help=about)
        deed.add_argument("channel", choices=CHANNELS)
        deed.add_argument("person", metavar="id", help="a chat app's user, elsewhere the conversation's id")
        deed.set_defaults(run=run)


def key_of(conversations: Conversations, channel: str, person: str) -> str:
    """Return the key of the conversation with a person."""
    if channel in _CHAT_APPS:
        return lane(conversations, channel, person)
    return conversations.key(channel, person)


def erase(made: Settings, conversations: Conversations, key: str) -> bool:
    """Delete a conversation, what waits to be handled or sent in it, and Rasa's tracker; return whether it was there."""
    there = kept(conversations.sessions, key) is not None
    with writing(conversations.sessions) as session:
        for table in (InboxRow, OutboxRow):
            session.execute(delete(table).where(table.lane == key))
    conversations.erase(key)
    asyncio.run(_forget_at_rasa(made.redis_url, key))
    return there


async def _forget_at_rasa(redis_url: str, key: str) -> None:
    await forgetting(redis_url)(key)


def _show(channel: str, person: str) -> int:
    conversations = _conversations(settings())
    found = kept(conversations.sessions, key_of(conversations, channel, person))
    if found is None:
        print(_NOTHING, file=sys.stderr)
        return 1
    print(json.dumps(found.model_dump(mode="json"), ensure_ascii=False, indent=1))
    return 0


def _erase(channel: str, person: str) -> int:
    conversations = _conversations(settings())
    there = erase(settings(), conversations, key_of(conversations, channel, person))
    print("erased" if there else _NOTHING)
    return 0 if there else 1


def _conversations(made: Settings) -> Conversations:
    upgrade(made.sqlalchemy_url)
    store = sessions(engine(made.sqlalchemy_url))
    return Conversations(store, data_key(store, made))
