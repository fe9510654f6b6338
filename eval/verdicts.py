"""What came of one question, in the words that every task shares; they are never added up into one."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from typing import Any


class Verdict(StrEnum):
    """What the assistant did. Whether that was the thing to do is said apart: `Judged.right`.

    RIGHT, PARTLY and WRONG: it answered. PARTLY: some of what was asked is missing, or something is said too much.
    DECLINED, CLARIFIED, HANDED_OVER: it did not answer but said so, asked back, or called a person. NONE: no reply.
    """

    RIGHT = "right"
    PARTLY = "partly"
    WRONG = "wrong"
    DECLINED = "declined"
    CLARIFIED = "clarified"
    HANDED_OVER = "handed_over"
    NONE = "none"


@dataclass(frozen=True)
class Judged:
    """One question (or one turn) judged.

    `id`: unique in a run, never the text. `right`: whether the verdict is the one that was wanted: a decline is right
    where nothing answers. `unit`: what is independent of the rest, such as the dialogue of a turn; empty: the id.
    `values`: value in 0..1 (or a difference in -1..1) of each of the task's measures that this one is about.
    `groups`: what figures are broken down by, such as `{"form": "dialect"}`. `missing`, `extra`: ids of papers,
    procedures or aspects that were not said, or said too much. `mistaken`: what was wanted and what was said
    instead, as ids. `procedure`: code of the procedure it is about, to break figures down by field.
    `confidence`: the assistant's own belief that to answer is right, any scale; `answer_right`: whether its likeliest
    answer is right, given or not. Both None where there is none. `steps`: milliseconds by step.
    `told`: what else stands in the JSON; plain data, no text of questions.
    """

    id: str
    verdict: Verdict
    right: bool
    milliseconds: float
    unit: str = ""
    values: Mapping[str, float] = field(default_factory=dict)
    groups: Mapping[str, str] = field(default_factory=dict)
    missing: tuple[str, ...] = ()
    extra: tuple[str, ...] = ()
    mistaken: tuple[str, str] | None = None
    procedure: str | None = None
    confidence: float | None = None
    answer_right: bool | None = None
    steps: Mapping[str, float] = field(default_factory=dict)
    error: str = ""
    told: Mapping[str, Any] = field(default_factory=dict)

    @property
    def independent(self) -> str:
        """What is drawn as one in a bootstrap."""
        return self.unit or self.id

    def json(self) -> dict[str, Any]:
        """Return what stands in the JSON file: what is empty is left out."""
        own = {name: value for name, value in asdict(self).items() if name != "told"}
        return {**{name: value for name, value in own.items() if value not in _EMPTY}, **self.told}


_EMPTY: tuple[object, ...] = (None, "", (), {})
