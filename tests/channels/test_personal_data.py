"""`python -m channels personal-data`: shows and erases one person's conversation, by the chat app's id too."""

import json
from pathlib import Path

import pytest

from bot.conversations.state import ConversationState
from bot.conversations.store import Conversations, Opened, Pending, Taken
from channels import personal_data
from channels.__main__ import main
from channels.personal_data import key_of
from knowledge.data_key import data_key
from knowledge.database import engine, sessions, upgrade
from knowledge.settings import Settings


@pytest.fixture
def conversations(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Conversations:
    """The store that the command line finds."""
    made = Settings(var=tmp_path)
    monkeypatch.setattr(personal_data, "settings", lambda: made)
    upgrade(made.sqlalchemy_url)
    store = sessions(engine(made.sqlalchemy_url))
    return Conversations(store, data_key(store, made))


def hold(conversations: Conversations, channel: str, person: str) -> str:
    key = key_of(conversations, channel, person)
    pending = Pending(turn_id=f"t{key[:8]}")
    conversations.begin(Opened(key, ConversationState()), channel, "owner", pending)
    conversations.finish(key, pending, None, Taken("làm khai sinh"))
    return key


@pytest.mark.parametrize(("channel", "person"), [("telegram", "7001"), ("zalo", "246"), ("web", "conversation-1")])
def test_what_is_kept_is_printed_and_then_erased(
    conversations: Conversations, capsys: pytest.CaptureFixture[str], channel: str, person: str
) -> None:
    hold(conversations, channel, person)
    hold(conversations, channel, "somebody-else")
    assert main(["personal-data", "show", channel, person]) == 0
    shown = json.loads(capsys.readouterr().out)
    assert (shown["channel"], shown["turns"][0]["said"]) == (channel, "làm khai sinh")
    assert main(["personal-data", "erase", channel, person]) == 0
    assert main(["personal-data", "show", channel, person]) == 1
    assert main(["personal-data", "show", channel, "somebody-else"]) == 0


def test_of_nobody_nothing_is_shown_or_erased(conversations: Conversations, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["personal-data", "show", "web", "nobody-at-all"]) == 1
    assert main(["personal-data", "erase", "web", "nobody-at-all"]) == 1
    assert "nothing is kept" in capsys.readouterr().err


def test_a_channel_that_is_none_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["personal-data", "show", "fax", "1"])
    assert "telegram" in capsys.readouterr().err
