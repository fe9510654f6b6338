"""A comparison as a page."""

from typing import Any

from eval.comparing import compare
from eval.report.comparison import page, parts
from tests.eval.conftest import SMALL, Resulted, replied


def test_both_runs_what_differs_and_which_questions_changed_are_told(resulted: Resulted, small: dict[str, Any]) -> None:
    second = resulted([(asked, replied("answer", "1")) for asked, _ in SMALL], release="def")
    found = {part.id: str(part.html) for part in parts(compare(small, second))}
    assert list(found) == ["compared", "differences", "changes"]
    assert "<code>abc</code>" in found["compared"]
    assert "<code>def</code>" in found["compared"]
    assert "paired bootstrap" in found["differences"]
    assert "Better: 1" in found["changes"]
    assert '<th scope="row">q2</th><td>answered wrong</td><td>answered right</td>' in found["changes"]


def test_equal_results_have_a_page_too(small: dict[str, Any]) -> None:
    text = page(compare(small, small))
    assert "Better: 0" in text
    assert "None." in text
