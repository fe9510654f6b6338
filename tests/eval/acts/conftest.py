"""What the tests of task acts share: outcomes made by hand."""

from collections.abc import Callable, Sequence

import pytest

from eval.acts.messages import Labelled
from eval.acts.outcomes import Outcome, Reading

Heard = Callable[..., Outcome]


@pytest.fixture
def heard() -> Heard:
    """Make an outcome by hand: `heard("m1", "ask", "ask", ["fee"], ["fee"])`."""

    def make(
        name: str,
        act: str,
        said: str | None,
        aspects: Sequence[str] = (),
        read: Sequence[str] | None = None,
        *,
        also: Sequence[str] = (),
        form: str | None = None,
        folded: str | None = None,
        milliseconds: float = 10.0,
    ) -> Outcome:
        message = Labelled(id=name, text="bí mật", act=act, aspects=tuple(aspects), also=tuple(also), form=form)
        found = tuple(aspects if read is None else read) if message.asks else None
        written = Reading(said, milliseconds, found, 1.0, "" if said else "500")
        return Outcome(message, written, Reading(folded, milliseconds, found) if folded else None)

    return make
