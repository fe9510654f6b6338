"""Whatever goes wrong, in whatever order: replies arrive in order and at least once, notices at most once."""

import itertools
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.conversations.store import Conversations
from channels.delivery.deliveries import Deliveries
from knowledge.database import engine, sessions
from tests.channels.delivery.conftest import SECRET, Clock, Office
from tests.channels.delivery.conftest import settings as settings_in
from tests.channels.delivery.dossiers import move, subscribed
from tests.channels.delivery.platform import CUTS, STATUSES, Platform, serving
from tests.channels.delivery.talking import App

faults = st.sampled_from(["", "", *CUTS, *(set(STATUSES) - {"blocked", "refused", "window"})])
steps = st.lists(
    st.one_of(
        st.tuples(st.just("hear"), st.integers(0, 5)),
        st.tuples(st.just("move"), st.sampled_from(["in_progress", "supplement_requested", "received"])),
        st.tuples(st.just("crash"), st.booleans()),
        st.tuples(st.just("work"), st.lists(faults, max_size=4)),
    ),
    max_size=14,
)


@contextmanager
def an_office(migrated: Path) -> Iterator[Office]:
    """Deliveries of their own, on SQLite."""
    with tempfile.TemporaryDirectory() as folder, serving(Platform()) as platform:
        file = shutil.copyfile(migrated, Path(folder) / "motcua.sqlite")
        made = engine(f"sqlite:///{file}")
        conversations = Conversations(sessions(made), SECRET)
        clock = Clock()
        deliveries = Deliveries(conversations, settings_in(Path(folder), delivery_tries=1000), clock)
        app = App(conversations, platform.url)
        deliveries.join(app)
        yield Office(deliveries, app, platform, clock)
        made.dispose()


@settings(max_examples=4, deadline=None)
@given(steps=steps)
def test_replies_arrive_in_order_and_notices_once(migrated: Path, steps: list[tuple[str, object]]) -> None:
    with an_office(migrated) as office:
        subscribed(office)
        heard: list[str] = []
        for deed, what in steps:
            office.clock.forward(seconds=7)
            if deed == "hear" and str(what) not in heard:
                heard.append(str(what))
            _do(office, deed, what)
        office.platform.faults.clear()
        for _ in range(4):
            office.clock.forward(minutes=10)
            office.deliveries.noticing.check()
            office.work()
        taken = [text for text in office.platform.texts("an") if not text.startswith("Hồ sơ")]
        order = [f"{text}/{part}" for text in heard for part in (0, 1)]
        assert [text for text, _ in itertools.groupby(taken)] == order
        notices = [message["turn"] for message in office.platform.taken if message["text"].startswith("Hồ sơ")]
        assert len(notices) == len(set(notices))
        assert set(office.states()) <= {"sent", "unknown"}


def _do(office: Office, deed: str, what: object) -> None:
    """Hear a message (again), move the dossier, crash with leases taken, or work with faults ahead."""
    if deed == "hear":
        office.hear(str(what), update_id=str(what))
    elif deed == "move":
        move(office.deliveries.inbox.sessions, status=what)
    elif deed == "crash":
        (office.deliveries.inbox.take if what else office.deliveries.outbox.take)(("telegram",), 9)
    else:
        assert isinstance(what, list)
        office.platform.faults.extend(what)
        office.deliveries.noticing.check()
        office.work()
