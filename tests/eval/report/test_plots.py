"""Plots as SVG: well formed, in proportion, and without what a strict page would block."""

import xml.etree.ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from eval.report import plots

SHARE = st.floats(0, 1)


def drawn(svg: Markup) -> ET.Element:
    assert "style=" not in svg
    return ET.fromstring(str(svg))


@given(SHARE, SHARE, SHARE, st.booleans())
def test_a_whisker_lies_within_its_scale(one: float, two: float, three: float, difference: bool) -> None:
    low, value, high = sorted((one, two, three))
    for rect in drawn(plots.whisker({"low": low, "value": value, "high": high}, difference=difference)).iter("rect"):
        assert -1 <= float(rect.attrib["x"]) <= 100
        assert float(rect.attrib["width"]) > 0


def test_a_difference_has_a_line_at_zero() -> None:
    figure = {"low": -0.1, "value": 0.0, "high": 0.1}
    svg = drawn(plots.whisker(figure, difference=True))
    assert svg.find("path") is not None
    assert drawn(plots.whisker(figure)).find("path") is None


def test_no_figure_draws_nothing() -> None:
    assert plots.whisker({"low": None, "value": None, "high": None}) == ""


def test_a_figure_without_an_interval_is_a_point() -> None:
    _, interval, value = drawn(plots.whisker({"low": None, "value": 0.5, "high": None})).iter("rect")
    assert float(interval.attrib["width"]) < 1
    assert float(value.attrib["x"]) == pytest.approx(49.3)


@given(st.lists(st.integers(1, 50), min_size=1, max_size=7))
def test_a_stack_fills_its_width(counts: list[int]) -> None:
    parts = [("right", count / sum(counts)) for count in counts]
    rects = list(drawn(plots.stack(parts)).iter("rect"))
    assert sum(float(rect.attrib["width"]) for rect in rects) == pytest.approx(100, abs=0.1)
    assert float(rects[0].attrib["x"]) == 0


def test_names_are_escaped() -> None:
    assert "<b>" not in plots.stack([('"><b>', 1.0)])


def test_risk_is_drawn_with_its_own_point_and_a_name_for_those_who_cannot_see_it() -> None:
    svg = drawn(plots.risk([(0.1, 0.0), (1.0, 0.5)], (0.8, 0.1)))
    assert svg.attrib["role"] == "img"
    assert "table" in svg.attrib["aria-label"]
    assert svg.find("circle") is not None
    assert drawn(plots.risk([(1.0, 0.5)], None)).find("circle") is None


def test_a_bar_is_as_wide_as_its_share() -> None:
    assert drawn(plots.bar(0.25)).find("rect").attrib["width"] == "25.0"
