"""Figures in words and digits."""

from eval.wording import brief, interval, milliseconds, share

FIGURE = {"value": 0.947, "low": 0.924, "high": 0.968, "n": 435}
NOTHING = {"value": None, "low": None, "high": None, "n": 0}


def test_a_share_is_told_in_per_cent_and_a_difference_in_points() -> None:
    assert share(FIGURE) == "94.7 %"
    assert share({**FIGURE, "value": -0.017}, difference=True) == "-1.7 points"
    assert interval(FIGURE) == "92.4 to 96.8"
    assert brief(FIGURE) == "94.7 % (92.4 to 96.8)"
    assert milliseconds(3.21) == "3.2"


def test_what_is_not_known_is_a_dash() -> None:
    assert (share(NOTHING), interval(NOTHING), brief(NOTHING), milliseconds(None)) == ("-", "-", "-", "-")
