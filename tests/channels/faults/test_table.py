"""The table of faults: every test that it names exists."""

import re

from knowledge.settings import ROOT

TABLE = (ROOT / "docs/faults.md").read_text(encoding="utf-8")


def test_every_test_that_is_named_exists() -> None:
    named = re.findall(r"`(tests/[\w/]+\.py)(?:::(\w+))?`", TABLE)
    assert len(named) > 30
    missing = [
        (file, name)
        for file, name in named
        if not (ROOT / file).exists() or (name and f"def {name}(" not in (ROOT / file).read_text(encoding="utf-8"))
    ]
    assert missing == []


def test_every_row_has_a_promise_and_a_test() -> None:
    rows = [line.strip("|").split("|") for line in TABLE.splitlines() if line.startswith("| ") and "---" not in line]
    faults = [row for row in rows if row[0].strip() != "fault"]
    assert len(faults) > 25
    assert [row[0] for row in faults if len(row) != 3 or not row[1].strip() or "`tests/" not in row[2]] == []
