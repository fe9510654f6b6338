"""The errors of this task are those of measuring."""

from eval.acts.errors import NoRasaError
from eval.errors import EvalError


def test_the_docstring_is_the_default_message() -> None:
    assert str(NoRasaError()) == NoRasaError.__doc__
    assert isinstance(NoRasaError("why"), EvalError)
