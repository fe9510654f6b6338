"""A whole application of our own for one measurement: what it is given, and that it ends with the measurement.

`make prove` runs the real one, which takes half a minute; here the tests' own server stands where it would.
"""

import json
import sys
from pathlib import Path

import httpx
import pytest

from bot.training import model
from eval.errors import UnreachableServerError
from eval.server import connect, ready
from eval.serving import application
from knowledge.settings import Settings
from retriever import release
from retriever.errors import BadReleaseError

SERVER = """
import json, os, signal, sys
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

class Handler(BaseHTTPRequestHandler):
    def do_GET(self):
        var = Path(os.environ["MOTCUA_VAR"])
        told = {name: value for name, value in os.environ.items() if name.startswith("MOTCUA_")}
        files = sorted(str(path.relative_to(var)) for path in var.glob("*/*"))
        body = json.dumps({"rasa": True, "release": (var / "releases/current").read_text().strip(),
                           "settings": told, "files": files, "arguments": sys.argv[1:]}).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass

signal.signal(signal.SIGINT, lambda *_: sys.exit(0))
HTTPServer(("127.0.0.1", int(os.environ["MOTCUA_PORT"])), Handler).serve_forever()
"""


@pytest.fixture
def furnished(tmp_path: Path) -> Settings:
    """Settings of a folder with a release, a dialogue model and office details, all empty."""
    made = Settings(var=tmp_path / "var")
    (made.releases / "abc").mkdir(parents=True)
    (made.releases / "abc" / "release.json").write_text("{}")
    release.switch(made.releases, "abc")
    model(made).parent.mkdir()
    model(made).touch()
    made.office_details.parent.mkdir()
    made.office_details.write_text("{}")
    return made


@pytest.fixture
def python(tmp_path: Path) -> Path:
    """A Python that runs the tests' own server where it is told to run the application."""
    (tmp_path / "server.py").write_text(SERVER)
    made = tmp_path / "python"
    made.write_text(f'#!/bin/sh\nexec {sys.executable} {tmp_path / "server.py"} "$@"\n')
    made.chmod(0o755)
    return made


def test_it_runs_while_it_is_asked_and_no_longer(furnished: Settings, python: Path) -> None:
    before = sorted(furnished.var.rglob("*"))
    with application(furnished, python) as url:
        with connect(url) as client:
            assert ready(client).release == "abc"
        told = httpx.get(f"{url}/").json()
    assert told["arguments"] == ["-m", "channels", "serve"]
    assert told["files"] == [
        "offices/details.json",
        f"rasa/{model(furnished).name}",
        "releases/abc",
        "releases/current",
    ]
    assert sorted(furnished.var.rglob("*")) == before
    assert not Path(told["settings"]["MOTCUA_VAR"]).exists()
    with pytest.raises(UnreachableServerError), connect(url) as client:
        ready(client)


def test_it_reaches_neither_citizens_nor_the_offices_own_data(
    furnished: Settings, python: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MOTCUA_TELEGRAM_TOKEN", "1:real")
    monkeypatch.setenv("MOTCUA_ZALO_APP_ID", "1")
    monkeypatch.setenv("MOTCUA_DATABASE_URL", "postgresql:///real")
    monkeypatch.setenv("MOTCUA_REDIS_URL", "redis://localhost")
    monkeypatch.setenv("MOTCUA_HOST", "0.0.0.0")
    with application(furnished, python) as url:
        told = httpx.get(f"{url}/").json()["settings"]
    assert {told[f"MOTCUA_{name}"] for name in ("TELEGRAM_TOKEN", "ZALO_APP_ID", "REDIS_URL")} == {""}
    assert told["MOTCUA_HOST"] == "127.0.0.1"
    assert told["MOTCUA_DATABASE_URL"].startswith(f"sqlite:///{told['MOTCUA_VAR']}")
    assert len({told[name] for name in ("MOTCUA_PORT", "MOTCUA_INTERNAL_PORT", "MOTCUA_RASA_PORT")}) == 3


def test_its_settings_are_settings(furnished: Settings, python: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    known = {f"MOTCUA_{name.upper()}" for name in Settings.model_fields}
    monkeypatch.delenv("MOTCUA_VAR", raising=False)
    with application(furnished, python) as url:
        assert set(httpx.get(f"{url}/").json()["settings"]) <= known


def test_a_switch_of_the_release_does_not_reach_it(furnished: Settings, python: Path) -> None:
    (furnished.releases / "def").mkdir()
    (furnished.releases / "def" / "release.json").write_text("{}")
    with application(furnished, python) as url:
        release.switch(furnished.releases, "def")
        assert httpx.get(f"{url}/").json()["release"] == "abc"


def test_without_a_release_it_says_how_to_make_one(tmp_path: Path) -> None:
    with pytest.raises(BadReleaseError, match="make build"), application(Settings(var=tmp_path)):
        pass


def test_without_a_dialogue_model_it_says_how_to_make_one(furnished: Settings) -> None:
    model(furnished).unlink()
    with pytest.raises(UnreachableServerError, match="make build"), application(furnished):
        pass


def test_what_ends_at_once_is_told_with_its_last_words(furnished: Settings, tmp_path: Path) -> None:
    failing = tmp_path / "failing"
    failing.write_text(f"#!/bin/sh\necho {json.dumps('no such setting')} >&2\nexit 3\n")
    failing.chmod(0o755)
    with (
        pytest.raises(UnreachableServerError, match=r"did not start: no such setting"),
        application(furnished, failing),
    ):
        pass
