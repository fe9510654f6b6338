"""How the page, the widget and their files are served, and that they fit each other."""

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from channels.web.pages import STATIC, mount, router, version
from knowledge.settings import Settings

MODULES = sorted(path.relative_to(STATIC).as_posix() for path in STATIC.rglob("*.js"))
PORTALS = "https://dichvucong.example.vn https://*.cantho.example.vn:8443"


def texts(language: str) -> dict[str, Any]:
    told: dict[str, Any] = json.loads((STATIC / f"texts.{language}.json").read_text(encoding="utf-8"))
    return told


TEXTS = texts("vi")


def served(widget_origins: str) -> FastAPI:
    app = FastAPI()
    app.include_router(router)
    mount(app, widget_origins)
    return app


@pytest.fixture
def client() -> Iterator[TestClient]:
    with TestClient(served("")) as client:
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
    assert f"/static/web/{version()}/page.js" in links
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


def test_the_microphone_is_for_the_page_alone(client: TestClient) -> None:
    assert "microphone=(self)" in client.get("/").headers["permissions-policy"]
    assert "camera=()" in client.get("/").headers["permissions-policy"]


def test_the_page_stands_in_no_frame_and_the_widget_in_none_by_default(client: TestClient) -> None:
    assert "frame-ancestors 'none'" in client.get("/").headers["content-security-policy"]
    assert client.get("/widget").status_code == 404


def test_the_widget_stands_in_the_frames_of_the_named_pages_alone() -> None:
    with TestClient(served(PORTALS)) as client:
        answer = client.get("/widget")
        assert f"frame-ancestors {PORTALS};" in answer.headers["content-security-policy"]
        assert "data-embedded" in answer.text
        assert "data-embedded" not in client.get("/").text
        assert "frame-ancestors 'none'" in client.get("/").headers["content-security-policy"]


def test_the_widgets_script_may_be_loaded_from_elsewhere_and_is_asked_for_again_soon(client: TestClient) -> None:
    answer = client.get("/widget.js")
    assert answer.headers["content-type"].startswith("text/javascript")
    assert answer.headers["cross-origin-resource-policy"] == "cross-origin"
    assert "max-age=300" in answer.headers["cache-control"]


@pytest.mark.parametrize("origins", ["*", "portal.vn", "https://a.vn; script-src *", "https://a.vn/page", "'self'"])
def test_what_is_no_origin_stops_the_start(origins: str) -> None:
    with pytest.raises(ValueError, match="widget_origins"):
        Settings(widget_origins=origins)


def test_english_says_everything_that_vietnamese_says() -> None:
    assert paths(texts("en")) == paths(TEXTS)


def test_both_languages_fill_in_the_same_things() -> None:
    english, vietnamese = texts("en"), TEXTS
    for path in paths(vietnamese):
        ours, theirs = text_at(path, vietnamese), text_at(path, english)
        if isinstance(ours, str):
            assert sorted(re.findall(r"\{\w+\}", ours)) == sorted(re.findall(r"\{\w+\}", str(theirs))), path


def test_what_english_buttons_send_is_vietnamese() -> None:
    for group in ("topics", "services"):
        sent = [[item["text"] for item in texts(language)["welcome"][group]] for language in ("vi", "en")]
        assert sent[0] == sent[1]
    assert texts("en")["shared"]["question"] == TEXTS["shared"]["question"]


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


def paths(node: object, above: str = "") -> set[str]:
    """Return the dotted paths of all texts and lists."""
    if not isinstance(node, dict):
        return {above.removeprefix(".")}
    return {path for key, value in node.items() for path in paths(value, f"{above}.{key}")}


def text_at(path: str, node: Any = TEXTS) -> object:
    """Return what stands at a dotted path of the texts, None where nothing does."""
    for key in path.split("."):
        node = node.get(key) if isinstance(node, dict) else None
    return node
