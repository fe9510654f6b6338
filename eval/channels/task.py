"""The task: read how the conversations of a replay compared; what differs without a written rule is wrong."""

import argparse
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from eval.channels.replayed import CHANNELS, Compared, Conversation, read
from eval.task import Assistant, Task
from eval.verdicts import Judged, Verdict

_UNTIMED = 0.0
"""A replay does not say how long each turn took."""


class Channels(Task[Conversation, dict[str, Compared]]):
    """Task channels: see the package. Its file is the JSON of a replay, `docs/results/replay.json`."""

    name = "channels"
    about = "does one conversation teach the same on web, kiosk, Telegram and Zalo?"
    rows, said = Conversation, dict[str, Compared]
    unit = "comparisons"
    measures = {"alike": "nothing differs without a written rule", "same": "nothing differs at all"}
    headline = ("alike", "same")

    def read(self, path: Path) -> list[Conversation]:
        """Read the conversations of a replay. Raises `BadQuestionsError`."""
        return list(read(path).outcomes)

    @contextmanager
    def opened(self, options: argparse.Namespace) -> Iterator[Assistant[Conversation, dict[str, Compared]]]:
        """Open the replay; nobody is asked again."""
        replay = read(options.questions)
        configuration = {"releases": replay.releases, "rasa": replay.rasa}
        yield Assistant(_compared, replay.releases[-1] if replay.releases else None, configuration=configuration)

    def judged(self, answered: Sequence[tuple[Conversation, dict[str, Compared]]]) -> list[Judged]:
        """Judge each conversation on each channel; those of one conversation stand and fall together."""
        return [_judged(one, channel, said[channel]) for one, said in answered for channel in CHANNELS]


def _compared(conversation: Conversation) -> dict[str, Compared]:
    return {channel: conversation.on(channel) for channel in CHANNELS}


def _judged(conversation: Conversation, channel: str, compared: Compared) -> Judged:
    alike = compared != "differs"
    return Judged(
        f"{conversation.id}.{channel}",
        Verdict.RIGHT if alike else Verdict.WRONG,
        alike,
        _UNTIMED,
        unit=conversation.id,
        values={"alike": float(alike), "same": float(compared == "same")},
        groups={"channel": channel, "kind": conversation.kind},
        told={"compared": compared},
    )
