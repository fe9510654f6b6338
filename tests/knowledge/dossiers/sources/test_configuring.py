"""The file of sources: refused with file and field where it is wrong, and safe where it says nothing."""

import time
from pathlib import Path
from typing import Any

import pytest
import yaml

from knowledge.dossiers.proofs import read_proof
from knowledge.dossiers.sources.combined import ElsewhereOutcome, OfficialPage, nowhere
from knowledge.dossiers.sources.configuring import connected, read, sources_look_up
from knowledge.dossiers.sources.errors import BadSourcesError
from knowledge.dossiers.sources.national import NationalSource
from knowledge.dossiers.sources.provincial import KeywordSource, ReceiptSource
from knowledge.settings import ROOT, Settings
from tests.knowledge.dossiers.sources import systems
from tests.knowledge.dossiers.sources.systems import CODE, IDENTITY, KeywordSystem, NationalSystem

PAGE = {"title": "Cổng dịch vụ công", "url": "https://dichvucong.example"}
KEYWORD: dict[str, Any] = {"name": "soc-trang", "kind": "tukhoa", "url": "https://a.example/tra", "page": PAGE}
NATIONAL: dict[str, Any] = {
    "name": "dvcqg",
    "kind": "dvcqg",
    "url": "https://b.example",
    "page": PAGE,
    "auth_endpoint": "/auth",
    "integration_endpoint": "/call",
    "dstcode": "VN:GOV:000.00.00.G22:vpcpdvcprovider",
    "unit": "000.00.00.H13",
    "username_from": "DVCQG_USERNAME",
    "password_from": "DVCQG_PASSWORD",
}
ENVIRONMENT = {"DVCQG_USERNAME": systems.USERNAME, "DVCQG_PASSWORD": systems.PASSWORD}


def written(folder: Path, *sources: dict[str, Any], **more: object) -> Path:
    path = folder / "sources.yml"
    path.write_text(yaml.safe_dump({"sources": list(sources), **more}, allow_unicode=True), encoding="utf-8")
    return path


def test_every_kind_becomes_its_source_in_the_order_of_the_file(tmp_path: Path) -> None:
    receipt = {**KEYWORD, "name": "tay-ninh", "kind": "so_bien_nhan", "prefixes": ["H53"]}
    made = connected(
        read(written(tmp_path, receipt, NATIONAL, {**KEYWORD, "prefixes": ["H51", "H13.12"]})), ENVIRONMENT
    )
    assert [type(one.source) for one in made] == [ReceiptSource, NationalSource, KeywordSource]
    assert [one.source.name for one in made] == ["tay-ninh", "dvcqg", "soc-trang"]
    assert [one.prefixes for one in made] == [("H53",), (), ("H51", "H13.12")]
    assert made[0].page == OfficialPage("Cổng dịch vụ công", "https://dichvucong.example/")


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"kind": "igate"}, r"sources\.0: .*'dvcqg', 'tukhoa', 'so_bien_nhan'"),
        ({"url": "soctrang"}, r"sources\.0\.tukhoa\.url: "),
        ({"url": "http://a.example"}, "url: is not https; .*`plain_http: true`"),
        ({"url": "https://user:secret@a.example"}, "credentials do not stand in the file"),
        ({"name": "Sóc Trăng"}, r"sources\.0\.tukhoa\.name: "),
        ({"prefixes": ["51"]}, r"prefixes\.0: "),
        ({"prefixes": "H51"}, "prefixes: "),
        ({"statuses": {"Xong": "done"}}, "statuses: done: no status; there are registered"),
        ({"page": {"title": "", "url": "https://a.example"}}, r"page\.title: "),
        ({"page": None}, "page: "),
        ({"password": "secret"}, "password: Extra inputs are not permitted"),
        ({"manners": {"tries": 9}}, r"manners\.tries: "),
        ({"manners": {"read_seconds": 0}}, r"manners\.read_seconds: "),
        ({"ca_file": "/no/such/file.pem"}, "ca_file: .* is no file"),
    ],
)
def test_what_is_wrong_is_named_by_file_and_field(tmp_path: Path, changes: dict[str, object], told: str) -> None:
    path = written(tmp_path, {**KEYWORD, **changes})
    with pytest.raises(BadSourcesError, match=told) as raised:
        read(path)
    assert str(raised.value).startswith(f"{path}: ")
    assert "secret" not in str(raised.value)


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"auth_endpoint": "auth"}, "auth_endpoint: "),
        ({"dstcode": "two\nlines"}, "dstcode: "),
        ({"username_from": ""}, "username_from: "),
        ({"unit": ""}, "unit: "),
    ],
)
def test_the_national_exchange_needs_all_that_it_is_asked_with(
    tmp_path: Path, changes: dict[str, object], told: str
) -> None:
    with pytest.raises(BadSourcesError, match=told):
        read(written(tmp_path, {**NATIONAL, **changes}))


def test_a_name_stands_once(tmp_path: Path) -> None:
    with pytest.raises(BadSourcesError, match="the name soc-trang stands twice"):
        read(written(tmp_path, KEYWORD, KEYWORD))


@pytest.mark.parametrize("text", ["", "sources", "sources: [", "a: 1\na: 2", "sources: {}", "- x"])
def test_what_is_no_such_file_is_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "sources.yml"
    path.write_text(text)
    with pytest.raises(BadSourcesError, match=f"^{path}: "):
        read(path)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(BadSourcesError, match=r"sources\.yml: .*No such file"):
        read(tmp_path / "sources.yml")


def test_a_missing_password_is_named_by_its_variable(tmp_path: Path) -> None:
    with pytest.raises(BadSourcesError, match="dvcqg: the environment variable DVCQG_PASSWORD is not set"):
        connected(read(written(tmp_path, NATIONAL)), {**ENVIRONMENT, "DVCQG_PASSWORD": ""})


@pytest.mark.parametrize("more", [{}, {"settle_seconds": 5}])
def test_nobody_is_waited_for_longer_than_a_turn_waits(tmp_path: Path, more: dict[str, object]) -> None:
    source = KEYWORD if more else {**KEYWORD, "manners": {"whole_seconds": 5}}
    path = written(tmp_path, source, **more)
    with pytest.raises(BadSourcesError, match=r"_seconds must be below MOTCUA_RASA_TIMEOUT, 5$"):
        sources_look_up(Settings(dossier_sources=str(path), rasa_timeout=5), b"x" * 32)
    assert sources_look_up(Settings(dossier_sources=str(path), rasa_timeout=6), b"x" * 32)


def test_without_the_setting_nobody_is_asked_and_nothing_waits() -> None:
    started = time.monotonic()
    assert sources_look_up(Settings(dossier_sources=""), b"x" * 32).find_elsewhere(CODE) == nowhere(CODE)
    assert time.monotonic() - started < 0.5


def test_a_configured_source_is_asked_and_its_own_statuses_are_known(
    tmp_path: Path, keyword_system: KeywordSystem
) -> None:
    keyword_system.dossiers[CODE] = systems.keyword_item(tinhtrang_hoso="Đã ký số")
    url = f"{keyword_system.url}/api/hoso/tracuuhoso"
    told = {**KEYWORD, "url": url, "plain_http": True, "prefixes": ["H51"], "statuses": {"đã ký số": "in_progress"}}
    path = written(tmp_path, told, settle_seconds=0)
    look_up = sources_look_up(Settings(dossier_sources=str(path)), b"x" * 32)
    opened = look_up.find_elsewhere(CODE).opened_by(b"x" * 32, read_proof(IDENTITY))
    assert opened.outcome is ElsewhereOutcome.FOUND
    assert opened.record is not None
    assert opened.record.status == "in_progress"


def test_the_national_exchange_is_logged_in_from_the_environment(
    tmp_path: Path, national_system: NationalSystem, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in ENVIRONMENT.items():
        monkeypatch.setenv(name, value)
    path = written(tmp_path, {**NATIONAL, "url": national_system.url, "plain_http": True}, settle_seconds=0)
    look_up = sources_look_up(Settings(dossier_sources=str(path)), b"x" * 32)
    assert look_up.find_elsewhere(CODE).opened_by(b"x" * 32, read_proof("5678")).outcome is ElsewhereOutcome.FOUND


def test_the_example_of_the_documentation_can_be_read(tmp_path: Path) -> None:
    page = (ROOT / "docs/dossier-sources.md").read_text(encoding="utf-8")
    path = tmp_path / "sources.yml"
    path.write_text(page.partition("```yaml\n")[2].partition("```")[0], encoding="utf-8")
    made = connected(read(path), ENVIRONMENT)
    assert [one.source.name for one in made] == ["soc-trang", "dvcqg"]
    assert all(one.source.gives_proof for one in made)
