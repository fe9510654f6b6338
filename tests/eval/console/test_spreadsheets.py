"""Lines of CSV: nothing in them is reckoned."""

import pytest

from eval.console.spreadsheets import line


def test_cells_are_parted_and_quoted_as_needed() -> None:
    assert line(["a", "b, c", 'nói "dạ"']) == 'a,"b, c","nói ""dạ"""\r\n'


@pytest.mark.parametrize("formula", ["=1+1", "+84", "-1", "@SUM(A1)", "\tx", "\rx"])
def test_what_looks_like_a_formula_stays_text(formula: str) -> None:
    assert line([formula]).lstrip('"').startswith("'")
