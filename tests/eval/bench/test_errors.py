"""What can go wrong is said in one line."""

from eval.bench.errors import NoSystemError, SystemFailedError
from eval.errors import EvalError


def test_both_are_errors_of_measuring() -> None:
    assert issubclass(SystemFailedError, EvalError)
    assert issubclass(NoSystemError, EvalError)


def test_where_nothing_can_run_the_way_out_is_named() -> None:
    assert "make bench-retrieval" in str(NoSystemError())
