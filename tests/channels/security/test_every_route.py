"""What holds for every route, errors included: headers, no inline script, no other site's forms, sizes and limits."""

import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from starlette.websockets import WebSocketDisconnect

from bot.answers.wording import say
from channels.app import public_app
from channels.limiting import FREE
from channels.limits import Limits
from channels.services import Services
from tests.channels.security.routes import Door, doors, sockets

HARMLESS = ("GET", "HEAD", "OPTIONS")
NEVER = ("unsafe-inline", "unsafe-eval", "http:", "https:", "*")


@pytest.fixture(scope="module")
def app(made: Services) -> FastAPI:
    settings = made.settings.model_copy(update={"widget_origins": "https://portal.example.gov.vn"})
    return public_app(replace(made, settings=settings))


@pytest.fixture(scope="module")
def door_client(app: FastAPI) -> TestClient:
    """A client without the application's lifespan: nothing runs in the background."""
    return TestClient(app, follow_redirects=False, raise_server_exceptions=False)


@pytest.fixture(scope="module")
def every_door(app: FastAPI) -> list[Door]:
    found = doors(app)
    assert {"/", "/kiosk", "/docs", "/api/v1/chat", "/staff/sign-in", "/static/web/app.js"} <= {
        one.path for one in found
    }
    return found


def test_every_answer_carries_the_headers_that_protect_it(door_client: TestClient, every_door: list[Door]) -> None:
    for door in every_door:
        headers = door_client.request(door.method, door.path).headers
        policy = headers["content-security-policy"]
        assert "default-src 'none'" in policy or "default-src 'self'" in policy, door
        assert not [source for source in re.split(r"[ ;]+", _scripts(policy)) if source in NEVER], (door, policy)
        assert headers["x-content-type-options"] == "nosniff", door
        assert headers["referrer-policy"] in ("same-origin", "no-referrer"), door
        assert "geolocation=()" in headers["permissions-policy"], door
        assert headers["cross-origin-opener-policy"] == "same-origin", door
        assert "cache-control" in headers, door
        assert "server" not in headers, door


def test_only_the_widget_may_stand_in_a_frame_and_only_where_it_was_invited(
    door_client: TestClient, every_door: list[Door]
) -> None:
    for door in every_door:
        policy = door_client.request(door.method, door.path).headers["content-security-policy"]
        framers = "https://portal.example.gov.vn" if door.path == "/widget" else "'none'"
        if door.path != "/kiosk/sw.js":  # a script, under whose policy the worker itself fetches
            assert f"frame-ancestors {framers}" in policy, door


def test_no_page_has_a_script_or_a_style_within_it(door_client: TestClient, every_door: list[Door]) -> None:
    pages = 0
    for door in every_door:
        answer = door_client.request(door.method, door.path)
        if door.method == "GET" and answer.headers.get("content-type", "").startswith("text/html"):
            pages += 1
            seen = _Page()
            seen.feed(answer.text)
            assert seen.inline == [], door
            assert seen.foreign == [], door
    assert pages >= 6


def test_https_is_asked_for_once_it_was_used(app: FastAPI, every_door: list[Door]) -> None:
    client = TestClient(app, "https://testserver", follow_redirects=False, raise_server_exceptions=False)
    for door in every_door:
        headers = client.request(door.method, door.path).headers
        assert headers["strict-transport-security"] == "max-age=31536000", door
        assert all("secure" in cookie.lower() for cookie in headers.get_list("set-cookie")), door
    assert "strict-transport-security" not in TestClient(app).get("/healthz").headers


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Origin": "https://testserver.evil.example"},
    ],
)
def test_no_other_sites_page_changes_anything(
    door_client: TestClient, every_door: list[Door], headers: dict[str, str]
) -> None:
    changing = [door for door in every_door if door.method not in HARMLESS]
    assert len(changing) > 10
    for door in changing:
        answer = door_client.request(door.method, door.path, json={}, headers=headers)
        assert (answer.status_code, answer.json()["message"]) == (403, say("foreign_page")), door


def test_nobody_is_told_that_they_may_read_across_origins(door_client: TestClient, every_door: list[Door]) -> None:
    for door in every_door:
        answer = door_client.request(door.method, door.path, headers={"Origin": "https://evil.example"})
        assert not [name for name in answer.headers if name.startswith("access-control-")], door
        asked = {"Origin": "https://evil.example", "Access-Control-Request-Method": door.method}
        answer = door_client.options(door.path, headers=asked)
        assert not [name for name in answer.headers if name.startswith("access-control-")], door


def test_no_route_reads_a_body_that_is_too_large(door_client: TestClient, every_door: list[Door]) -> None:
    for door in every_door:
        if door.method not in HARMLESS:
            assert door_client.request(door.method, door.path, content=b"x" * 256_001).status_code == 413, door


def test_every_route_is_limited_by_address_but_those_that_watch(made: Services) -> None:
    settings = made.settings.model_copy(update={"address_requests_per_minute": 1})
    app = public_app(replace(made, settings=settings, limits=Limits()))
    client = TestClient(app, follow_redirects=False, raise_server_exceptions=False)
    client.get("/")
    for door in doors(app):
        answer = client.request(door.method, door.path)
        if door.path in FREE:
            assert answer.status_code < 400, door
        else:
            assert (answer.status_code, "retry-after" in answer.headers) == (429, True), door
    for path in sockets(app):
        with pytest.raises(WebSocketDisconnect), client.websocket_connect(path):
            pass


@pytest.mark.parametrize("origin", ["https://evil.example", "null", "http://testserver.evil.example", "http://evil"])
def test_no_other_sites_page_opens_a_socket(app: FastAPI, door_client: TestClient, origin: str) -> None:
    assert sockets(app)
    for path in sockets(app):
        with pytest.raises(WebSocketDisconnect), door_client.websocket_connect(path, headers={"Origin": origin}):
            pass


def test_an_error_that_nobody_foresaw_tells_nothing_of_itself(made: Services) -> None:
    app = public_app(made)

    @app.get("/breaks")
    def breaks() -> None:
        raise RuntimeError("the password of the database is hunter2")

    answer = TestClient(app, raise_server_exceptions=False).get("/breaks")
    assert (answer.status_code, answer.json()["message"]) == (500, say("not_now"))
    assert "hunter2" not in answer.text
    assert answer.headers["x-content-type-options"] == "nosniff"


def _scripts(policy: str) -> str:
    """Return the sources from which scripts may come."""
    told = {part.split()[0]: part for part in policy.split("; ")}
    return told.get("script-src", told["default-src"])


class _Page(HTMLParser):
    """Notes what stands in a page that its policy would not run, and what it would fetch from elsewhere."""

    def __init__(self) -> None:
        super().__init__()
        self.inline: list[str] = []
        self.foreign: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = dict(attrs)
        self.inline += [name for name in told if name.startswith("on") or name == "style"]
        self.inline += [tag] if tag == "style" or (tag == "script" and "src" not in told) else []
        wanted = told.get("src") if tag != "link" else told.get("href")
        self.inline += [value for value in told.values() if (value or "").lower().startswith("javascript:")]
        self.foreign += [wanted] if wanted and re.match(r"(\w+:)?//", wanted) else []


@pytest.fixture(autouse=True)
def _quiet(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("CRITICAL")
