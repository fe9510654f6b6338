"""Plots as inline SVG without style attributes, script or words that only they say: tables beside them say the same.

Bars and whiskers stretch with their cell, so that the words around them stay readable on a phone.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from markupsafe import Markup

_WIDTH, _HEIGHT = 360, 260
_LEFT, _RIGHT, _TOP, _BOTTOM = 44, 20, 12, 40
"""The plot of risk and coverage, in units that are pixels on a phone."""


def whisker(figure: Mapping[str, Any], *, difference: bool = False) -> Markup:
    """Draw a figure with its interval on a scale of 0 to 1, or of -1 to 1 for a difference; nothing without a value."""
    if figure["value"] is None:
        return Markup()
    low, value, high = (
        _place(figure[name] if figure[name] is not None else figure["value"], difference)
        for name in ("low", "value", "high")
    )
    middle = Markup('<path class="rule" d="M50 0V20"/>') if difference else Markup()
    track = Markup('<rect class="track" x="0" y="9.5" width="100" height="1"/>')
    return _strip(
        track
        + Markup('{}<rect class="interval" x="{}" y="7" width="{}" height="6"/>').format(middle, low, _wide(low, high))
        + Markup('<rect class="value" x="{}" y="3" width="1.4" height="14"/>').format(round(value - 0.7, 2))
    )


def bar(share: float) -> Markup:
    """Draw a bar of `share` in 0..1."""
    return _strip(Markup('<rect class="bar" x="0" y="3" width="{}" height="14"/>').format(round(share * 100, 2)))


def stack(parts: Iterable[tuple[str, float]]) -> Markup:
    """Draw shares that add up to 1 beside each other; each is a CSS class `verdict-NAME`."""
    drawn, left = Markup(), 0.0
    for name, share in parts:
        wide = round(share * 100, 2)
        drawn += Markup('<rect class="verdict-{}" x="{}" y="0" width="{}" height="20"/>').format(
            name, round(left, 2), wide
        )
        left += wide
    return _strip(drawn, "strip strip--tall")


def risk(curve: Sequence[tuple[float, float]], own: tuple[float, float] | None) -> Markup:
    """Draw the share wrong by the share answered, and the point of the assistant's own decisions."""
    points = " ".join(f"{_across(coverage)},{_down(wrong)}" for coverage, wrong in curve)
    drawn = Markup().join(_axes()) + Markup('<polyline class="curve" points="{}"/>').format(points)
    if own:
        drawn += Markup('<circle class="own" cx="{}" cy="{}" r="5"/>').format(_across(own[0]), _down(own[1]))
    head = Markup('<svg class="plot" viewBox="0 0 {} {}" role="img" aria-label="{}">')
    told = "Share wrong by share answered, surest first; the table below says the same"
    return head.format(_WIDTH, _HEIGHT, told) + drawn + Markup("</svg>")


def _axes() -> Iterable[Markup]:
    for step in range(6):
        share, label = step / 5, f"{step * 20} %"
        yield Markup('<path class="grid" d="M{} {}H{}"/>').format(_LEFT, _down(share), _WIDTH - _RIGHT)
        yield Markup('<path class="grid" d="M{} {}V{}"/>').format(_across(share), _TOP, _HEIGHT - _BOTTOM)
        yield Markup('<text x="{}" y="{}" text-anchor="end">{}</text>').format(_LEFT - 5, _down(share) + 4, label)
        yield Markup('<text x="{}" y="{}" text-anchor="middle">{}</text>').format(
            _across(share), _HEIGHT - _BOTTOM + 15, label
        )
    yield Markup('<text x="{}" y="{}" text-anchor="middle">share answered</text>').format(_across(0.5), _HEIGHT - 6)


def _across(share: float) -> float:
    return round(_LEFT + share * (_WIDTH - _LEFT - _RIGHT), 1)


def _down(share: float) -> float:
    return round(_TOP + (1 - share) * (_HEIGHT - _TOP - _BOTTOM), 1)


def _place(value: float, difference: bool) -> float:
    return round((value + 1) * 50 if difference else value * 100, 2)


def _wide(low: float, high: float) -> float:
    return round(max(high - low, 0.6), 2)


def _strip(drawn: Markup, kind: str = "strip") -> Markup:
    head = Markup('<svg class="{}" viewBox="0 0 100 20" preserveAspectRatio="none" aria-hidden="true">')
    return head.format(kind) + drawn + Markup("</svg>")
