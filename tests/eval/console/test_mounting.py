"""The console as a whole: every route behind its role, every page whole, every error a page."""

from typing import Any

import pytest
from fastapi import FastAPI
from fastapi.routing import APIRoute, iter_route_contexts
from fastapi.testclient import TestClient

from bot.conversations.hand_overs import HandOvers
from eval.console.access import needs
from eval.console.page import PREFIX
from eval.console.pages import PAGES
from eval.console.parts import Parts
from eval.console.roles import Role
from eval.console.texts import t
from tests.eval.console.staff import Citizen, Officer, words

WITHOUT_ROLE = {"/sign-in", "/sign-in/code"}


def console(application: TestClient) -> FastAPI:
    app: Any = application.app
    return next(route.app for route in app.routes if getattr(route, "path", "") == PREFIX)


def routes(application: TestClient) -> list[tuple[str, str, Role | None]]:
    """Every method and path of the console with the highest role that it asks for."""
    found = []
    for route in iter_route_contexts(console(application).routes):
        if isinstance(route.original_route, APIRoute):
            asked = [one.dependency.role for one in route.dependencies if isinstance(one.dependency, needs)]
            highest = max(asked, key=list(Role).index, default=None)
            path = route.path.replace("{number}", "1")
            found += [(method, path, highest) for method in route.methods or ()]
    return found


def test_only_the_door_is_open_to_everybody(application: TestClient) -> None:
    assert {path for _, path, role in routes(application) if role is None} == WITHOUT_ROLE
    assert len(routes(application)) > 25


def test_every_route_sends_a_stranger_to_the_door(application: TestClient, stranger: Officer) -> None:
    token = stranger.token("/sign-in")
    for method, path, role in routes(application):
        if role:
            answer = stranger.http.request(method, f"{PREFIX}{path}", **sent(method, token))
            assert (answer.status_code, answer.headers["location"].partition("?")[0]) == (303, f"{PREFIX}/sign-in"), (
                path
            )


def test_every_route_refuses_the_role_below_its_own(application: TestClient, officer: Officer, editor: Officer) -> None:
    below = {Role.EDITOR: officer, Role.ADMINISTRATOR: editor}
    tokens = {id(who): who.token() for who in below.values()}
    for method, path, role in routes(application):
        if role in below:
            who = below[role]
            answer = who.http.request(method, f"{PREFIX}{path}", **sent(method, tokens[id(who)]))
            assert answer.status_code == 403, (method, path)
            assert t("errors.not_allowed") in words(answer)


def sent(method: str, token: str) -> dict[str, Any]:
    return {"data": {"form_token": token}} if method == "POST" else {}


def test_every_form_is_refused_without_its_token(application: TestClient, administrator: Officer) -> None:
    for method, path, _ in routes(application):
        if method != "GET":
            answer = administrator.http.request(method, f"{PREFIX}{path}", data={"name": "officer"})
            assert answer.status_code == 403, path
            assert t("errors.forged") in words(answer)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_page_is_whole_and_says_where_one_is(administrator: Officer, page: Any) -> None:
    answer = administrator.get(f"/{page.name}")
    assert answer.status_code == 200
    assert answer.text.count("<h1>") == 1
    assert f'<a class="side__link" href="{page.path}" aria-current="page">' in answer.text
    assert t("frame.crumbs") in answer.text
    assert t(f"{page.name}.about")


def test_pages_run_no_script_of_others_and_are_kept_nowhere(administrator: Officer) -> None:
    answer = administrator.get("/live")
    policy = answer.headers["Content-Security-Policy"]
    assert "script-src 'self'" in policy
    assert "unsafe" not in policy
    assert answer.headers["Cache-Control"] == "no-store"
    assert "style=" not in answer.text
    assert " onclick" not in answer.text


def test_navigation_shows_what_the_role_may_see(officer: Officer, administrator: Officer) -> None:
    for page in PAGES:
        assert page.path in administrator.get("/").text
        assert (page.path in officer.get("/").text) == (page.role is Role.OFFICER)


@pytest.mark.parametrize("asset", ["console.css", "live.js", "printing.js"])
def test_style_and_script_are_served_to_everybody(stranger: Officer, asset: str) -> None:
    answer = stranger.get(f"/static/{asset}")
    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "no-cache"


def test_the_style_that_the_citizens_page_shares_is_there(stranger: Officer) -> None:
    for path in ("/static/web/style.css", "/static/web/logo.svg"):
        assert stranger.http.get(path).status_code == 200


@pytest.mark.parametrize(("path", "status"), [("/nowhere", 404), ("/live/999", 404), ("/live/many", 400)])
def test_errors_are_pages_in_the_frame(officer: Officer, path: str, status: int) -> None:
    answer = officer.get(path)
    assert answer.status_code == status
    assert answer.headers["content-type"].startswith("text/html")
    assert t("frame.to_start") in words(answer)


def test_a_form_that_lacks_a_field_is_a_page_too(administrator: Officer) -> None:
    answer = administrator.send("/accounts/role", name="officer", role="emperor")
    assert answer.status_code == 400
    assert t("errors.bad_form") in words(answer)


def test_the_console_stands_beside_the_public_pages(stranger: Officer) -> None:
    assert stranger.http.get("/staff").headers["location"].endswith("/staff/")
    assert stranger.http.get("/").status_code == 200
    assert "/staff" not in stranger.http.get("/openapi.json").text


def test_what_was_done_is_said_in_known_words_only(officer: Officer) -> None:
    assert t("live.done_said") in words(officer.get("/", done="live.done_said"))
    for made_up in ("<b>hacked</b>", "live.title", "live.done_nothing"):
        assert 'role="status"' not in officer.get("/", done=made_up).text


def test_a_citizens_markup_is_shown_as_text(officer: Officer, citizen: Citizen, staff: Parts) -> None:
    citizen.say("<script>alert(1)</script> khai sinh")
    citizen.asks_for_a_person()
    number = HandOvers(staff.services.sessions).queue()[-1].number
    page = officer.get(f"/live/{number}").text
    assert "&lt;script&gt;alert(1)" in page
    assert "<script>alert" not in page
