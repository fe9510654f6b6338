"""A guide knows when it was true, and until when."""

from datetime import timedelta

from knowledge.checking.dates import check
from tests.knowledge.checking.conftest import TODAY, guide, told


def test_a_fresh_guide_has_no_findings() -> None:
    assert list(check(guide(), TODAY)) == []


def test_a_review_before_the_check_is_an_error() -> None:
    assert told(check(guide(review_by="2026-11-01"), TODAY)) == [
        "checked_on: must lie between catalogue_as_of and review_by"
    ]


def test_a_check_in_the_future_is_an_error() -> None:
    assert told(check(guide(), TODAY - timedelta(days=1))) == ["checked_on: 2026-11-22 is still to come"]


def test_a_guide_due_for_review_is_a_warning() -> None:
    late = told(check(guide(), guide().review_by + timedelta(days=1)), "warning")
    assert late == ["review_by: was due for review on 2027-05-22: answered with a warning"]


def test_an_expired_guide_is_a_warning() -> None:
    late = told(check(guide(in_force_until="2026-11-21"), TODAY), "warning")
    assert late == ["in_force_until: expired on 2026-11-21: it is not used any more"]
