"""Plays a conversation on the web first, which gives its deeds, and then the same deeds on the other channels."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from tests.bot.talking import Reply, question, words
from tests.channels.replay.application import Application
from tests.channels.replay.faces import ChatApp, Client, NotOfferedError, TelegramApp, ZaloApp
from tests.channels.replay.learning import Fact, decided, learned
from tests.channels.replay.reading import missing, surplus
from tests.channels.replay.rules import Rule, ruled

CHANNELS = ("kiosk", "telegram", "zalo")
"""Compared with the web."""


@dataclass(frozen=True)
class Deed:
    """What the citizen does: words to say, or the full label of an answer to tap."""

    text: str
    taps: bool = False


@dataclass(frozen=True)
class Script:
    """A conversation as it went on the web. `whole`: all that is written of it could be done."""

    id: str
    kind: str
    turns: list[tuple[Deed, Reply]]
    whole: bool


@dataclass(frozen=True)
class Difference:
    """What one channel tells and the web does not ("more"), or the other way round ("less"); `rule`: its reason."""

    turn: int
    side: str
    fact: Fact
    rule: Rule | None


@dataclass(frozen=True)
class Outcome:
    """How a conversation compared, by channel."""

    script: Script
    differences: dict[str, list[Difference]]

    def verdict(self, channel: str) -> str:
        """Return "same", "by rule" or "differs"."""
        found = self.differences[channel]
        return "differs" if any(one.rule is None for one in found) else "by rule" if found else "same"


def replay(conversation: Mapping[str, Any], application: Application) -> Outcome:
    """Play one conversation of `conversations_*.yml` on all channels."""
    script = written(conversation, application)
    found = {"kiosk": list(at_the_kiosk(script, Client(application, "kiosk")))}
    for app in (TelegramApp(application), ZaloApp(application)):
        found[app.channel] = list(in_chat(script, app))
    return Outcome(script, found)


def written(conversation: Mapping[str, Any], application: Application) -> Script:
    """Play a conversation on the web, as far as its answers are offered there."""
    client = Client(application, "web")
    turns = list[tuple[Deed, Reply]]()
    try:
        for turn in _filled(conversation, application):
            for deed in _deeds(turn, client):
                turns.append((deed, client.taps(deed.text) if deed.taps else client.says(deed.text)))
    except NotOfferedError:
        return Script(conversation["id"], conversation["kind"], turns, whole=False)
    return Script(conversation["id"], conversation["kind"], turns, whole=True)


def _filled(conversation: Mapping[str, Any], application: Application) -> list[dict[str, Any]]:
    """Return the turns; `dossier`, a status, names an invented dossier whose {code} and {last_four} are said."""
    turns: list[dict[str, Any]] = conversation["turns"]
    if "dossier" not in conversation:
        return turns
    mine = next(one for one in application.dossiers if one.record.status == conversation["dossier"])
    numbers = {"code": mine.record.dossier_code, "last_four": mine.identity_number[-4:]}
    return [turn | ({"say": turn["say"].format(**numbers)} if "say" in turn else {}) for turn in turns]


def _deeds(turn: Mapping[str, Any], client: Client) -> Iterator[Deed]:
    """Return what is done in a turn, each deed after the reply to the one before. Raises `NotOfferedError`."""
    if "say" in turn:
        yield Deed(turn["say"])
    elif "choose" in turn:
        yield Deed(_label(turn["choose"], client), taps=True)
    else:
        while fact := question(client.heard[-1]):
            if fact not in turn["answers"]:
                raise NotOfferedError(fact)
            yield Deed(_label(turn["answers"][fact], client), taps=True)


def _label(wanted: str, client: Client) -> str:
    """Return the newest label that is or holds what is wanted. Raises `NotOfferedError`."""
    labels = [label for label, _ in client.offered()]
    near = [label for label in labels if wanted in label]
    if not near:
        raise NotOfferedError(wanted)
    return wanted if wanted in labels else near[0]


def at_the_kiosk(script: Script, client: Client) -> Iterator[Difference]:
    """Do the same at another client of the API; yield facts that one of both does not tell."""
    for number, (deed, wanted) in enumerate(script.turns, 1):
        try:
            reply = client.taps(deed.text) if deed.taps else client.says(deed.text)
        except NotOfferedError as error:
            yield _difference(client.channel, number, "less", Fact(error.kind, deed.text))
            return
        told, heard = [*decided(wanted), *learned(wanted)], [*decided(reply), *learned(reply)]
        yield from (_difference(client.channel, number, "less", fact) for fact in told if fact not in heard)
        yield from (_difference(client.channel, number, "more", fact) for fact in heard if fact not in told)


def in_chat(script: Script, app: ChatApp) -> Iterator[Difference]:
    """Do the same in a chat app; yield what cannot be read there, and what only stands there."""
    for number, (deed, wanted) in enumerate(script.turns, 1):
        try:
            arrived = app.taps(deed.text) if deed.taps else app.says(deed.text)
        except NotOfferedError as error:
            yield _difference(app.channel, number, "less", Fact(error.kind, deed.text))
            return
        facts = learned(wanted)
        yield from (_difference(app.channel, number, "less", fact) for fact in missing(facts, arrived))
        yield from (_difference(app.channel, number, "more", fact) for fact in surplus(facts, words(wanted), arrived))


def _difference(channel: str, turn: int, side: str, fact: Fact) -> Difference:
    return Difference(turn, side, fact, ruled(channel, side, fact))
