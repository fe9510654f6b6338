"""Each role may do all that the ones before it may."""

from eval.console.roles import Role


def test_an_administrator_may_do_everything_and_an_officer_only_officers_things() -> None:
    allowed = {role: [wanted for wanted in Role if role.allows(wanted)] for role in Role}
    assert allowed == {
        Role.OFFICER: [Role.OFFICER],
        Role.EDITOR: [Role.OFFICER, Role.EDITOR],
        Role.ADMINISTRATOR: list(Role),
    }
