"""Serving: what is wrong is told in one line before anything starts."""

import socket
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from channels import serving
from channels.__main__ import main
from channels.serving import PortTakenError, serve
from knowledge.settings import Settings
from knowledge.settings import settings as current_settings
from retriever import release
from tests.conftest import free_port
from tests.retriever.samples import small_parts


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


@pytest.fixture
def told_here(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Iterator[Callable[..., str]]:
    """Serve from the command line with settings, on free ports, until that is refused; return what is told of it."""

    def told(**environment: str) -> str:
        ports = {f"MOTCUA_{name}": str(free_port()) for name in ("PORT", "INTERNAL_PORT", "RASA_PORT")}
        for name, value in (ports | environment).items():
            monkeypatch.setenv(name, value)
        current_settings.cache_clear()
        assert main(["serve"]) == 2
        return capsys.readouterr().err

    yield told
    monkeypatch.undo()
    current_settings.cache_clear()


def test_the_command_line_says_one_clear_line(told_here: Callable[..., str], taken: int, tmp_path: Path) -> None:
    (line,) = told_here(MOTCUA_PORT=str(taken), MOTCUA_VAR=str(tmp_path)).splitlines()
    assert line.startswith(f"error: port {taken}")
    assert "MOTCUA_PORT" in line


def test_without_a_release_the_command_to_build_one_is_told(told_here: Callable[..., str], tmp_path: Path) -> None:
    assert "make build" in told_here(MOTCUA_VAR=str(tmp_path))


@pytest.fixture(scope="module")
def released(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of run-time data with a small real release."""
    var = tmp_path_factory.mktemp("var")
    folder = var / "releases" / "0123456789abcdef"
    folder.mkdir(parents=True)
    release.save(small_parts(), folder)
    (folder / "release.json").touch()
    release.switch(folder.parent, folder.name)
    return var


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
    told_here: Callable[..., str], released: Path, tmp_path: Path, content: str | None, words: str
) -> None:
    file = tmp_path / "sources.yml"
    if content is not None:
        file.write_text(content)
    first = told_here(MOTCUA_VAR=str(released), MOTCUA_DOSSIER_SOURCES=str(file)).splitlines()[0]
    assert first.startswith("error: MOTCUA_DOSSIER_SOURCES: ")
    assert words in first
