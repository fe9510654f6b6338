"""Switching releases while the application runs: sound ones take over, others are refused, no conversation notices."""

import asyncio
import gc
import json
import multiprocessing
import shutil
import uuid
import weakref
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from bot.answers.chat import ChatReply
from bot.answers.topics import Library
from bot.answers.wording import say
from channels.app import public_app
from channels.metrics import RELEASE, RELEASE_SWITCHES
from channels.releases import AGAIN_SECONDS, Releases
from channels.services import Services, put_together
from channels.turns import Turn
from knowledge.guides.loading import Guides
from knowledge.settings import Settings
from retriever import release
from retriever.errors import BadReleaseError
from tests.channels.small_releases import put_release
from tests.retriever.samples import ASKED, CARD, CAT, card_guide, cat_guide

RENAMED = Guides({CAT: cat_guide(plain_name="Khai báo mèo nhà"), CARD: card_guide()})
CONVERSATIONS, TURNS = 3, 10
"""Few at once: SQLite lets one write at a time, and on a busy machine many would wait too long."""


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of run-time data with three sound releases, the first one current."""
    settings = Settings(var=tmp_path_factory.mktemp("var"))
    put_release(settings, "first")
    put_release(settings, "second", guides=RENAMED)
    put_release(settings, "third")
    release.switch(settings.releases, "first")
    return settings.var


@pytest.fixture
def settings(whole: Path, tmp_path: Path) -> Settings:
    """Settings on a copy of it, without Rasa."""
    var = Path(shutil.copytree(whole, tmp_path / "var"))
    return Settings(var=var, rasa_port=9, turns_per_minute=10_000, release_seconds=0.05)


class Followed(Releases):
    """Releases on a clock that tests set, and who took over."""

    def __init__(self, settings: Settings) -> None:
        self.now, self.took_over = 0.0, list[Library]()
        super().__init__(settings, "first", self.took_over.append, lambda: self.now)


@pytest.fixture
def followed(settings: Settings) -> Followed:
    return Followed(settings)


def test_what_the_pointer_leads_to_takes_over_once(followed: Followed) -> None:
    followed.follow()
    assert followed.took_over == []
    release.switch(followed.settings.releases, "second")
    followed.follow()
    followed.follow()
    assert [library.release for library in followed.took_over] == ["second"]
    assert followed.took_over[0].guides[CAT].plain_name == "Khai báo mèo nhà"
    assert (followed.in_use, followed.refused) == ("second", None)


def cut_off(folder: Path) -> None:
    file = folder / "vectors.faiss"
    file.write_bytes(file.read_bytes()[:-100])


def flip_a_bit(folder: Path) -> None:
    file = folder / "prototypes.npy"
    content = bytearray(file.read_bytes())
    content[-3] ^= 1
    file.write_bytes(content)


def leave_out(folder: Path) -> None:
    (folder / "guides.json").unlink()


def unfinished(folder: Path) -> None:
    (folder / "release.json").unlink()


def other_format(folder: Path) -> None:
    content = json.loads((folder / "retriever.json").read_text())
    (folder / "retriever.json").write_text(json.dumps(content | {"format": release.FORMAT + 1}))
    (folder / "release.json").write_text(json.dumps({"files": release.digests(folder)}))


def from_before_digests(folder: Path) -> None:
    (folder / "release.json").write_text("{}")


def gone(folder: Path) -> None:
    shutil.rmtree(folder)


DAMAGES = [cut_off, flip_a_bit, leave_out, unfinished, other_format, from_before_digests, gone]


@pytest.mark.parametrize("damage", DAMAGES, ids=lambda damage: damage.__name__)
def test_what_is_not_sound_is_refused_and_the_one_in_use_stays(
    followed: Followed, damage: Callable[[Path], None]
) -> None:
    releases = followed.settings.releases
    release.switch(releases, "second")
    damage(releases / "second")
    followed.follow()
    assert (followed.in_use, followed.took_over) == ("first", [])
    assert followed.refused
    assert "second" in followed.refused.why


@pytest.mark.parametrize("content", ["", "fourth", "../first", "\0"])
def test_a_pointer_that_leads_nowhere_is_refused(followed: Followed, content: str) -> None:
    (followed.settings.releases / "current").write_text(content)
    followed.follow()
    assert (followed.in_use, followed.took_over) == ("first", [])
    assert followed.refused


def test_a_missing_pointer_is_refused_until_it_is_back(followed: Followed) -> None:
    (followed.settings.releases / "current").unlink()
    followed.follow()
    assert followed.refused
    release.switch(followed.settings.releases, "first")
    followed.follow()
    assert followed.refused is None


def test_a_release_that_was_still_being_copied_takes_over_when_it_is_whole(followed: Followed) -> None:
    releases = followed.settings.releases
    release.switch(releases, "second")
    (releases / "second" / "guides.json").rename(releases / "late")
    followed.follow()
    (releases / "late").rename(releases / "second" / "guides.json")
    followed.now = AGAIN_SECONDS - 1
    followed.follow()
    assert followed.in_use == "first"
    followed.now = AGAIN_SECONDS + 1
    followed.follow()
    assert (followed.in_use, followed.refused) == ("second", None)


def test_another_sound_release_needs_no_waiting(followed: Followed) -> None:
    releases = followed.settings.releases
    flip_a_bit(releases / "second")
    for name in ("second", "third"):
        release.switch(releases, name)
        followed.follow()
    assert followed.in_use == "third"


def test_what_nobody_foresaw_is_refused_too(followed: Followed, monkeypatch: pytest.MonkeyPatch) -> None:
    def breaks(*_: object) -> None:
        raise MemoryError

    monkeypatch.setattr("channels.releases.load_library", breaks)
    release.switch(followed.settings.releases, "second")
    followed.follow()
    assert followed.refused
    assert (followed.in_use, followed.refused.why) == ("first", "MemoryError")


def test_the_metrics_say_which_one_is_in_use_and_count_what_happened(followed: Followed) -> None:
    before = {end: RELEASE_SWITCHES.labels(end)._value.get() for end in ("done", "refused")}
    flip_a_bit(followed.settings.releases / "second")
    for name in ("second", "second", "third"):
        release.switch(followed.settings.releases, name)
        followed.follow()
    told = {end: RELEASE_SWITCHES.labels(end)._value.get() - before[end] for end in ("done", "refused")}
    assert told == {"done": 1, "refused": 1}
    (sample,) = next(iter(RELEASE.collect())).samples
    assert (sample.labels, sample.value) == ({"release": "third"}, 1)


def switch_to_and_fro(releases: Path, names: tuple[str, str]) -> None:
    for number in range(400):
        release.switch(releases, names[number % 2])
        assert release.current(releases).name in ("first", "second", "third")


def test_two_processes_may_switch_at_once(settings: Settings) -> None:
    fork = multiprocessing.get_context("fork")
    names = (("first", "second"), ("third", "first"))
    running = [fork.Process(target=switch_to_and_fro, args=(settings.releases, two)) for two in names]
    for one in running:
        one.start()
    for one in running:
        one.join(120)
    assert [one.exitcode for one in running] == [0, 0]
    assert release.current(settings.releases).name in ("second", "first")
    assert [path.name for path in settings.releases.iterdir() if path.is_file()] == ["current"]


@pytest.fixture
def services(settings: Settings) -> Services:
    return put_together(settings)


def ask(services: Services, conversation: str, text: str) -> ChatReply:
    return asyncio.run(services.gateway.take(Turn(conversation, "api", "an owner's secret", text)))


def test_a_conversation_goes_on_with_the_new_release(services: Services) -> None:
    conversation = str(uuid.uuid4())
    assert ask(services, conversation, ASKED[CAT][0]).release == "first"
    release.switch(services.settings.releases, "second")
    services.releases.follow()
    reply = ask(services, conversation, "mèo nhà")
    assert reply.release == "second"
    assert services.library.release == "second"
    assert services.endpoint.assistant is services.gateway.assistant
    assert services.gateway.assistant.look_up.library is services.library


def test_the_release_before_is_gone_from_memory(services: Services) -> None:
    before = weakref.ref(services.library.retriever)
    ask(services, str(uuid.uuid4()), ASKED[CAT][0])
    release.switch(services.settings.releases, "second")
    services.releases.follow()
    gc.collect()
    assert before() is None


async def talk_while_releases_change(services: Services) -> list[ChatReply]:
    """Hold conversations at once while the pointer goes to and fro; return every reply."""
    ended = asyncio.Event()

    async def change() -> None:
        number = 0
        while not ended.is_set():
            release.switch(services.settings.releases, ("second", "first", "third")[number % 3])
            number += 1
            await asyncio.sleep(0.3)

    async def talk() -> list[ChatReply]:
        conversation, said = str(uuid.uuid4()), (ASKED[CAT][0], "mèo nhà", "mèo lớn", "phí bao nhiêu")
        turns = [Turn(conversation, "api", "an owner's secret", said[number % 4]) for number in range(TURNS)]
        return [await services.gateway.take(turn) for turn in turns]

    following, changing = asyncio.create_task(services.releases.run()), asyncio.create_task(change())
    told = await asyncio.gather(*(talk() for _ in range(CONVERSATIONS)))
    ended.set()
    await changing
    following.cancel()
    return [reply for replies in told for reply in replies]


def test_no_turn_of_a_running_load_fails_while_releases_change(services: Services) -> None:
    replies = asyncio.run(talk_while_releases_change(services))
    assert len(replies) == CONVERSATIONS * TURNS
    assert len({reply.turn_id for reply in replies}) == len(replies)
    assert not any(say("not_now") in reply.model_dump_json() for reply in replies)
    assert {reply.release for reply in replies} > {"first"}


@pytest.fixture
def application(services: Services) -> Iterator[TestClient]:
    with TestClient(public_app(services)) as client:
        yield client


def test_readiness_says_which_release_is_wanted_and_not_used(application: TestClient, services: Services) -> None:
    def ready() -> dict[str, object]:
        told: dict[str, object] = application.get("/readyz").json()
        return {name: told[name] for name in ("ready", "release", "release_refused")}

    assert ready() == {"ready": True, "release": "first", "release_refused": None}
    flip_a_bit(services.settings.releases / "second")
    release.switch(services.settings.releases, "second")
    services.releases.follow()
    assert ready() == {"ready": True, "release": "first", "release_refused": "second"}
    (services.settings.releases / "current").unlink()
    services.releases.follow()
    assert ready()["release_refused"] == "missing"


def test_a_running_application_follows_by_itself(application: TestClient, services: Services) -> None:
    release.switch(services.settings.releases, "third")
    for _ in range(200):
        if application.get("/readyz").json()["release"] == "third":
            return
        asyncio.run(asyncio.sleep(0.05))
    pytest.fail("the release was not taken over")


def test_an_unknown_release_cannot_be_switched_to(settings: Settings) -> None:
    with pytest.raises(BadReleaseError):
        release.switch(settings.releases, "fourth")
