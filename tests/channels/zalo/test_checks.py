"""What the doctor says about Zalo."""

import asyncio
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from pydantic import SecretStr
from sqlalchemy import update

from channels.checking import Check, Finding, State
from channels.zalo.account import account
from channels.zalo.checks import CHECKS, check_reach, check_settings, check_tokens, check_webhook
from channels.zalo.oauth import Pair
from channels.zalo.tables import ZaloTokensRow
from channels.zalo.tokens import Tokens
from knowledge.data_key import data_key
from knowledge.database import engine, sessions, upgrade, writing
from knowledge.settings import Settings
from tests.channels.zalo.conftest import SECRET
from tests.channels.zalo.playing_zalo import APP_ID, APP_SECRET, OA_SECRET, PlayingZalo, serving
from tests.channels.zalo.test_webhook import application

Look = Callable[..., Finding]


@pytest.fixture
def settings(tmp_path: Path, zalo: PlayingZalo) -> Settings:
    made = Settings.model_validate(
        {
            "var": tmp_path,
            "secret": SECRET.decode(),
            "database_url": f"sqlite:///{tmp_path / 'motcua.sqlite'}",
            "port": 9,
            "zalo_app_id": APP_ID,
            "zalo_app_secret": APP_SECRET,
            "zalo_oa_secret": OA_SECRET,
            "zalo_redirect_url": "https://mot-cua.example/",
            "zalo_api_url": zalo.url,
            "zalo_oauth_url": zalo.url,
        }
    )
    upgrade(made.sqlalchemy_url)
    return made


@pytest.fixture
def look(settings: Settings) -> Look:
    def once(check: Check, **changed: object) -> Finding:
        (finding,) = asyncio.run(check(settings.model_copy(update=changed)))
        return finding

    return once


def connect(settings: Settings, left: timedelta = timedelta(hours=25), days: int = 0, refusal: str = "") -> None:
    """Connect the account `days` ago, with `left` of the access token."""
    found, now = account(settings), datetime.now(UTC)
    assert found
    store = sessions(engine(settings.sqlalchemy_url))
    Tokens(store, data_key(store, settings), found).connect(Pair("access-secret", "refresh-secret", now + left))
    with writing(store) as session:
        session.execute(update(ZaloTokensRow).values(given_at=now - timedelta(days=days), refusal=refusal))


def test_without_an_application_nothing_is_looked_at(settings: Settings) -> None:
    unused = settings.model_copy(update={"zalo_app_id": ""})
    findings = [one for check in CHECKS for one in asyncio.run(check(unused))]
    assert [one.state for one in findings] == [State.SKIPPED]


def test_missing_settings_are_named(look: Look, settings: Settings) -> None:
    assert look(check_settings).state is State.GOOD
    told = look(check_settings, zalo_redirect_url="")
    assert told.state is State.BAD
    assert "MOTCUA_ZALO_REDIRECT_URL" in told.text


def test_an_account_that_was_never_connected_is_told_the_command(look: Look) -> None:
    told = look(check_tokens)
    assert told.state is State.BAD
    assert "python -m channels zalo connect" in told.text


@pytest.mark.parametrize(
    ("given", "state"),
    [
        ({}, State.GOOD),
        ({"days": 70, "left": timedelta(hours=1)}, State.WARNING),
        ({"refusal": "the refresh token was used before"}, State.BAD),
        ({"left": timedelta(hours=-1)}, State.BAD),
    ],
)
def test_the_tokens_are_judged_by_their_age_and_by_what_zalo_said(
    look: Look, settings: Settings, given: dict[str, object], state: State
) -> None:
    connect(settings, **given)  # type: ignore[arg-type]
    told = look(check_tokens)
    assert told.state is state
    for secret in ("access-secret", "refresh-secret", APP_SECRET, OA_SECRET):
        assert secret not in told.text


def test_without_a_database_the_check_says_so_and_does_not_fail(look: Look) -> None:
    told = look(check_tokens, database_url="postgresql+psycopg://nobody@127.0.0.1:9/none")
    assert told.state is State.BAD


def test_looking_makes_no_database(look: Look, tmp_path: Path) -> None:
    absent = tmp_path / "absent" / "motcua.sqlite"
    assert look(check_tokens, database_url=f"sqlite:///{absent}").state is State.BAD
    assert not absent.parent.exists()


def test_a_server_that_does_not_answer_is_named(look: Look) -> None:
    assert look(check_reach).state is State.GOOD
    told = look(check_reach, zalo_api_url="http://127.0.0.1:9")
    assert told.state is State.BAD
    assert "http://127.0.0.1:9" in told.text


@pytest.fixture
def port(settings: Settings) -> Iterator[int]:
    """The port of a running webhook."""
    with serving(application(sessions(engine(settings.sqlalchemy_url)), settings)) as port:
        yield port


def test_a_webhook_that_knows_a_signature_is_good(look: Look, port: int) -> None:
    assert look(check_webhook, port=port, host="0.0.0.0").state is State.GOOD


def test_another_secret_than_the_running_applications_is_noticed(look: Look, port: int) -> None:
    told = look(check_webhook, port=port, zalo_oa_secret=SecretStr("mistyped"))
    assert told.state is State.BAD
    assert "403" in told.text


def test_an_application_that_does_not_run_cannot_be_tried(look: Look) -> None:
    assert look(check_webhook).state is State.WARNING
