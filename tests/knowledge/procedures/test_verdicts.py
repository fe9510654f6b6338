"""Verdicts are counted per 100 with an interval; what nobody judged counts for nothing."""

from pathlib import Path

import pytest

from knowledge.procedures.verdicts import BadVerdictError, Judged, JudgedRecord, is_mended, rate, rates, read_review

REVIEW = """
seed: 1
catalogue: abc
records:
  - code: "1.000001"
    level: commune
    field: Hộ tịch
    components:
      - {line: a, kind: paper, verdict: ok}
      - {line: b, kind: note, verdict: wrong, why: it is a paper}
      - {line: c, kind: note, verdict: ""}
    titles: []
    times: ok
    fees: wrong
    handled_by: ""
    level_shown: ok
    district: ok
"""


@pytest.fixture
def review(tmp_path: Path) -> Path:
    path = tmp_path / "seed-1.yml"
    path.write_text(REVIEW, encoding="utf-8")
    return path


def test_wrong_components_are_counted_among_those_judged(review: Path) -> None:
    found = rates(read_review(review).records)
    assert (found["components"].wrong, found["components"].judged) == (1, 2)
    assert (found["fees"].per_100, found["times"].per_100, found["handled_by"].judged) == (100, 0, 0)
    assert str(found["components"]).startswith("1 of 2 wrong, 50.0 per 100")


def test_what_was_judged_again_counts_beside_the_first_verdict(tmp_path: Path) -> None:
    path = tmp_path / "seed-1.yml"
    again = REVIEW.replace("why: it is a paper", "why: it is a paper, mended: ok, now: a paper")
    path.write_text(again.replace("fees: wrong", "fees: {verdict: wrong, why: no sum, mended: ok}"), encoding="utf-8")
    records = read_review(path).records
    assert is_mended(records)
    assert (rates(records)["components"].wrong, rates(records, mended=True)["components"].wrong) == (1, 0)
    assert (rates(records)["fees"].wrong, rates(records, mended=True)["fees"].wrong) == (1, 0)
    assert records[0].fees.why == "no sum"


def test_the_interval_holds_the_rate_and_is_always_the_same() -> None:
    counts = [(1, 10)] * 3 + [(0, 10)] * 57
    found = rate(counts)
    assert 0 <= found.low <= found.per_100 == 0.5 <= found.high < 2
    assert rate(counts) == found


def test_lines_of_one_record_err_together_so_the_interval_is_wider() -> None:
    together, apart = rate([(10, 10)] + [(0, 10)] * 59), rate([(1, 10)] * 10 + [(0, 10)] * 50)
    assert together.per_100 == apart.per_100
    assert together.high > apart.high


def test_nothing_judged_is_no_rate() -> None:
    assert rate([]).judged == rates([JudgedRecord(code="1", level="", field="")])["components"].judged == 0
    assert Judged(line="a", kind="paper").verdict == ""


@pytest.mark.parametrize("broken", ["seed: x", "records: [", "verdict: maybe"])
def test_a_broken_verdict_file_is_refused_by_name(review: Path, broken: str) -> None:
    review.write_text(REVIEW.replace("seed: 1", broken), encoding="utf-8")
    with pytest.raises(BadVerdictError, match=r"seed-1\.yml"):
        read_review(review)


def test_a_missing_verdict_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadVerdictError, match="nothing"):
        read_review(tmp_path / "nothing.yml")
