"""`python -m eval staff`: the first administrator, the list, a lost password."""

import io
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from eval.__main__ import main
from eval.console.accounts import Accounts
from eval.console.audit import Audit, Filter
from eval.console.errors import NotSignedInError
from eval.console.roles import Role
from eval.console.second_factors import SecondFactors
from eval.console.staff_sessions import StaffSessions
from eval.console.time_codes import code_of, step_at
from knowledge.database import Sessions, engine, sessions
from tests.eval.console.staff import PASSWORD

Piped = Callable[[str], None]


@pytest.fixture
def store(var: Path) -> Sessions:
    return sessions(engine(f"sqlite:///{var / 'motcua.sqlite'}"))


@pytest.fixture
def piped(monkeypatch: pytest.MonkeyPatch) -> Piped:
    """Put text on stdin."""
    return lambda text: monkeypatch.setattr("sys.stdin", io.StringIO(text))


def test_the_first_administrator_is_made_and_the_password_printed_nowhere(
    store: Sessions, piped: Piped, capsys: pytest.CaptureFixture[str]
) -> None:
    piped(f"{PASSWORD}\n")
    assert main(["staff", "add", "Lan", "--role", "administrator", "--full-name", "Nguyễn Thị Lan"]) == 0
    printed = capsys.readouterr()
    assert PASSWORD not in printed.out + printed.err
    made = Accounts(store).verified("lan", PASSWORD)
    assert made
    assert (made.role, made.full_name, made.must_change) == (Role.ADMINISTRATOR, "Nguyễn Thị Lan", False)
    (deed,) = Audit(store).all(Filter())
    assert (deed.account, deed.deed, deed.subject) == ("command line", "accounts.add", "lan")


def test_typed_passwords_must_agree(
    store: Sessions, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    monkeypatch.setattr("sys.stdin", Terminal())
    typed = iter([PASSWORD, PASSWORD + "!"])
    monkeypatch.setattr("getpass.getpass", lambda _: next(typed))
    assert main(["staff", "add", "lan"]) == 1
    assert "differ" in capsys.readouterr().err
    assert Accounts(store).all() == []


@pytest.mark.parametrize(("name", "password", "why"), [("lan", "short", "12 to 128"), ("Lan Anh", PASSWORD, "a-z")])
def test_what_cannot_be_is_refused_with_its_reason(
    name: str, password: str, why: str, store: Sessions, piped: Piped, capsys: pytest.CaptureFixture[str]
) -> None:
    piped(password)
    assert main(["staff", "add", name]) == 1
    assert why in capsys.readouterr().err


def test_a_lost_password_is_set_anew_and_signs_out(
    store: Sessions, piped: Piped, capsys: pytest.CaptureFixture[str]
) -> None:
    piped(PASSWORD)
    main(["staff", "add", "lan", "--role", "administrator"])
    staff_sessions = StaffSessions(store, timedelta(hours=1), timedelta(hours=1))
    token = staff_sessions.begin("lan", "1.2.3.4")
    piped("một mật khẩu khác hẳn")
    assert main(["staff", "reset", "lan"]) == 0
    assert Accounts(store).verified("lan", PASSWORD) is None
    with pytest.raises(NotSignedInError):
        staff_sessions.visit(token, "1.2.3.4")
    assert main(["staff", "list"]) == 0
    assert "must change the password" in capsys.readouterr().out


def test_the_last_administrator_who_lost_the_telephone_gets_in_again(
    store: Sessions, piped: Piped, capsys: pytest.CaptureFixture[str]
) -> None:
    piped(PASSWORD)
    main(["staff", "add", "lan", "--role", "administrator"])
    factors = SecondFactors(store, b"a data key of the tests, 32 long")
    offer = factors.offer("lan")
    factors.set("lan", offer.sealed, code_of(offer.secret, step_at(factors.now())))
    main(["staff", "list"])
    assert "two steps" in capsys.readouterr().out
    staff_sessions = StaffSessions(store, timedelta(hours=1), timedelta(hours=1))
    token = staff_sessions.begin("lan", "1.2.3.4")
    assert main(["staff", "reset-second-factor", "Lan"]) == 0
    assert not Accounts(store).get("lan").second_factor
    with pytest.raises(NotSignedInError):
        staff_sessions.visit(token, "1.2.3.4")
    (deed,) = Audit(store).all(Filter(deed="accounts.reset_second_factor"))
    assert (deed.account, deed.subject) == ("command line", "lan")
    assert main(["staff", "reset-second-factor", "nobody"]) == 1


def test_nobodys_password_is_not_reset(store: Sessions, piped: Piped, capsys: pytest.CaptureFixture[str]) -> None:
    piped(PASSWORD)
    assert main(["staff", "reset", "nobody"]) == 1
    assert "nobody" in capsys.readouterr().err


def test_a_database_that_is_away_is_told(
    var: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (var / "motcua.sqlite").mkdir(parents=True)
    assert main(["staff", "list"]) == 2
    assert "database" in capsys.readouterr().err
