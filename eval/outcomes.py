"""What came of a question: the reply, and whether it was right."""

from collections.abc import Collection
from dataclasses import dataclass

from bot.answers.messages import Decision
from eval.questions import Turn
from eval.verdicts import Verdict


@dataclass(frozen=True)
class Reply:
    """What the assistant did, and how long it took.

    `decision` None: no answer came, `error` says why. `procedures`: what the reply is about, or offers where it
    clarifies; most likely first. `ranking`: the best five found, best first. `confidence`: belief in 0..1 that to
    answer is right, None where it is not told. `handed_over`: whether a person was called.
    """

    decision: Decision | None
    procedures: tuple[str, ...]
    ranking: tuple[str, ...]
    milliseconds: float
    error: str = ""
    confidence: float | None = None
    handed_over: bool = False


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

    @property
    def astray(self) -> bool:
        """Whether an outright answer is about a procedure that nothing expects, wherever it had been due."""
        expected = {code for group in self.asked.expect for code in group}
        return self.decision is Decision.ANSWER and not expected.issuperset(self.reply.procedures)

    @property
    def verdict(self) -> Verdict:
        """What the assistant did. Answered with one of two procedures that were asked for: partly right."""
        if self.reply.decision is None:
            return Verdict.NONE
        if self.reply.handed_over:
            return Verdict.HANDED_OVER
        if self.decision in _SAID_SO:
            return _SAID_SO[self.decision]
        if self.right:
            return Verdict.RIGHT
        some = self._answers_what_is_to_answer and len(self.missing) < len(self.asked.expect)
        return Verdict.PARTLY if some else Verdict.WRONG

    @property
    def missing(self) -> tuple[str, ...]:
        """The first code of every expected group that the answer does not meet."""
        if not self._answers_what_is_to_answer:
            return ()
        return tuple(group[0] for group in self.asked.expect if not _meets(self.reply.procedures, group))

    @property
    def extra(self) -> tuple[str, ...]:
        """The codes that the answer is about and nothing expects."""
        if not self._answers_what_is_to_answer:
            return ()
        expected = {code for group in self.asked.expect for code in group}
        return tuple(code for code in self.reply.procedures if code not in expected)

    @property
    def _answers_what_is_to_answer(self) -> bool:
        return self.asked.behaviour is Decision.ANSWER and self.decision is Decision.ANSWER


_SAID_SO = {Decision.DECLINE: Verdict.DECLINED, Decision.CLARIFY: Verdict.CLARIFIED}


def _meets(procedures: Collection[str], group: Collection[str]) -> bool:
    return any(code in group for code in procedures)
