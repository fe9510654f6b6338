"""What `tests.prove_replay` wrote: conversations as they went on the web, and how each other channel compared.

The conversations are played through the real adapters of all channels, against local stand-ins of Telegram and Zalo.
Those belong to the tests, which the application and its measures do not import; so they play, and this reads.
"""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from eval.errors import BadQuestionsError
from eval.questions import Row

CHANNELS = ("kiosk", "telegram", "zalo")
"""Compared with the web."""

Compared = Literal["same", "by rule", "differs"]


class Conversation(Row):
    """One conversation. `differs`: no written rule allows it (tests/channels/replay/rules.yml)."""

    kind: str
    turns: int = Field(ge=0)
    kiosk: Compared
    telegram: Compared
    zalo: Compared

    def on(self, channel: str) -> Compared:
        """Return how a channel compared."""
        verdicts: Mapping[str, Compared] = {"kiosk": self.kiosk, "telegram": self.telegram, "zalo": self.zalo}
        return verdicts[channel]


class Replay(BaseModel):
    """The whole file. `releases`: names of those that were played on; `rasa`: whether the dialogue model took part."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    releases: tuple[str, ...]
    rasa: bool
    outcomes: tuple[Conversation, ...] = Field(min_length=1)


def read(path: Path) -> Replay:
    """Read the JSON of a replay. Raises `BadQuestionsError`."""
    try:
        return Replay.model_validate(json.loads(path.read_text(encoding="utf-8")))
    except (OSError, UnicodeDecodeError) as error:
        raise BadQuestionsError(f"{path}: cannot be read: {error}") from error
    except ValidationError as error:
        first = error.errors()[0]
        raise BadQuestionsError(f"{path}: {'.'.join(map(str, first['loc']))}: {first['msg']}") from error
    except ValueError as error:
        raise BadQuestionsError(f"{path}: is not JSON: {error}") from error
