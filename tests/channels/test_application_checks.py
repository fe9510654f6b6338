"""What the doctor finds about the application itself."""

import asyncio
from email.utils import formatdate
from pathlib import Path

import pytest

from channels import application_checks as checks
from channels.checking import Check, Finding, State
from knowledge.database import upgrade
from knowledge.settings import Settings
from tests.redis_server import redis_server


def states(check: Check, settings: Settings) -> list[State]:
    return [finding.state for finding in asyncio.run(check(settings))]


def test_the_release_and_the_model_are_read(guides_settings: Settings) -> None:
    told, model = asyncio.run(checks.check_release(guides_settings))
    assert (told.state, "thủ tục" in told.text) == (State.GOOD, True)
    assert model.state in (State.GOOD, State.BAD)


def test_a_missing_release_is_bad(tmp_path: Path) -> None:
    assert states(checks.check_release, Settings(var=tmp_path)) == [State.BAD, State.BAD]


def test_the_model_of_a_rasa_elsewhere_is_not_looked_for_here(tmp_path: Path) -> None:
    assert states(checks.check_release, Settings(var=tmp_path, rasa_url="http://127.0.0.1:8090")) == [State.BAD]


def test_a_database_without_any_table_is_filled_at_the_first_start(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'empty.sqlite'}"
    (tmp_path / "empty.sqlite").touch()
    (found,) = asyncio.run(checks.check_database(Settings(var=tmp_path, database_url=url)))
    assert (found.state, "lần đầu" in found.text) == (State.WARNING, True)


def test_a_database_is_new_old_or_out_of_reach(tmp_path: Path) -> None:
    settings = Settings(var=tmp_path)
    assert states(checks.check_database, settings) == [State.WARNING]
    upgrade(settings.sqlalchemy_url, "0001")
    assert states(checks.check_database, settings) == [State.WARNING]
    upgrade(settings.sqlalchemy_url)
    assert states(checks.check_database, settings) == [State.GOOD]
    (tmp_path / "broken").mkdir()
    assert states(checks.check_database, Settings(database_url=f"sqlite:///{tmp_path / 'broken'}")) == [State.BAD]
    (tmp_path / "no-database.sqlite").write_bytes(b"no database" * 1000)
    damaged = Settings(database_url=f"sqlite:///{tmp_path / 'no-database.sqlite'}")
    assert states(checks.check_database, damaged) == [State.BAD]


def test_the_secret_is_its_owners_alone_and_none_is_made(tmp_path: Path) -> None:
    settings, secret = Settings(var=tmp_path), tmp_path / "secret"
    assert states(checks.check_secret, settings) == [State.WARNING]
    assert not secret.exists()
    secret.write_text("a secret of the tests, long enough")
    secret.chmod(0o600)
    assert states(checks.check_secret, settings) == [State.GOOD]
    secret.chmod(0o644)
    assert states(checks.check_secret, settings) == [State.BAD]


def test_another_program_at_the_port_is_named_so() -> None:
    (found,) = looking(checks.check_running, "port", "", "<html>")
    assert "chương trình khác" in found.text


def test_redis_is_looked_at_where_there_is_one() -> None:
    assert states(checks.check_redis, Settings()) == []
    with redis_server() as server:
        assert states(checks.check_redis, Settings(redis_url=server.url)) == [State.GOOD]
        server.stop()
        assert states(checks.check_redis, Settings(redis_url=server.url)) == [State.BAD]


def test_a_fixed_day_is_bad_and_an_unknown_time_is_said_so() -> None:
    assert states(checks.check_clock, Settings(today="2026-07-19")) == [State.BAD]
    assert states(checks.check_clock, Settings(portal_url="http://127.0.0.1:9")) == [State.SKIPPED]


def looking(check: Check, setting: str, head: str, body: str = "") -> list[Finding]:
    """Look at a server of this machine that answers everything with `head` and `body`."""
    told = f"HTTP/1.1 200 OK\r\n{head}Content-Length: {len(body)}\r\nConnection: close\r\n\r\n{body}".encode()

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(told)
        await writer.drain()
        writer.close()

    async def looked() -> list[Finding]:
        async with await asyncio.start_server(answer, "127.0.0.1", 0) as server:
            port = server.sockets[0].getsockname()[1]
            value = port if setting == "port" else f"http://127.0.0.1:{port}"
            return await check(Settings.model_validate({setting: value}))

    return asyncio.run(looked())


@pytest.mark.parametrize(("date", "state"), [(None, State.GOOD), ("Wed, 01 Jul 2020 08:00:00 GMT", State.BAD)])
def test_the_clock_is_compared_with_a_server_outside(date: str | None, state: State) -> None:
    found = looking(checks.check_clock, "portal_url", f"Date: {date or formatdate(usegmt=True)}\r\n")
    assert [finding.state for finding in found] == [state]


@pytest.mark.parametrize(
    ("readyz", "expected"),
    [
        ('{"ready": true, "rasa": true}', [State.GOOD, State.GOOD]),
        ('{"ready": false, "rasa": false}', [State.BAD, State.WARNING]),
        ('{"ready": true}', [State.BAD]),
        ("<html>", [State.BAD]),
    ],
)
def test_a_running_application_is_told_from_another_program(readyz: str, expected: list[State]) -> None:
    assert [finding.state for finding in looking(checks.check_running, "port", "", readyz)] == expected


def test_an_application_that_does_not_run_is_bad() -> None:
    assert states(checks.check_running, Settings(port=9)) == [State.BAD]
