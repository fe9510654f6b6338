"""Taking a turn of a trial through the real gateway, and keeping why the reply came out as it did."""

import asyncio
import time
from dataclasses import dataclass

from bot.conversations.store import TRIAL
from channels.gateway import Gateway
from channels.turns import Turn
from eval.console.errors import ConsoleError
from eval.console.trials.trials import Trial, Trials
from eval.console.trials.why import Turned, why


class TrialErasedError(ConsoleError):
    """What was tried was the erasure itself: the conversation is gone."""

    key = "try.erased"


@dataclass(frozen=True)
class Message:
    """What is tried: words, or the id of a choice that the reply before offered."""

    text: str = ""
    choice: str | None = None


async def take(gateway: Gateway, trials: Trials, trial: Trial, message: Message, address: str) -> int:
    """Take one turn as a citizen's would be taken; return the trial's number.

    Raises `GatewayError` as the gateway does, `TrialErasedError` and `DatabaseUnavailableError`.
    """
    key, owner = gateway.conversations.key(TRIAL, trial.conversation_id), trial.owner
    before = await asyncio.to_thread(gateway.conversations.open, key, owner)
    library = gateway.assistant.library
    started = time.perf_counter()
    reply = await gateway.take(Turn(trial.conversation_id, TRIAL, owner, message.text, message.choice, address=address))
    total_ms = round(1000 * (time.perf_counter() - started))
    if reply.erased:
        raise TrialErasedError

    def keep() -> int:
        after, stored = gateway.conversations.open(key, owner), trials.measured(reply.turn_id)
        turned = Turned(
            stored.said,
            message.choice is None,
            before.state,
            after.state,
            reply,
            stored.speech_act,
            stored.confidence,
            stored.composed_ms,
            total_ms,
        )
        # Another release may have taken over just before the turn was taken.
        used = library if library.release == reply.release else gateway.assistant.library
        return trials.keep(trial, reply.turn_id, why(used, turned))

    return await asyncio.to_thread(keep)
