"""Figures as text."""

from __future__ import annotations

from formcheck.validate.stats import FEW, Rate, Share

DASH = "–"


def number(value: float | None, digits: int, *, sign: bool = False) -> str:
    """A number with so many digits after the point."""
    if value is None:
        return DASH
    return f"{value:+.{digits}f}" if sign else f"{value:.{digits}f}"


def enough(value: float | None, n: int, digits: int, unit: str = "") -> str:
    """A number, or 'too few' beside how many units it comes from."""
    if value is None or not n:
        return DASH
    return f"too few ({n})" if n < FEW else f"{value:.{digits}f}{unit}"


def percent(part: Share, *, interval: bool = True) -> str:
    """A share as `18/20 = 90 % (70–97)`, or 'too few' beside its raw counts."""
    if part.value is None or part.low is None or part.high is None:
        return DASH
    counts = f"{part.hits}/{part.n}"
    if part.few:
        return f"{counts} too few"
    if not interval:
        return f"{100 * part.value:.1f} %"
    return f"{counts} = {100 * part.value:.1f} % ({100 * part.low:.0f}–{100 * part.high:.0f})"


def ratio(part: Share) -> str:
    """A share as `.90 (.70–.97)`, or 'too few' beside its raw counts."""
    if part.value is None or part.low is None or part.high is None:
        return DASH
    if part.few:
        return f"{part.hits}/{part.n} too few"
    return f"{part.value:.2f} ({part.low:.2f}–{part.high:.2f})"


def per_minute(found: Rate) -> str:
    """A rate as `0.07 (0.00–0.40; 2 in 28.5 min)`."""
    if found.value is None or found.low is None or found.high is None:
        return DASH
    inside = f"{found.low:.2f}–{found.high:.2f}; {found.events} in {found.minutes:.1f} min"
    return f"{found.value:.2f} ({inside})"
