"""One's own second factor: set with password and code, required where the operator says so, given up with proof."""

import re
from html import unescape

import pytest
from fastapi.testclient import TestClient

from eval.console.audit import Filter
from eval.console.page import PREFIX
from eval.console.parts import Parts
from eval.console.roles import Role
from eval.console.texts import t
from tests.eval.console.staff import PASSWORD, App, Officer, words

PAGE = "/second-factor"
SECRET = re.compile(r'<code class="secret">([^<]+)</code>')


@pytest.fixture
def dung(application: TestClient, staff: Parts, request: pytest.FixtureRequest) -> Officer:
    """An editor who is signed in, without a second factor."""
    made = Officer(application)
    made.name = f"dung{abs(hash(request.node.nodeid))}"[:20]
    staff.accounts.add(made.name, "Dung", Role.EDITOR, PASSWORD, must_change=False)
    return made.with_session(staff, made.name)


@pytest.fixture
def required(staff: Parts, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(vars(staff.services.settings), "staff_second_factor", "required")


def set_up(who: Officer, password: str = PASSWORD, code: str = "") -> tuple[App, list[str]]:
    """Type what the page shows into an app, and send its first code; the app, and the codes shown."""
    shown = who.get(PAGE).text
    sealed = re.search(r'name="sealed" value="([^"]+)"', shown)
    typed = SECRET.search(shown)
    assert sealed
    assert typed
    app = App.typed(who.name, typed[1])
    answer = who.send(f"{PAGE}/set", at=PAGE, password=password, code=code or app.code(), sealed=sealed[1])
    return app, [unescape(one) for one in SECRET.findall(answer.text)] if answer.status_code == 200 else [answer.text]


def test_a_second_factor_is_set_with_password_and_code_and_shows_ten_codes_once(dung: Officer, staff: Parts) -> None:
    assert staff.second_factors.left(dung.name) == 0
    _, codes = set_up(dung)
    assert len(codes) == 10
    assert staff.accounts.get(dung.name).second_factor
    assert t("second_factor.left", count=10) in words(dung.get(PAGE))
    assert codes[0] not in dung.get(PAGE).text
    audit = staff.audit.read(Filter(account=dung.name), 0, 5)
    assert audit[0].deed == "second_factor.set"
    assert codes[0] not in repr(audit)


def test_setting_it_up_signs_out_everywhere_else(dung: Officer, staff: Parts) -> None:
    elsewhere = Officer(dung.http).with_session(staff, dung.name)
    set_up(dung)
    assert [who.get("/").status_code for who in (dung, elsewhere)] == [200, 303]


@pytest.mark.parametrize(
    ("password", "code", "problem"),
    [("wrong wrong wrong", "", "password.wrong"), (PASSWORD, "12", "second_factor.wrong")],
)
def test_what_is_wrong_is_said_and_the_same_secret_stays_to_try(
    dung: Officer, staff: Parts, password: str, code: str, problem: str
) -> None:
    app, (page,) = set_up(dung, password, code)
    assert t(problem) in page
    assert app.to_type in page
    assert not staff.accounts.get(dung.name).second_factor


def test_a_stolen_session_guesses_neither_password_nor_code_faster_than_the_door(dung: Officer) -> None:
    for _ in range(5):
        set_up(dung, "wrong wrong wrong")
    _, (page,) = set_up(dung)
    assert t("password.wait") in page


def test_a_secret_made_for_another_account_is_refused(dung: Officer, staff: Parts) -> None:
    sealed = staff.second_factors.offer("officer").sealed
    answer = dung.send(f"{PAGE}/set", at=PAGE, password=PASSWORD, code="123456", sealed=sealed)
    assert answer.status_code == 403


def test_giving_it_up_needs_password_and_code(dung: Officer, staff: Parts) -> None:
    _, codes = set_up(dung)
    for password, code in (("wrong wrong wrong", codes[0]), (PASSWORD, "wrong")):
        answer = dung.send(f"{PAGE}/drop", at=PAGE, password=password, code=code)
        assert answer.status_code == 400
        assert t("second_factor.unproved") in words(answer)
    assert staff.second_factors.left(dung.name) == 10
    answer = dung.send(f"{PAGE}/drop", at=PAGE, password=PASSWORD, code=codes[0])
    assert answer.headers["location"] == f"{PREFIX}{PAGE}?done=second_factor.done_dropped"
    assert not staff.accounts.get(dung.name).second_factor
    assert staff.audit.read(Filter(account=dung.name), 0, 1)[0].deed == "second_factor.drop"


def test_what_is_not_there_is_neither_given_up_nor_renewed(dung: Officer) -> None:
    for deed in ("drop", "codes"):
        answer = dung.send(f"{PAGE}/{deed}", at=PAGE, password=PASSWORD, code="123456")
        assert t("second_factor.unproved") in words(answer)


def test_new_recovery_codes_are_shown_once_and_the_old_ones_are_over(dung: Officer, staff: Parts) -> None:
    _, codes = set_up(dung)
    new = SECRET.findall(dung.send(f"{PAGE}/codes", at=PAGE, password=PASSWORD, code=codes[0]).text)
    assert len(new) == 10
    assert not set(new) & set(codes)
    assert staff.second_factors.verified(dung.name, codes[1]) is None
    assert staff.second_factors.verified(dung.name, new[1]) == "recovery"


@pytest.mark.usefixtures("required")
def test_who_teaches_sets_one_up_before_everything_but_leaving_where_it_is_required(dung: Officer) -> None:
    for path in ("/", "/live", "/proposals", "/tour"):
        assert dung.get(path).headers["location"] == f"{PREFIX}{PAGE}"
    assert dung.send("/switches/off", at=PAGE).headers["location"] == f"{PREFIX}{PAGE}"
    page = dung.get(PAGE)
    assert t("second_factor.due") in words(page)
    assert t("frame.navigation") not in page.text
    assert dung.get("/password").status_code == 200
    set_up(dung)
    assert dung.get("/live").status_code == 200


@pytest.mark.usefixtures("required")
def test_a_new_password_comes_before_the_second_factor(dung: Officer, staff: Parts) -> None:
    staff.accounts.set_password(dung.name, "một mật khẩu khác hẳn")
    assert dung.get(PAGE).headers["location"] == f"{PREFIX}/password"


@pytest.mark.usefixtures("required")
def test_an_officer_is_asked_for_none(officer: Officer) -> None:
    assert officer.get("/live").status_code == 200
    assert officer.get(PAGE).status_code == 200


@pytest.mark.usefixtures("required")
def test_a_new_role_needs_its_second_factor_at_once(officer: Officer, staff: Parts, application: TestClient) -> None:
    staff.accounts.add("thu", "Thu", Role.OFFICER, PASSWORD, must_change=False)
    thu = Officer(application).with_session(staff, "thu")
    assert thu.get("/").status_code == 200
    staff.accounts.change_role("thu", Role.EDITOR)
    assert thu.get("/").headers["location"] == f"{PREFIX}{PAGE}"


def test_who_teaches_is_told_of_it_and_who_does_not_is_left_alone(dung: Officer, officer: Officer) -> None:
    assert t("second_factor.suggest") in words(dung.get("/"))
    assert t("second_factor.suggest") not in words(officer.get("/"))
    set_up(dung)
    assert t("second_factor.suggest") not in words(dung.get("/"))


def test_an_administrator_gives_up_anothers_and_signs_them_out(
    dung: Officer, administrator: Officer, staff: Parts
) -> None:
    set_up(dung)
    assert t("accounts.second_factor") in words(administrator.get("/accounts"))
    answer = administrator.send("/accounts/reset-second-factor", name=dung.name)
    assert answer.headers["location"].endswith("accounts.done_reset_second_factor")
    assert not staff.accounts.get(dung.name).second_factor
    assert dung.get("/").status_code == 303
    newest = staff.audit.read(Filter(deed="accounts.reset_second_factor"), 0, 1)[0]
    assert (newest.account, newest.subject) == ("administrator", dung.name)


def test_an_administrator_does_not_reset_their_own(administrator: Officer) -> None:
    answer = administrator.send("/accounts/reset-second-factor", name="administrator")
    assert answer.status_code == 409
    assert t("accounts.own_second_factor") in unescape(words(answer))


def test_the_page_holds_the_code_as_a_picture_of_its_own_and_keeps_nothing(dung: Officer) -> None:
    page = dung.get(PAGE)
    assert 'role="img"' in page.text
    assert page.headers["Cache-Control"] == "no-store"
    assert "otpauth" not in page.text
