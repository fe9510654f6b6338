"""Commands for officers: conversations handed over, receipts of lists, and feedback."""

import argparse
import json
import sys
from collections.abc import Iterable
from dataclasses import asdict
from datetime import datetime
from typing import TYPE_CHECKING

from bot.conversations import printing, receipts
from bot.conversations.feedback import Feedbacks
from bot.conversations.hand_overs import HandOvers
from bot.conversations.officer_replies import released_reply, taken_reply, words_reply
from bot.conversations.printing import word
from knowledge.database import Sessions, engine, sessions, upgrade
from knowledge.settings import settings

if TYPE_CHECKING:
    from argparse import _SubParsersAction

_LONGEST_NAME = 60
_LARGEST_NUMBER = 2**31 - 1


def add_commands(commands: "_SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add `hand-overs`, `receipt` and `feedback`; each sets `run(options) -> exit status`."""
    _add_hand_overs(commands.add_parser("hand-overs", help="conversations that citizens asked to hand over"))
    reading = commands.add_parser("receipt", help="show the list that was told under a receipt number")
    reading.add_argument("number")
    reading.add_argument("--json", action="store_true", help="as JSON, complete")
    reading.set_defaults(run=_receipt)
    rating = commands.add_parser("feedback", help="show what citizens think of the replies, newest first")
    rating.add_argument("--down", action="store_true", help="only what was not good")
    rating.add_argument("--json", action="store_true", help="as JSON, one array")
    rating.set_defaults(run=_feedback)


def _add_hand_overs(parser: argparse.ArgumentParser) -> None:
    parser.set_defaults(run=_list)
    deeds = parser.add_subparsers(metavar="COMMAND")
    deeds.add_parser("list", help="what waits for an officer or is with one, oldest first").set_defaults(run=_list)
    showing = deeds.add_parser("show", help="the summary and everything said since it was handed over")
    showing.add_argument("number", type=_number)
    showing.set_defaults(run=_show)
    for name, run, told in (
        ("take", _take, "take a conversation; the assistant keeps silent in it from now on"),
        ("say", _say, "send words to the citizen"),
        ("release", _release, "give the conversation back to the assistant"),
    ):
        deed = deeds.add_parser(name, help=told)
        deed.add_argument("number", type=_number)
        deed.add_argument("--officer", type=_name, required=True, help="your name, the same one in every command")
        deed.set_defaults(run=run)
        if name == "say":
            deed.add_argument("text", nargs="+", help="the words, put in quotes or not")


def _list(_: argparse.Namespace) -> int:
    return _print(printing.queue(HandOvers(_store()).queue()))


def _show(options: argparse.Namespace) -> int:
    return _print(printing.hand_over(HandOvers(_store()).show(options.number)))


def _take(options: argparse.Namespace) -> int:
    HandOvers(_store()).take(options.number, options.officer, taken_reply())
    return _print([word("taken", number=options.number)])


def _say(options: argparse.Namespace) -> int:
    text = " ".join(options.text).strip()
    if not text:
        print("error: there are no words to send", file=sys.stderr)
        return 1
    HandOvers(_store()).say(options.number, options.officer, text, words_reply(text))
    return _print([word("sent", number=options.number)])


def _release(options: argparse.Namespace) -> int:
    HandOvers(_store()).release(options.number, options.officer, released_reply())
    return _print([word("released", number=options.number)])


def _receipt(options: argparse.Namespace) -> int:
    found = receipts.read(_store(), options.number)
    if options.json:
        told = {"number": found.number, "release": found.release, "told_at": found.told_at.isoformat()}
        return _print([_json(told | {"checklist": found.told.model_dump(mode="json")})])
    return _print(printing.receipt(found))


def _feedback(options: argparse.Namespace) -> int:
    given = Feedbacks(_store()).given("down" if options.down else None)
    return _print([_json([asdict(one) for one in given])] if options.json else printing.feedback(given))


def _store() -> Sessions:
    upgrade(settings().sqlalchemy_url)
    return sessions(engine(settings().sqlalchemy_url))


def _print(lines: Iterable[str]) -> int:
    for line in lines:
        print(line)
    return 0


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1, default=datetime.isoformat)


def _number(text: str) -> int:
    if not text.isdecimal() or not 1 <= int(text) <= _LARGEST_NUMBER:
        raise argparse.ArgumentTypeError(f"{text!r} is no number of a conversation; see: python -m bot hand-overs")
    return int(text)


def _name(text: str) -> str:
    name = " ".join(text.split())
    if not 1 <= len(name) <= _LONGEST_NAME:
        raise argparse.ArgumentTypeError(f"a name has 1 to {_LONGEST_NAME} characters")
    return name
