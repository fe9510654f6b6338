"""How Rasa is started: on the loopback, with no secret on the command line or in a file, stores shared where asked for."""

from pathlib import Path

import pytest
import yaml

from channels.rasa import main
from channels.rasa_command import RasaCommand
from knowledge.settings import Settings
from knowledge.settings import settings as current_settings

SECRET = "a secret between the two"
REDIS = "redis://me:p%40ss@10.0.0.5:6380/3"


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(var=tmp_path, rasa_port=9002, internal_port=9001, redis_url=REDIS)


def written(settings: Settings) -> str:
    arguments = RasaCommand(settings, SECRET).arguments()
    return Path(arguments[arguments.index("--endpoints") + 1]).read_text()


def test_it_listens_to_this_machine_alone(settings: Settings) -> None:
    arguments = RasaCommand(settings, SECRET).arguments()
    assert arguments[arguments.index("--interface") + 1] == "127.0.0.1"
    assert arguments[arguments.index("--port") + 1] == "9002"


def test_no_secret_is_in_a_file_or_on_the_command_line(settings: Settings) -> None:
    told = written(settings) + " ".join(RasaCommand(settings, SECRET).arguments())
    assert [part for part in (SECRET, "p%40ss", "p@ss") if part in told] == []


def test_it_gets_none_of_our_settings(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MOTCUA_SECRET", "the key of all hashes")
    environment = RasaCommand(settings, SECRET).environment()
    ours = {name for name in environment if name.startswith("MOTCUA_")}
    assert ours == {"MOTCUA_INTERNAL_SECRET", "MOTCUA_REDIS_URL", "MOTCUA_REDIS_PASSWORD"}
    assert environment["MOTCUA_REDIS_PASSWORD"] == "p@ss"
    alone = RasaCommand(settings.model_copy(update={"redis_url": ""}), SECRET).environment()
    assert {name for name in alone if name.startswith("MOTCUA_")} == {"MOTCUA_INTERNAL_SECRET"}


def test_alone_it_keeps_conversations_in_its_memory(settings: Settings) -> None:
    told = yaml.safe_load(written(settings.model_copy(update={"redis_url": ""})))
    assert told["tracker_store"] == {"type": "bot.nlu.trackers.RecentTrackerStore"}
    assert "lock_store" not in told
    assert told["action_endpoint"]["url"] == "http://127.0.0.1:9001/actions"


def test_several_share_trackers_and_locks_in_redis(settings: Settings) -> None:
    told = yaml.safe_load(written(settings.model_copy(update={"actions_url": "http://127.0.0.1:8091/actions"})))
    assert told["tracker_store"]["type"] == "bot.nlu.trackers.SharedTrackerStore"
    lock = {name: told["lock_store"][name] for name in ("type", "url", "port", "db", "use_ssl", "username")}
    assert lock == {"type": "redis", "url": "10.0.0.5", "port": 6380, "db": 3, "use_ssl": False, "username": "me"}
    assert told["action_endpoint"]["url"] == "http://127.0.0.1:8091/actions"


def test_two_of_them_do_not_write_over_each_other(settings: Settings) -> None:
    RasaCommand(settings, SECRET).arguments()
    RasaCommand(settings.model_copy(update={"rasa_port": 9012}), SECRET).arguments()
    assert len(list((settings.var / "rasa").glob("endpoints-*.yml"))) == 2


@pytest.mark.parametrize(("secret", "words"), [("", "need the same one"), ("short", "at least 16 bytes")])
def test_by_itself_it_needs_the_secret_of_the_applications(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], secret: str, words: str
) -> None:
    monkeypatch.setenv("MOTCUA_VAR", str(tmp_path))
    monkeypatch.setenv("MOTCUA_INTERNAL_SECRET", secret)
    current_settings.cache_clear()
    try:
        assert main() == 2
        assert words in capsys.readouterr().err
    finally:
        current_settings.cache_clear()
