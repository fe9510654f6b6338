"""What the tour shows above a page."""

from collections.abc import Iterator

import pytest

from eval.console.pages import PAGES
from eval.console.parts import Parts
from eval.console.roles import Role
from eval.console.tour import STEPS, Tour
from eval.console.tour_panel import Panel, here_or_first, panel, practice
from tests.eval.console.staff import PASSWORD, Officer


@pytest.fixture
def name(staff: Parts, request: pytest.FixtureRequest) -> Iterator[str]:
    """An account that nobody has used yet."""
    made = f"an{abs(hash(request.node.nodeid))}"[:20]
    staff.accounts.add(made, "An", Role.OFFICER, PASSWORD, must_change=False)
    yield made
    staff.accounts.disable(made)


def shown(staff: Parts, name: str, address: str) -> Panel | None:
    return panel(staff, name, [page for page in PAGES if page.role is Role.OFFICER], address)


def test_who_is_new_is_invited_on_the_start_and_nowhere_else(staff: Parts, name: str) -> None:
    invited = shown(staff, name, "/staff/")
    assert invited
    assert (invited.kind, invited.place) == ("invite", 1)
    assert shown(staff, name, "/staff/live") is None


def test_a_step_is_shown_on_its_page_and_the_start_leads_back_to_it(staff: Parts, name: str) -> None:
    staff.tours.put(name, Tour("live", "open"))
    step = shown(staff, name, "/staff/live/3")
    assert step
    assert (step.kind, step.before, step.after, step.practice) == ("step", "start", "receipts", None)
    waiting = shown(staff, name, "/staff/")
    assert waiting
    assert (waiting.kind, waiting.path) == ("resume", "/staff/live")
    assert shown(staff, name, "/staff/usage") is None


@pytest.mark.parametrize("state", ["skipped", "finished"])
def test_who_is_through_is_left_alone(staff: Parts, name: str, state: str) -> None:
    staff.tours.put(name, Tour("live", "skipped" if state == "skipped" else "finished"))
    assert shown(staff, name, "/staff/") is None
    assert shown(staff, name, "/staff/live") is None


def test_the_ends_have_nothing_beyond_them(staff: Parts, name: str) -> None:
    staff.tours.put(name, Tour(STEPS[-1], "open"))
    last = shown(staff, name, "/staff/password")
    assert last
    assert (last.after, last.place) == ("", last.total)


def test_who_is_at_a_page_of_a_former_role_starts_over() -> None:
    assert here_or_first(Tour("accounts", "open"), ["start", "live"]) == "start"
    assert here_or_first(Tour("live", "open"), ["start", "live"]) == "live"


def test_the_exercise_knows_what_was_done(staff: Parts, name: str, officer: Officer) -> None:
    mine = Officer(officer.http).with_session(staff, name)
    assert practice(staff, name) == practice(staff, "nobody")
    number = int(mine.send("/try", at="/try", say="phí khai sinh").headers["location"].split("?")[0].split("/")[-1])
    assert (practice(staff, name).tried, practice(staff, name).judged) == (True, False)
    turn = staff.trials.turns(number)[0].turn_id
    mine.send("/judgements", at="/try", trial=str(number), turn=turn, verdict="right")
    assert practice(staff, name).judged
