"""Deliveries as the application runs them: accepted, handled, sent, stopped, gone."""

import asyncio
import time

from tests.channels.delivery.conftest import Office, run_for
from tests.channels.delivery.dossiers import talked


async def accept(office: Office, text: str) -> bool:
    return await office.deliveries.accept("telegram", text, "an", {"text": text})


def test_what_is_accepted_while_it_runs_is_answered_soon(office: Office) -> None:
    office.clock.at = office.deliveries.inbox.now()

    async def talk() -> None:
        running = asyncio.create_task(office.deliveries.run())
        await asyncio.sleep(0.2)
        assert await accept(office, "a")
        assert not await accept(office, "a")
        started = time.monotonic()
        while len(office.platform.texts("an")) < 2 and time.monotonic() - started < 8:
            await asyncio.sleep(0.02)
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)

    asyncio.run(talk())
    assert office.platform.texts("an") == ["a/0", "a/1"]


def test_what_was_accepted_before_a_restart_is_answered_after_it(office: Office) -> None:
    office.hear("a")
    run_for(office.deliveries.run(), lambda: office.states() == ["sent", "sent"])
    office.hear("b")
    run_for(office.deliveries.run(), lambda: office.states() == ["sent"] * 4)
    assert office.platform.texts("an") == ["a/0", "a/1", "b/0", "b/1"]


def test_without_a_chat_app_there_is_nothing_to_run(office: Office) -> None:
    office.deliveries.channels.clear()
    asyncio.run(office.deliveries.run())
    assert list(office.deliveries.names) == []


def test_who_unfollows_gets_nothing_more(office: Office) -> None:
    talked(office, "an")
    office.platform.faults.append("flood")
    office.hear("a")
    office.work()
    asyncio.run(office.deliveries.gone("telegram", "an", "unfollowed"))
    office.clock.forward(seconds=5)
    office.work()
    assert (office.platform.texts("an"), office.states()) == ([], ["failed", "failed"])
