"""Other citizens who keep the server busy while one is measured."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import cycle
from threading import Event, Thread

from eval.conversation import Conversation


@contextmanager
def crowd(url: str, others: int, said: Sequence[str]) -> Iterator[None]:
    """Let `others` citizens talk, each one message after the other, until the block ends.

    Each starts at another place of `said`, and each message opens a conversation. What they hear is not looked at.
    """
    over = Event()
    step = max(1, len(said) // max(1, others))
    talking = [Thread(target=_talk, args=(url, [*said[at:], *said[:at]], over)) for at in range(0, others * step, step)]
    for one in talking:
        one.start()
    try:
        yield
    finally:
        over.set()
        for one in talking:
            one.join()


def _talk(url: str, said: Sequence[str], over: Event) -> None:
    for text in cycle(said):
        if over.is_set():
            return
        with Conversation(url) as conversation:
            conversation.says(text)
