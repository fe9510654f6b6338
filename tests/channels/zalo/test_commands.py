"""`python -m channels zalo connect` and `zalo status`, against a local Zalo."""

import io
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from channels.__main__ import main
from channels.zalo.commands import code_in
from channels.zalo.errors import NoTokensError
from channels.zalo.oauth import Consent
from knowledge.settings import settings
from tests.channels.zalo.playing_zalo import APP_ID, APP_SECRET, OA_SECRET, PlayingZalo

BACK = "https://mot-cua.example/"


@pytest.fixture(autouse=True)
def _environment(monkeypatch: pytest.MonkeyPatch, zalo: PlayingZalo, tmp_path: Path) -> Iterator[None]:
    told = {
        "VAR": str(tmp_path),
        "DATABASE_URL": "",
        "ZALO_APP_ID": APP_ID,
        "ZALO_APP_SECRET": APP_SECRET,
        "ZALO_OA_SECRET": OA_SECRET,
        "ZALO_REDIRECT_URL": BACK,
        "ZALO_OAUTH_URL": zalo.url,
    }
    for name, value in told.items():
        monkeypatch.setenv(f"MOTCUA_{name}", value)
    settings.cache_clear()
    yield
    settings.cache_clear()


class Owner(io.StringIO):
    """The account's owner, who reads the page's address on the terminal, agrees, and pastes what comes back."""

    def __init__(self, zalo: PlayingZalo, printed: Callable[[], str], answer: str) -> None:
        super().__init__()
        self.zalo = zalo
        self.printed = printed
        self.answer = answer

    def readline(self, *_: object) -> str:
        found = re.search(r"http\S+", self.printed())
        assert found
        asked = parse_qs(urlsplit(found[0]).query)
        code = self.zalo.agree(asked["code_challenge"][0])
        return self.answer.format(code=code, state=asked["state"][0]) + "\n"


@pytest.fixture
def owner(
    monkeypatch: pytest.MonkeyPatch, zalo: PlayingZalo, capsys: pytest.CaptureFixture[str]
) -> Callable[[str], None]:
    def sits(answer: str = BACK + "?oa_id=388&code={code}&state={state}") -> None:
        monkeypatch.setattr("sys.stdin", Owner(zalo, lambda: capsys.readouterr().out, answer))

    return sits


def test_an_account_is_connected_by_its_owners_consent(
    owner: Callable[..., None], zalo: PlayingZalo, capsys: pytest.CaptureFixture[str]
) -> None:
    owner()
    assert main(["zalo", "connect"]) == 0
    said = capsys.readouterr().out
    assert said.startswith("Connected. access token good until")
    for secret in (zalo.access, zalo.refresh, APP_SECRET):
        assert secret not in said
    assert main(["zalo", "status"]) == 0
    assert "refresh token good until about" in capsys.readouterr().out


def test_nothing_is_connected_by_an_address_of_another_consent(
    owner: Callable[..., None], zalo: PlayingZalo, capsys: pytest.CaptureFixture[str]
) -> None:
    owner(BACK + "?code={code}&state=another")
    assert main(["zalo", "connect"]) == 2
    assert "another consent" in capsys.readouterr().err
    assert zalo.access == ""


def test_a_mistyped_secret_of_the_application_is_told(
    owner: Callable[..., None], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("MOTCUA_ZALO_APP_SECRET", "mistyped")
    settings.cache_clear()
    owner()
    assert main(["zalo", "connect"]) == 2
    assert "error -14002" in capsys.readouterr().err


def test_before_the_first_consent_the_status_names_the_command(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["zalo", "status"]) == 2
    assert "zalo connect" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("missing", "command"), [("APP_ID", "status"), ("APP_SECRET", "connect"), ("REDIRECT_URL", "connect")]
)
def test_what_is_not_set_is_named(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], missing: str, command: str
) -> None:
    monkeypatch.setenv(f"MOTCUA_ZALO_{missing}", "")
    settings.cache_clear()
    assert main(["zalo", command]) == 2
    assert f"MOTCUA_ZALO_{missing}" in capsys.readouterr().err


CONSENT = Consent("https://oauth.example", "verifier", "s1")


@pytest.mark.parametrize(
    "address", [f"{BACK}?code=c1&state=s1", f" {BACK}?state=s1&oa_id=1&code=c1\n", f"{BACK}?code=c1"]
)
def test_the_code_is_read_from_the_whole_address(address: str) -> None:
    assert code_in(address, CONSENT) == "c1"


@pytest.mark.parametrize("address", ["", "c1", BACK, f"{BACK}?error=1&state=s1", f"{BACK}?code=c1&state=s2"])
def test_an_address_without_a_code_of_this_consent_is_refused(address: str) -> None:
    with pytest.raises(NoTokensError):
        code_in(address, CONSENT)
