"""What came of a question: the reply, and whether it was right."""

from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Any

from bot.answers.messages import Decision
from eval.questions import Turn


@dataclass(frozen=True)
class Reply:
    """What the assistant did, and how long it took.

    `decision` None: no answer came, `error` says why. `procedures`: what the reply is about, or offers where it
    clarifies; most likely first. `ranking`: the best five found, best first.
    """

    decision: Decision | None
    procedures: tuple[str, ...]
    ranking: tuple[str, ...]
    milliseconds: float
    error: str = ""


@dataclass(frozen=True)
class Outcome:
    """One question (or turn of dialogue `dialogue`) with its reply. `id` is unique in a run."""

    id: str
    asked: Turn
    reply: Reply
    dialogue: str | None = None

    @property
    def unit(self) -> str:
        """What is independent of the rest: the question, or the dialogue as a whole."""
        return self.dialogue or self.id

    @property
    def decision(self) -> Decision | None:
        """The reply's decision as it counts.

        A case question about an expected procedure is the way to answer it, so it counts as an answer.
        """
        asks_about = any(set(self.reply.procedures[:1]) & set(group) for group in self.asked.expect)
        if self.reply.decision is Decision.DIALOGUE and self.asked.behaviour is Decision.ANSWER and asks_about:
            return Decision.ANSWER
        return self.reply.decision

    @property
    def right(self) -> bool:
        """Whether decision and procedures are those expected; no answer is not."""
        if self.decision is not self.asked.behaviour:
            return False
        if self.decision is Decision.ANSWER:
            return all(_meets(self.reply.procedures, group) for group in self.asked.expect)
        if self.decision is Decision.CLARIFY:
            return any(_meets(self.reply.procedures, group) for group in self.asked.expect)
        return True


@dataclass(frozen=True)
class Run:
    """All outcomes of one task. `release`: name of the release that answered, None where a server does not say."""

    task: str
    outcomes: tuple[Outcome, ...]
    release: str | None
    configuration: dict[str, Any] = field(default_factory=dict)


def _meets(procedures: Collection[str], group: Collection[str]) -> bool:
    return any(code in group for code in procedures)
