"""Serving: what is wrong is told in one line before anything starts."""

import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from channels import serving
from channels.serving import PortTakenError, serve
from knowledge.settings import ROOT, Settings
from tests.conftest import free_port


@pytest.fixture
def taken() -> Iterator[int]:
    """A port that another program listens on."""
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        yield int(other.getsockname()[1])


@pytest.mark.parametrize("name", ["port", "internal_port", "rasa_port"])
def test_a_taken_port_is_told_with_the_setting_that_changes_it(taken: int, name: str, tmp_path: Path) -> None:
    ports = {"port": free_port(), "internal_port": free_port(), "rasa_port": free_port(), name: taken}
    with pytest.raises(PortTakenError, match=rf"port {taken} .*MOTCUA_{name.upper()}="):
        serve(Settings(var=tmp_path, **ports))
    assert list(tmp_path.iterdir()) == []


def test_free_ports_are_fine() -> None:
    serving._check_ports(Settings(port=free_port(), internal_port=free_port(), rasa_port=free_port()))


def test_the_command_line_says_one_clear_line(taken: int, tmp_path: Path) -> None:
    environment = os.environ | {"MOTCUA_PORT": str(taken), "MOTCUA_VAR": str(tmp_path)}
    done = subprocess.run(
        [sys.executable, "-m", "channels", "serve"], cwd=ROOT, env=environment, capture_output=True, text=True
    )
    assert done.returncode == 2
    (line,) = done.stderr.splitlines()
    assert line.startswith(f"error: port {taken}")
    assert "MOTCUA_PORT" in line


def test_without_a_release_the_command_to_build_one_is_told(tmp_path: Path) -> None:
    ports = {f"MOTCUA_{name}": str(free_port()) for name in ("PORT", "INTERNAL_PORT", "RASA_PORT")}
    done = subprocess.run(
        [sys.executable, "-m", "channels", "serve"],
        cwd=ROOT, env=os.environ | ports | {"MOTCUA_VAR": str(tmp_path)}, capture_output=True, text=True,
    )  # fmt: skip
    assert done.returncode == 2
    assert "make build" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("sources: [{name: x, kind: fax}]", "sources.0"),
        ("sources: 3", "sources"),
        ("- just: [a list", "sources.yml"),
        (None, "sources.yml"),
    ],
)
def test_a_malformed_file_of_dossier_sources_stops_the_start_with_one_line(
    guides_settings: Settings, tmp_path: Path, content: str | None, words: str
) -> None:
    file = tmp_path / "sources.yml"
    if content is not None:
        file.write_text(content)
    ports = {f"MOTCUA_{name}": str(free_port()) for name in ("PORT", "INTERNAL_PORT", "RASA_PORT")}
    told = {
        "MOTCUA_VAR": str(guides_settings.var),
        "MOTCUA_DATABASE_URL": f"sqlite:///{tmp_path / 'motcua.sqlite'}",
        "MOTCUA_DOSSIER_SOURCES": str(file),
    }
    done = subprocess.run(
        [sys.executable, "-m", "channels", "serve"],
        cwd=ROOT, env=os.environ | ports | told, capture_output=True, text=True,
    )  # fmt: skip
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
    first = done.stderr.splitlines()[0]
    assert first.startswith("error: MOTCUA_DOSSIER_SOURCES: ")
    assert words in first
