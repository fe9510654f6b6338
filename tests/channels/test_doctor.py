"""The doctor: everything is looked at, and the sum is right."""

import asyncio
from pathlib import Path

import pytest

from channels.checking import Finding, State
from channels.doctor import CHECKS, doctor, examine, told
from channels.telegram import checks as telegram
from channels.zalo import checks as zalo
from knowledge.settings import Settings


def test_it_looks_at_the_application_telegram_and_zalo() -> None:
    assert {*telegram.CHECKS, *zalo.CHECKS} < {*CHECKS}


def test_on_a_bare_machine_it_says_what_to_do_and_raises_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bare = Settings(var=tmp_path, port=9, portal_url="http://127.0.0.1:9")
    assert doctor(bare, print) == 1
    shown = capsys.readouterr().out
    assert "✘ Ứng dụng: không trả lời" in shown
    assert "make build" in shown
    assert "– Telegram: token: Không dùng Telegram" in shown
    assert not (tmp_path / "motcua.sqlite").exists()


@pytest.mark.parametrize(
    ("states", "end"),
    [
        ([State.GOOD, State.SKIPPED], "Mọi thứ ổn."),
        ([State.WARNING], "có 1 điều nên xem"),
        ([State.BAD] * 2, "Có 2 điều"),
    ],
)
def test_the_last_line_says_how_it_stands(states: list[State], end: str) -> None:
    assert end in told([Finding("Đồng hồ", state, "…") for state in states]).splitlines()[-1]


def test_findings_stand_in_the_order_of_the_checks() -> None:
    async def slow(_: Settings) -> list[Finding]:
        await asyncio.sleep(0.05)
        return [Finding("one", State.GOOD, ""), Finding("two", State.GOOD, "")]

    async def quick(_: Settings) -> list[Finding]:
        return [Finding("three", State.GOOD, "")]

    found = asyncio.run(examine(Settings(), [slow, quick]))
    assert [finding.name for finding in found] == ["one", "two", "three"]
