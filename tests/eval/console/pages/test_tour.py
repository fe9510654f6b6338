"""The tour over HTTP: begun, led from page to page, left and resumed, finished or skipped, each account for itself."""

import pytest
from fastapi.testclient import TestClient

from eval.console.audit import Filter
from eval.console.page import PREFIX
from eval.console.parts import Parts
from eval.console.roles import Role
from eval.console.texts import t
from eval.console.tour import Tour
from tests.eval.console.staff import PASSWORD, Officer, words


@pytest.fixture
def newcomer(application: TestClient, staff: Parts, request: pytest.FixtureRequest) -> Officer:
    """An officer who signs in for the first time."""
    name = f"moi{abs(hash(request.node.nodeid))}"[:20]
    staff.accounts.add(name, "Mới", Role.OFFICER, PASSWORD, must_change=False)
    made = Officer(application)
    made.sign_in(name)
    made.name = name  # type: ignore[attr-defined]
    return made


def at(staff: Parts, who: Officer) -> Tour | None:
    return staff.tours.of(who.name)  # type: ignore[attr-defined]


def test_the_first_sign_in_leads_to_the_invitation(newcomer: Officer, staff: Parts) -> None:
    page = newcomer.get("/")
    assert t("tour.begin") in words(page)
    assert page.text.count("<h1>") == 1
    assert at(staff, newcomer) is None


def test_each_step_leads_to_its_page_and_the_last_one_ends_the_tour(newcomer: Officer, staff: Parts) -> None:
    step, seen = "start", []
    while True:
        answer = newcomer.send("/tour/go", step=step)
        page = newcomer.http.get(answer.headers["location"].partition("#")[0])
        assert t(f"tour.step_{step}") in words(page)
        seen.append(step)
        if t("tour.finish") in words(page):
            break
        step = page.text.split('name="step" value="')[1].split('"')[0]
    assert seen[:4] == ["start", "live", "receipts", "try"]
    assert seen[-1] == "password"
    assert newcomer.send("/tour/finish").headers["location"] == f"{PREFIX}/?done=tour.done_finished"
    assert at(staff, newcomer) == Tour("password", "finished")
    assert 'id="tour"' not in newcomer.get("/").text
    assert staff.audit.read(Filter(deed="tour.finished"), 0, 1)[0].account == newcomer.name  # type: ignore[attr-defined]


def test_who_leaves_is_brought_back_to_the_same_step(newcomer: Officer) -> None:
    newcomer.send("/tour/go", step="inbox")
    assert t("tour.resume_do") in words(newcomer.get("/"))
    assert 'id="tour"' not in newcomer.get("/usage").text
    assert t("tour.step_inbox") in words(newcomer.get("/inbox"))


def test_the_tour_can_be_skipped_and_taken_up_again(newcomer: Officer, staff: Parts) -> None:
    newcomer.send("/tour/go", step="receipts")
    assert newcomer.send("/tour/skip").headers["location"] == f"{PREFIX}/?done=tour.done_skipped"
    assert at(staff, newcomer) == Tour("receipts", "skipped")
    assert t("tour.state_skipped") in words(newcomer.get("/tour"))
    newcomer.send("/tour/go", step="receipts")
    assert at(staff, newcomer) == Tour("receipts", "open")


def test_who_skips_at_once_is_not_asked_again(newcomer: Officer, staff: Parts) -> None:
    newcomer.send("/tour/skip")
    assert at(staff, newcomer) == Tour("start", "skipped")
    assert 'id="tour"' not in newcomer.get("/").text


@pytest.mark.parametrize("step", ["", "accounts", "nowhere", "../live"])
def test_a_step_that_is_not_theirs_is_the_first_one(newcomer: Officer, staff: Parts, step: str) -> None:
    assert newcomer.send("/tour/go", step=step).headers["location"] == f"{PREFIX}/#tour"
    assert at(staff, newcomer) == Tour("start", "open")


def test_the_exercise_says_what_is_done(newcomer: Officer, staff: Parts) -> None:
    newcomer.send("/tour/go", step="try")
    page = newcomer.get("/try")
    assert t("tour.exercise_fill") in words(page)
    assert t("tour.exercise_done") not in words(page)
    tried = newcomer.send("/try", at="/try", say=t("tour.exercise_say")).headers["location"].partition("?")[0]
    assert words(newcomer.http.get(tried)).count(t("tour.exercise_done")) == 1


def test_the_overview_shows_every_step_and_begins_resumes_or_starts_anew(newcomer: Officer) -> None:
    shown = words(newcomer.get("/tour"))
    assert t("tour.step_coverage") in shown
    assert t("tour.step_accounts") not in shown
    assert t("tour.restart") not in shown
    newcomer.send("/tour/go", step="live")
    assert t("tour.here") in words(newcomer.get("/tour"))
    assert t("tour.restart") in words(newcomer.get("/tour"))


def test_who_must_change_the_password_first_sees_no_tour(application: TestClient, staff: Parts) -> None:
    staff.accounts.add("tam.tour", "Tâm", Role.OFFICER, PASSWORD)
    tam = Officer(application).with_session(staff, "tam.tour")
    assert tam.send("/tour/go").headers["location"] == f"{PREFIX}/password"
    assert 'id="tour"' not in tam.get("/password").text


def test_an_error_page_shows_no_tour(newcomer: Officer) -> None:
    newcomer.send("/tour/go", step="live")
    assert 'id="tour"' not in newcomer.get("/live/99999").text
