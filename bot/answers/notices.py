"""Notices: offered after a proved look-up in a chat app, agreed to by a tap alone, stopped by a word or a tap.

A notice tells what the short proof opens: status, what it means, what to do by when. No names, no papers.
"""

import json
from collections.abc import Callable, Collection
from dataclasses import asdict
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from bot.answers.chat import ChatReply
from bot.answers.messages import Decision, Line, Source, TextMessage
from bot.answers.replies import Reply
from bot.answers.wording import day, say
from bot.conversations.notices import Known, Notices, Wish, masked
from bot.conversations.state import Choice, ConversationState
from bot.conversations.store import new_turn_id
from knowledge.dossiers.look_up import Caller, Dossier
from knowledge.dossiers.sealing import Seal, SealExpiredError
from knowledge.dossiers.statuses import statuses
from knowledge.dossiers.times import VIET_NAM

_ALL = "all"


@cache
def _texts() -> dict[str, str]:
    texts: dict[str, str] = yaml.safe_load(Path(__file__).with_name("notices.vi.yml").read_text(encoding="utf-8"))
    return texts


def words(key: str, **values: Any) -> str:
    """Return the sentence under `key` of `notices.vi.yml`. Raises `KeyError`."""
    return _texts()[key].format(**values)


class NoticeForm:
    """Offers notices, and takes wishes and their end. `apps`: names of the chat apps that can write to citizens now."""

    def __init__(self, notices: Notices, seal: Seal, apps: Callable[[], Collection[str]]) -> None:
        self.notices = notices
        self.seal = seal
        self.apps = apps

    def offer(self, state: ConversationState, reply: Reply, dossier: Dossier, channel: str, caller: Caller) -> None:
        """Offer notices under a dossier that was just told; elsewhere than in a chat app say where there are some."""
        if not self.apps() or not self.notices.can_tell(dossier.dossier_code):
            return
        if channel not in self.apps():
            self._say(reply, "elsewhere", apps=self._apps())
        elif self.notices.is_wished(caller.conversation, dossier.dossier_code):
            self._say(reply, "already", code=masked(dossier.dossier_code))
        else:
            token = self.seal.keep(_written(Known(dossier.dossier_code, dossier.status, dossier.due_at)))
            reply.offer(state, words("offer"), [Choice(do="notify", value=token, label=words("offer_label"))])

    def agreed(self, state: ConversationState, reply: Reply, token: str, caller: Caller) -> None:
        """Take the wish whose button was tapped."""
        try:
            known = _read(self.seal.open(token))
        except SealExpiredError:
            self._say(reply, "expired")
            return
        if self.notices.wish(caller.conversation, known):
            stop = Choice(do="stop_notices", value="", label=words("stop_label"))
            reply.offer(state, words("agreed", code=masked(known.dossier_code)), [stop])
        else:
            self._say(reply, "nothing_to_come")

    def wanted(self, reply: Reply, channel: str) -> bool:
        """Say how notices are had; return whether a look-up in this conversation leads to them."""
        if not self.apps():
            reply.text("notices_none")
        elif channel not in self.apps():
            self._say(reply, "elsewhere", apps=self._apps())
        else:
            self._say(reply, "how")
            return True
        return False

    def stop(self, state: ConversationState, reply: Reply, caller: Caller, which: str = "") -> None:
        """End the only wish, or the one that was tapped, or all; ask which where there are several."""
        wishes = self.notices.wishes(caller.conversation)
        meant = [wish for wish in wishes if which in ("", _ALL, str(wish.number))]
        if meant and which == _ALL:
            self.notices.stop(caller.conversation)
            self._say(reply, "stopped_all")
        elif len(meant) == 1:
            self.notices.stop(caller.conversation, meant[0].number)
            self._say(reply, "stopped", code=meant[0].masked)
        elif meant:
            reply.offer(state, words("which"), [*map(_which, wishes), _which_all()])
        else:
            reply.text("notices_off")

    def _say(self, reply: Reply, key: str, **values: object) -> None:
        reply.add(TextMessage(text=words(key, **values)))

    def _apps(self) -> str:
        return words("or").join(words(f"app_{name}") for name in sorted(self.apps()))


def notice(dossier: Dossier, last: bool) -> ChatReply:
    """Return the notice that tells how a dossier stands now, one message. `last`: nothing more will come."""
    source = Source(title=f"{say('dossier_source')} ({dossier.source})")
    facts = {
        "meaning": dossier.meaning,
        "to_do": dossier.to_do,
        "by_when": dossier.by_when,
        "due": day(dossier.due_at.astimezone(VIET_NAM)) if dossier.due_at else "",
    }
    as_of = dossier.as_of.astimezone(VIET_NAM).date()
    lines = [Line(label=words(key), text=text, source=source, as_of=as_of) for key, text in facts.items() if text]
    changed = words("changed", code=masked(dossier.dossier_code), status=dossier.status_name)
    text = f"{changed} {words('last' if last else 'to_stop')}"
    message = TextMessage(text=text, lines=lines, tone="notice")
    return ChatReply(turn_id=new_turn_id(), decision=Decision.DIALOGUE, messages=[message])


def _which(wish: Wish) -> Choice:
    label = words("which_one", code=wish.masked, status=statuses()[wish.status].name)
    return Choice(do="stop_notices", value=str(wish.number), label=label)


def _which_all() -> Choice:
    return Choice(do="stop_notices", value=_ALL, label=words("which_all"))


def _written(known: Known) -> str:
    return json.dumps(asdict(known), default=datetime.isoformat)


def _read(text: str) -> Known:
    told = json.loads(text)
    due_at = datetime.fromisoformat(told["due_at"]) if told["due_at"] else None
    return Known(told["dossier_code"], told["status"], due_at)
