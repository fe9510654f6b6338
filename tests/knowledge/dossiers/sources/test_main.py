"""The operator's command: lists the sources, or tries them with a code, and shows nothing of the dossier."""

from pathlib import Path

import pytest
import yaml

from knowledge.dossiers.sources.__main__ import main
from tests.knowledge.dossiers.sources import systems
from tests.knowledge.dossiers.sources.systems import CODE, IDENTITY, UNKNOWN, KeywordSystem


@pytest.fixture
def file(tmp_path: Path, keyword_system: KeywordSystem) -> str:
    page = {"title": "Cổng dịch vụ công", "url": "https://dichvucong.example"}
    source = {"name": "soc-trang", "kind": "tukhoa", "page": page, "prefixes": ["H51"], "plain_http": True}
    source["url"] = f"{keyword_system.url}/api/hoso/tracuuhoso"
    path = tmp_path / "sources.yml"
    path.write_text(yaml.safe_dump({"sources": [source]}), encoding="utf-8")
    return str(path)


def test_without_a_code_the_sources_are_listed_and_none_is_asked(
    file: str, keyword_system: KeywordSystem, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--file", file]) == 0
    assert capsys.readouterr().out == "soc-trang: H51; https://dichvucong.example/\n"
    assert keyword_system.asked == []


@pytest.mark.parametrize(("code", "kind"), [(CODE, "Found"), (UNKNOWN, "NotFound")])
def test_with_a_code_it_tells_the_kind_of_answer_alone(
    file: str, code: str, kind: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([code, "--file", file]) == 0
    told = capsys.readouterr().out
    assert told.startswith(f"soc-trang: {kind} after 0.")
    for personal in (code, IDENTITY, systems.NAME):
        assert personal not in told


@pytest.mark.parametrize(
    ("fault", "told"),
    [
        (systems.html, "soc-trang: Unreachable after"),
        (systems.fixed(systems.keyword_item(tinhtrang_hoso="?")), "soc-trang: Unreadable (status) after"),
    ],
)
def test_a_source_that_gives_no_usable_answer_is_a_failure(
    file: str, keyword_system: KeywordSystem, fault: systems.Fault, told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    keyword_system.always = fault
    assert main([CODE, "--file", file]) == 1
    assert told in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["--file", ""], "no sources: set MOTCUA_DOSSIER_SOURCES"),
        (["--file", "/no/such/file.yml"], "No such file"),
    ],
)
def test_what_cannot_be_asked_is_said(arguments: list[str], told: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(arguments) == 2
    assert told in capsys.readouterr().err


def test_what_is_no_code_is_not_asked(
    file: str, keyword_system: KeywordSystem, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["099200001234", "--file", file]) == 2
    told = capsys.readouterr().err
    assert "that is no dossier code" in told
    assert "099200001234" not in told
    assert keyword_system.asked == []
