"""Everything that can go wrong in the console; each class's docstring is its default message.

`key` names the sentence that the officer reads, in `texts`.
"""


class ConsoleError(Exception):
    """The console cannot do that."""

    key = "errors.refused"

    def __init__(self, message: str | None = None) -> None:
        super().__init__(message or self.__doc__)


class NotSignedInError(ConsoleError):
    """Nobody is signed in, or not any more."""

    key = "errors.signed_out"


class PasswordDueError(ConsoleError):
    """The account's password was set by somebody else and has to be changed first."""

    key = "errors.password_due"


class SecondFactorDueError(ConsoleError):
    """The account's role needs a second factor, and it has none."""

    key = "errors.second_factor_due"


class NotAllowedError(ConsoleError):
    """The account's role does not allow this."""

    key = "errors.not_allowed"


class ForgedFormError(ConsoleError):
    """The form was not made for this browser, or too long ago."""

    key = "errors.forged"


class BadAccountError(ConsoleError):
    """There can be no such account."""

    key = "accounts.bad_name"


class AccountTakenError(BadAccountError):
    """There is an account of this name already."""

    key = "accounts.taken"


class AccountUnknownError(ConsoleError):
    """There is no account of this name."""

    key = "accounts.unknown"


class LastAdministratorError(ConsoleError):
    """One administrator who can sign in must remain."""

    key = "accounts.last"


class WeakPasswordError(ConsoleError):
    """The password is too short, too long, too plain, or holds the account's name."""

    key = "password.weak"


class WrongPasswordError(ConsoleError):
    """The present password is not this one."""

    key = "password.wrong"


class WrongCodeError(ConsoleError):
    """What was typed is no code of now."""

    key = "second_factor.wrong"


class StaleOfferError(ConsoleError):
    """What was offered as a second factor was not offered to this account."""

    key = "errors.forged"


class SecondFactorSetError(ConsoleError):
    """The account has a second factor already."""

    key = "second_factor.set_already"


class OwnSecondFactorError(ConsoleError):
    """One's own second factor is dropped with the password and a code, not reset."""

    key = "accounts.own_second_factor"
