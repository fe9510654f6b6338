"""What the doctor finds at Telegram, against a local Bot API server."""

import asyncio
import ssl
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

from channels.checking import Check, Finding, State
from channels.telegram.checks import check_token, check_way_in, check_webhook
from knowledge.settings import Settings
from tests.channels.telegram.bot_api import TOKEN, BotApi, Fault
from tests.channels.telegram.conftest import with_environment

WEBHOOK = "https://motcua.example.vn/telegram/webhook"


@pytest.fixture
def telegram(api: BotApi) -> Settings:
    told = {"MOTCUA_TELEGRAM_TOKEN": TOKEN, "MOTCUA_TELEGRAM_API_URL": api.url, "MOTCUA_TELEGRAM_WEBHOOK_URL": WEBHOOK}
    return with_environment(Settings(), told)


def found(check: Check, settings: Settings, **more: Any) -> list[Finding]:
    return asyncio.run(
        check(with_environment(settings, {f"MOTCUA_{name.upper()}": value for name, value in more.items()}))
    )


def test_a_good_token_names_the_bot(telegram: Settings) -> None:
    (finding,) = found(check_token, telegram)
    assert (finding.state, "@MotCuaBot" in finding.text) == (State.GOOD, True)


def test_without_a_token_nothing_else_is_looked_at() -> None:
    assert [finding.state for finding in found(check_token, Settings())] == [State.SKIPPED]
    assert found(check_webhook, Settings()) == found(check_way_in, Settings()) == []


@pytest.mark.parametrize("more", [{"telegram_token": "1:wrong"}, {"telegram_api_url": "http://127.0.0.1:9"}])
def test_a_refused_token_and_no_way_out_are_told_apart_without_the_token(telegram: Settings, more: Any) -> None:
    (finding,) = found(check_token, telegram, **more)
    assert finding.state is State.BAD
    assert ("BotFather" in finding.text) == ("telegram_token" in more)
    assert "wrong" not in finding.text
    assert found(check_webhook, telegram, **more)[0].state is State.SKIPPED


def test_an_answer_that_is_not_telegrams_is_said_to_be_refused(telegram: Settings, api: BotApi) -> None:
    api.fail(Fault("getMe"), Fault("getMe", 502))
    assert [found(check_token, telegram)[0].state for _ in range(2)] == [State.BAD, State.BAD]


@pytest.mark.parametrize(
    ("wanted", "told", "state", "words"),
    [
        (WEBHOOK, WEBHOOK, State.GOOD, "đúng như đã đặt"),
        ("", "", State.GOOD, "tự hỏi Telegram"),
        (WEBHOOK, "", State.BAD, "chưa biết địa chỉ"),
        (WEBHOOK, "https://another.example/x", State.BAD, "another.example"),
        ("", "https://another.example/x", State.BAD, "another.example"),
    ],
)
def test_the_webhook_is_where_the_settings_say(
    telegram: Settings, api: BotApi, wanted: str, told: str, state: State, words: str
) -> None:
    api.webhook = {"url": told}
    (finding,) = found(check_webhook, telegram, telegram_webhook_url=wanted)
    assert (finding.state, words in finding.text) == (state, True)


def test_what_waits_and_the_last_error_are_told(telegram: Settings, api: BotApi) -> None:
    api.webhook = {"url": WEBHOOK}
    api.info = {"pending_update_count": 70, "last_error_date": 1_780_000_000, "last_error_message": "SSL error"}
    _, waiting, error = found(check_webhook, telegram)
    assert (waiting.state, "70" in waiting.text) == (State.WARNING, True)
    assert (error.state, "SSL error" in error.text) == (State.WARNING, True)


def certificate(folder: Path, days: int) -> tuple[Path, Path]:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=days, hours=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .sign(key, SHA256())
    )
    where = folder / "certificate.pem", folder / "key.pem"
    where[0].write_bytes(made.public_bytes(Encoding.PEM))
    where[1].write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    return where


async def way_in(settings: Settings, chain: tuple[Path, Path]) -> list[Finding]:
    """Look at a host of this machine whose certificate is `chain`."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(*chain)

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with closing(writer):
            await reader.readuntil(b"\r\n\r\n")
            writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
            await writer.drain()

    server = await asyncio.start_server(answer, "localhost", 0, ssl=context)
    async with server:
        port = server.sockets[0].getsockname()[1]
        return await check_way_in(
            with_environment(settings, {"MOTCUA_TELEGRAM_WEBHOOK_URL": f"https://localhost:{port}/telegram/webhook"})
        )


@pytest.fixture
def trusted(monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    def trust(chain: tuple[Path, Path]) -> tuple[Path, Path]:
        monkeypatch.setenv("SSL_CERT_FILE", str(chain[0]))
        return chain

    return trust  # type: ignore[return-value]


@pytest.mark.parametrize(("days", "state"), [(90, State.GOOD), (5, State.WARNING)])
def test_the_certificate_and_the_page_behind_it_are_looked_at(
    telegram: Settings, tmp_path: Path, trusted: Any, days: int, state: State
) -> None:
    held, page = asyncio.run(way_in(telegram, trusted(certificate(tmp_path, days))))
    assert (held.state, str(days) in held.text) == (state, True)
    assert page.state is State.GOOD


def test_a_certificate_that_nobody_trusts_is_bad(telegram: Settings, tmp_path: Path) -> None:
    (finding,) = asyncio.run(way_in(telegram, certificate(tmp_path, 90)))
    assert finding.state is State.BAD
    assert "Chứng chỉ" in finding.text


def test_a_host_that_cannot_be_reached_is_said_so(telegram: Settings) -> None:
    (finding,) = found(check_way_in, telegram, telegram_webhook_url="https://localhost:9/x")
    assert (finding.state, "443" in finding.text) == (State.BAD, True)
