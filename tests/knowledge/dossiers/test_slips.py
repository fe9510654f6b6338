"""One slip of a finger: a wrong digit or two swapped ones, and never the code itself."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.dossiers.slips import one_slip_away

CODE = "H13.12-250701-0001"


@pytest.mark.parametrize(
    "slip", ["H13.12-250701-0002", "H13.12-250701-0010", "H13.12-250710-0001", "H13.21-250701-0001"]
)
def test_a_wrong_digit_and_a_swap_are_one_slip(slip: str) -> None:
    assert slip in set(one_slip_away(CODE))


@pytest.mark.parametrize("other", [CODE, "H13.12-250702-0002", "H14.12-250701-0002", "", "H13.12-250701-00011"])
def test_two_slips_and_none_are_not(other: str) -> None:
    assert other not in set(one_slip_away(CODE))


@given(st.text("H.-0123456789", max_size=20))
def test_a_slip_goes_both_ways_and_keeps_the_length(code: str) -> None:
    for slip in one_slip_away(code):
        assert len(slip) == len(code)
        assert slip != code
        assert code in set(one_slip_away(slip))
