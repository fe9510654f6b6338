"""How the page and its files are served, and that they fit each other."""

import gzip
import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from channels.web.pages import STATIC, mount, router, version

FIRST_LOAD_BYTES = 150_000
MODULES = sorted(path.relative_to(STATIC).as_posix() for path in STATIC.rglob("*.js"))
TEXTS: dict[str, Any] = json.loads((STATIC / "texts.vi.json").read_text(encoding="utf-8"))


@pytest.fixture
def client() -> Iterator[TestClient]:
    app = FastAPI()
    app.include_router(router)
    mount(app)
    with TestClient(app) as client:
        yield client


def test_the_page_forbids_everything_that_is_not_its_own(client: TestClient) -> None:
    response = client.get("/")
    assert response.headers["content-type"] == "text/html; charset=utf-8"
    policy = response.headers["content-security-policy"]
    assert "default-src 'self'" in policy
    assert "unsafe" not in policy
    assert response.headers["cache-control"] == "no-cache"


def test_a_head_request_is_answered(client: TestClient) -> None:
    assert client.head("/").status_code == 200


def test_the_page_has_no_inline_script_style_or_handler(client: TestClient) -> None:
    html = client.get("/").text
    assert re.findall(r"<script(?![^>]*\bsrc=)", html) == []
    assert "<style" not in html
    assert re.findall(r"\s(?:style|on\w+)=", html) == []


def test_every_file_that_the_page_names_is_served_for_a_year(client: TestClient) -> None:
    links = re.findall(r'(?:href|src)="(/static/web/[^"#]+)', client.get("/").text)
    assert len(links) > len(MODULES)
    for link in links:
        response = client.get(link)
        assert response.status_code == 200, link
        assert response.headers["cache-control"] == "public, max-age=31536000, immutable"


def test_without_todays_version_files_are_revalidated(client: TestClient) -> None:
    assert client.get("/static/web/app.js").headers["cache-control"] == "no-cache"
    assert client.get("/static/web/v-000000000000/app.js").headers["cache-control"] == "no-cache"
    assert version() != "v-000000000000"


def test_an_unknown_file_is_not_found(client: TestClient) -> None:
    assert client.get(f"/static/web/{version()}/nothing.js").status_code == 404
    assert client.get(f"/static/web/{version()}/%2e%2e/pages.py").status_code == 404


def test_all_modules_are_preloaded() -> None:
    html = (STATIC / "index.html").read_text(encoding="utf-8")
    preloaded = re.findall(r'rel="modulepreload" href="/static/web/([^"]+)"', html)
    assert sorted([*preloaded, "app.js"]) == MODULES


@pytest.mark.parametrize("module", MODULES)
def test_no_module_turns_data_into_markup(module: str) -> None:
    code = (STATIC / module).read_text(encoding="utf-8")
    assert re.findall(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function", code) == []


@pytest.mark.parametrize("module", [*MODULES, "index.html"])
def test_every_text_asked_for_is_there(module: str) -> None:
    code = (STATIC / module).read_text(encoding="utf-8")
    asked = re.findall(r'\bt\("([\w.]+)"', code) + re.findall(r'data-(?:text|label|placeholder)="([\w.]+)"', code)
    missing = [path for path in asked if not isinstance(text_at(path), str)]
    assert missing == []


def test_the_first_load_is_small() -> None:
    files = [path for path in STATIC.rglob("*") if path.is_file()]
    assert sum(len(gzip.compress(path.read_bytes())) for path in files) < FIRST_LOAD_BYTES
    assert sum(path.stat().st_size for path in files) < FIRST_LOAD_BYTES


def text_at(path: str) -> object:
    """Return what stands at a dotted path of the texts, None where nothing does."""
    node: Any = TEXTS
    for key in path.split("."):
        node = node.get(key) if isinstance(node, dict) else None
    return node
