"""Errors say what happened even when nobody adds anything."""

import pytest

from eval.errors import BadQuestionsError, EvalError, UnreachableServerError


@pytest.mark.parametrize("kind", [EvalError, BadQuestionsError, UnreachableServerError])
def test_an_errors_docstring_is_its_default_message(kind: type[EvalError]) -> None:
    assert str(kind()) == kind.__doc__
    assert str(kind("line 3")) == "line 3"
