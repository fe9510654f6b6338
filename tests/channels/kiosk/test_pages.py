"""How the kiosk's pages and files are served, and that they fit each other and the web page's modules."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from channels.kiosk import pages as kiosk
from channels.kiosk.pages import STATIC
from channels.web import pages as web

MODULES = sorted(path.relative_to(STATIC).as_posix() for path in STATIC.rglob("*.js"))
PAGES = ("kiosk.html", "health.html")
TEXTS = {language: json.loads((STATIC / f"texts.{language}.json").read_text("utf-8")) for language in ("vi", "en")}
WEB_TEXTS = json.loads((web.STATIC / "texts.vi.json").read_text("utf-8"))


@pytest.fixture
def served() -> Iterator[TestClient]:
    app = FastAPI()
    for pages in (kiosk, web):
        app.include_router(pages.router)
        pages.mount(app)
    with TestClient(app) as client:
        yield client


def paths(node: Any, before: str = "") -> Iterator[str]:
    """Yield the dotted path of every text."""
    entries = node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ()
    for key, inner in entries:
        yield from paths(inner, f"{before}{key}.")
    if isinstance(node, str):
        yield before.rstrip(".")


def text_at(path: str) -> object:
    """Return what stands at a dotted path of the kiosk's or the web page's texts, None where nothing does."""
    node: Any = {**WEB_TEXTS, **TEXTS["vi"]}
    for key in path.split("."):
        node = node.get(key) if isinstance(node, dict) else None
    return node


@pytest.mark.parametrize("address", ["/kiosk", "/kiosk/health"])
def test_a_page_forbids_everything_that_is_not_its_own_and_is_kept_nowhere(served: TestClient, address: str) -> None:
    response = served.get(address)
    assert "default-src 'self'" in response.headers["content-security-policy"]
    assert "unsafe" not in response.headers["content-security-policy"]
    assert response.headers["cache-control"] == "no-store"


@pytest.mark.parametrize("page", PAGES)
def test_a_page_has_no_inline_script_style_or_handler(page: str) -> None:
    html = (STATIC / page).read_text("utf-8")
    assert re.findall(r"<script(?![^>]*\bsrc=)", html) == []
    assert "<style" not in html
    assert re.findall(r"\s(?:style|on\w+)=", html) == []


def test_every_file_that_is_named_is_served(served: TestClient) -> None:
    named = [*kiosk.files()[4:]]
    for file in [*MODULES, *PAGES]:
        named += re.findall(r'"(/static/[^"#$]+)"', (STATIC / file).read_text("utf-8"))
    missing = [address for address in set(named) if served.get(address).status_code != 200]
    assert missing == []


def test_every_module_finds_what_it_imports() -> None:
    missing = []
    for module in MODULES:
        for names, target in re.findall(
            r'import (?:\{([^}]+)\}|\* as \w+) from "([^"]+)"', (STATIC / module).read_text("utf-8")
        ):
            code = source(module, target)
            wanted = [name.split(" as ")[0].strip() for name in names.split(",") if name.strip()]
            missing += [(module, name) for name in wanted if not re.search(rf"export [\w ]*\b{name}\b", code)]
    assert missing == []


def source(module: str, target: str) -> str:
    """Return the code of a module that another one imports."""
    if target.startswith("/static/web/"):
        return (web.STATIC / target.removeprefix("/static/web/")).read_text("utf-8")
    return ((STATIC / module).parent / target).resolve().read_text("utf-8")


def test_the_service_worker_may_look_after_the_page_and_keeps_nothing_but_files(served: TestClient) -> None:
    assert served.get("/kiosk/sw.js").headers["service-worker-allowed"] == "/kiosk"
    kept = served.get("/kiosk/files").json()
    assert "/kiosk" in kept
    assert all(address.startswith(("/kiosk", "/static/", "/api/v1/kiosk/setup")) for address in kept[:2] + kept[4:])
    assert kept[2:4] == ["/api/v1/topics", "/api/v1/life-events"]


def test_the_version_follows_the_files_of_both_pages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    present = kiosk.version()
    (tmp_path / "a.js").write_text("1")
    monkeypatch.setattr(kiosk, "WEB_STATIC", tmp_path)
    kiosk.version.cache_clear()
    assert kiosk.version() != present
    kiosk.version.cache_clear()


def test_both_languages_have_the_same_texts_with_the_same_places() -> None:
    assert sorted(paths(TEXTS["vi"])) == sorted(paths(TEXTS["en"]))
    for path in paths(TEXTS["vi"]):
        found = [re.findall(r"\{\w+\}", at(TEXTS[language], path)) for language in TEXTS]
        assert sorted(found[0]) == sorted(found[1]), path


def at(texts: Any, path: str) -> str:
    node = texts
    for key in path.split("."):
        node = node[int(key)] if isinstance(node, list) else node[key]
    return str(node)


@pytest.mark.parametrize("module", [*MODULES, *PAGES])
def test_every_text_asked_for_is_there(module: str) -> None:
    code = (STATIC / module).read_text("utf-8")
    asked = re.findall(r'\bt\("([\w.]+)"', code) + re.findall(r'data-(?:text|label|placeholder)="([\w.]+)"', code)
    assert [path for path in asked if not isinstance(text_at(path), str)] == []


@pytest.mark.parametrize("module", MODULES)
def test_no_module_turns_data_into_markup(module: str) -> None:
    code = (STATIC / module).read_text("utf-8")
    assert re.findall(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function", code) == []


@pytest.mark.parametrize("module", MODULES)
def test_no_module_reaches_beyond_this_server(module: str) -> None:
    addresses = re.findall(r"https?://[^\s\"']+", (STATIC / module).read_text("utf-8"))
    assert [address for address in addresses if not address.startswith("http://www.w3.org/")] == []
