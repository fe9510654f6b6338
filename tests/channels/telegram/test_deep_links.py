"""Deep links: any procedure's code fits, and is read back."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from channels.telegram.deep_links import may_be_token, procedure_code, start_payload


@given(st.from_regex(r"[0-9]\.[0-9]{6}(\.[0-9A-Z]{2,3}){0,6}", fullmatch=True))
def test_a_procedure_is_read_back_from_its_link(code: str) -> None:
    assert procedure_code(start_payload(code)) == code
    assert re.fullmatch(r"[A-Za-z0-9_-]{1,64}", start_payload(code))


@pytest.mark.parametrize("payload", ["", "p_", "p_--", "p_1.001193", "p_" + "1" * 70, "1-001193"])
def test_other_payloads_name_no_procedure(payload: str) -> None:
    assert procedure_code(payload) is None


def test_a_token_is_told_by_its_form() -> None:
    assert may_be_token("Ab_-" * 6)
    assert not may_be_token("short")
    assert not may_be_token("Ab_- " * 6)
