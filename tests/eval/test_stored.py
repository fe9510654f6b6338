"""Only what this version wrote is read as a result."""

import json
from pathlib import Path
from typing import Any

import pytest

from eval.errors import BadResultError
from eval.stored import read_result
from eval.writing import write_json


def test_what_was_written_is_read_back(small: dict[str, Any], tmp_path: Path) -> None:
    write_json(tmp_path / "a.json", small)
    assert read_result(tmp_path / "a.json") == small


@pytest.mark.parametrize(
    ("content", "why"),
    [("", "Expecting value"), ("[]", "valid dictionary"), ("{}", "Field required"), ("\xff", "codec")],
)
def test_what_is_no_result_is_refused_by_file(tmp_path: Path, content: str, why: str) -> None:
    (tmp_path / "a.json").write_text(content, encoding="latin-1")
    with pytest.raises(BadResultError, match=why) as refused:
        read_result(tmp_path / "a.json")
    assert "a.json" in str(refused.value)


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadResultError, match=r"none\.json"):
        read_result(tmp_path / "none.json")


def test_another_format_is_refused_with_what_to_do(small: dict[str, Any], tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text(json.dumps({**small, "format": 1}))
    with pytest.raises(BadResultError, match="measure again"):
        read_result(tmp_path / "a.json")
