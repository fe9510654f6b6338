"""Reading aloud on the server: with whatever program stands for espeak-ng on this machine."""

import asyncio
import shutil
import stat
from pathlib import Path

import pytest

from channels.kiosk import speech
from channels.kiosk.errors import NoSpeechError, TooMuchSpeechError
from channels.kiosk.speech import Speech, installed


@pytest.fixture
def program(tmp_path: Path) -> Path:
    """A stand-in for espeak-ng: says in a "WAV" what it was told, and counts how often."""
    return script(tmp_path, 'echo once >> "$(dirname "$0")/calls"; printf RIFF; printf "%s " "$@"; cat')


def script(folder: Path, body: str) -> Path:
    path = folder / "espeak-ng"
    path.write_text(f"#!/bin/sh\n{body}\n")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return path


def said(speaking: Speech, text: str, address: str = "a") -> bytes:
    return asyncio.run(speaking.wav(text, address))


def test_a_text_goes_in_by_standard_input_and_never_as_an_argument(program: Path) -> None:
    spoken = said(Speech(str(program)), '--version; $(reboot) "khai sinh"')
    assert spoken.endswith(b'--stdout --stdin --version; $(reboot) "khai sinh"')


def test_a_repeated_text_is_spoken_once(program: Path) -> None:
    speaking = Speech(str(program))

    async def twice() -> tuple[bytes, bytes]:
        return await speaking.wav("khai sinh", "a"), await speaking.wav("khai sinh", "b")

    first, second = asyncio.run(twice())
    assert first == second
    assert (program.parent / "calls").read_text().count("once") == 1


def test_old_texts_make_room(program: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(speech, "_KEPT_BYTES", 60)

    async def many() -> int:
        speaking = Speech(str(program))
        for number in range(5):
            await speaking.wav(f"câu {number}", "a")
        return len(speaking._kept)

    assert asyncio.run(many()) == 1


def test_one_address_cannot_keep_the_server_talking(program: Path) -> None:
    async def chatter() -> None:
        speaking = Speech(str(program))
        for _ in range(40):
            await speaking.wav("khai sinh", "a")
        assert await speaking.wav("khai sinh", "b")
        await speaking.wav("khai sinh", "a")

    with pytest.raises(TooMuchSpeechError):
        asyncio.run(chatter())


def test_without_the_program_nothing_is_said() -> None:
    assert not Speech("").there
    with pytest.raises(NoSpeechError):
        said(Speech(""), "khai sinh")


@pytest.mark.parametrize("body", ["exit 1", "echo no sound"])
def test_a_program_that_fails_is_reported(tmp_path: Path, body: str) -> None:
    with pytest.raises(NoSpeechError):
        said(Speech(str(script(tmp_path, body))), "khai sinh")


def test_a_program_that_hangs_is_ended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(speech, "_PATIENCE", 0.2)
    with pytest.raises(NoSpeechError, match="too long"):
        said(Speech(str(script(tmp_path, "exec sleep 30"))), "khai sinh")


def test_espeak_speaks_vietnamese_where_it_is_installed() -> None:
    if shutil.which("espeak-ng") is None:
        pytest.skip("espeak-ng is not installed")
    assert said(installed(), "Anh chị mang giấy chứng sinh.")[8:12] == b"WAVE"
