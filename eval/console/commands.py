"""Commands for accounts of the console: the first administrator is made here, what was lost is set anew or given up."""

import argparse
import getpass
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING

from sqlalchemy import delete

from eval.console.accounts import Accounts
from eval.console.audit import Audit, Deed
from eval.console.errors import ConsoleError
from eval.console.roles import Role
from eval.console.second_factors import drop
from eval.console.tables import SessionRow
from knowledge.database import DatabaseError, Sessions, engine, sessions, upgrade, writing
from knowledge.settings import settings

if TYPE_CHECKING:
    from argparse import _SubParsersAction

_BY = "command line"


class PasswordsDifferError(ConsoleError):
    """The two passwords differ."""


def add_commands(parser: argparse.ArgumentParser) -> None:
    """Add `add`, `list`, `reset` and `reset-second-factor`; each sets `command(options) -> exit status`."""
    deeds: _SubParsersAction[argparse.ArgumentParser] = parser.add_subparsers(required=True, metavar="COMMAND")
    adding = deeds.add_parser("add", help="make an account; the password is asked for twice, or read from stdin")
    adding.add_argument("name", help="what is typed to sign in: a-z, 0-9, . and -")
    adding.add_argument("--role", type=Role, choices=list(Role), default=Role.OFFICER, help="officer if not given")
    adding.add_argument("--full-name", default="", help="how colleagues see it; the name if not given")
    adding.set_defaults(command=lambda options: _done(_add, options))
    listing = deeds.add_parser("list", help="show the accounts")
    listing.set_defaults(command=lambda options: _done(_list, options))
    setting = deeds.add_parser("reset", help="set a new password, open the account, sign it out everywhere")
    setting.add_argument("name")
    setting.set_defaults(command=lambda options: _done(_reset, options))
    dropping = deeds.add_parser("reset-second-factor", help="take the second factor away, sign out everywhere")
    dropping.add_argument("name")
    dropping.set_defaults(command=lambda options: _done(_reset_second_factor, options))


def _done(run: Callable[[Sessions, argparse.Namespace], None], options: argparse.Namespace) -> int:
    """Run a command on the database; return its exit status: 0 done, 1 refused, 2 not possible."""
    try:
        upgrade(settings().sqlalchemy_url)
        run(sessions(engine(settings().sqlalchemy_url)), options)
    except ConsoleError as error:
        print(f"error: {error}", file=sys.stderr)
        return 1
    except DatabaseError as error:
        print(f"error: {error}", file=sys.stderr)
        return 2
    return 0


def _add(store: Sessions, options: argparse.Namespace) -> None:
    full_name = options.full_name or options.name
    made = Accounts(store).add(options.name, full_name, options.role, _password(), must_change=False)
    Audit(store).write(Deed(_BY, "accounts.add", made.name, made.role))
    print(f"{made.name} can sign in at /staff as {made.role}")


def _list(store: Sessions, _: argparse.Namespace) -> None:
    for account in Accounts(store).all():
        state = "disabled" if account.disabled else "must change the password" if account.must_change else ""
        steps = "two steps" if account.second_factor else ""
        print(f"{account.name:<20} {account.role:<14} {account.full_name:<30} {steps:<10} {state}".rstrip())


def _reset(store: Sessions, options: argparse.Namespace) -> None:
    accounts = Accounts(store)
    name = accounts.get(options.name).name
    accounts.set_password(name, _password())
    accounts.disable(name, disabled=False)
    _sign_out(store, name)
    Audit(store).write(Deed(_BY, "accounts.reset", name))
    print(f"{name} has a new password, to be changed at the next sign-in")


def _reset_second_factor(store: Sessions, options: argparse.Namespace) -> None:
    name = Accounts(store).get(options.name).name
    drop(store, name)
    _sign_out(store, name)
    Audit(store).write(Deed(_BY, "accounts.reset_second_factor", name))
    print(f"{name} signs in with the password alone, until a second factor is set up again")


def _sign_out(store: Sessions, name: str) -> None:
    with writing(store) as session:
        session.execute(delete(SessionRow).where(SessionRow.account == name))


def _password() -> str:
    """Return a password that is typed twice unseen, or the first line of what is piped in."""
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\n")
    password = getpass.getpass("password: ")
    if getpass.getpass("again: ") != password:
        raise PasswordsDifferError
    return password
