"""The tour's steps, and how far each account is, on both stores."""

import pytest

from eval.console.accounts import Accounts
from eval.console.page import Page
from eval.console.pages import PAGES
from eval.console.roles import Role
from eval.console.texts import known, t
from eval.console.tour import OWN, START, STEPS, Tour, Tours, is_at, path, steps
from knowledge.database import Sessions
from tests.eval.console.staff import PASSWORD


def seen_by(role: Role) -> list[Page]:
    return [page for page in PAGES if role.allows(page.role)]


def test_an_account_has_not_begun_then_is_where_it_last_was(database: Sessions) -> None:
    Accounts(database).add("lan", "Lan", Role.OFFICER, PASSWORD)
    tours = Tours(database)
    assert tours.of("lan") is None
    tours.put("lan", Tour("live", "open"))
    tours.put("lan", Tour("try", "skipped"))
    assert tours.of("lan") == Tour("try", "skipped")
    assert tours.of("minh") is None


@pytest.mark.parametrize("role", Role)
def test_each_role_is_led_over_its_own_pages_and_no_others(role: Role) -> None:
    found = steps(seen_by(role))
    assert (found[0], found[-1]) == (START, OWN)
    assert {*found} - {START, OWN} <= {page.name for page in seen_by(role)}
    assert {"live", "receipts", "try", "inbox", "coverage"} <= {*found}
    assert ("accounts" in found) == (role is Role.ADMINISTRATOR)


def test_a_step_is_on_its_page_and_on_those_below_it() -> None:
    assert path(START) == "/staff/"
    assert is_at("try", "/staff/try")
    assert is_at("try", "/staff/try/12")
    assert not is_at("try", "/staff/trying")
    assert is_at(START, "/staff/")
    assert not is_at(START, "/staff/live")


@pytest.mark.parametrize("step", STEPS)
def test_every_step_says_what_its_page_is_for(step: str) -> None:
    assert t(f"tour.step_{step}")
    assert known(f"tour.name_{step}") or step not in (START, OWN)
