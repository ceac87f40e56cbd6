"""What was measured of a step of a heel-to-toe walk, and its checks: EXERCISES.md, section 4."""

from __future__ import annotations

from dataclasses import dataclass, replace

from formcheck.exercises.base import FRONTAL_VIEWS, SIDE_VIEWS, judge, measure, not_assessed
from formcheck.exercises.heel_to_toe import HeelToToeLimits
from formcheck.exercises.results import Finding, Measure
from formcheck.motion.bands import Seen
from formcheck.motion.view import is_frontal, is_side

NO_LINE = "fewer than two feet stood before it, so there is no line yet"
ACROSS = "the line goes across the picture, too far from straight up to tell its sides"
FIRST = "the first step of a walk"
LAST = "the last step of a walk"


@dataclass(slots=True)
class StepMeasures:
    """What was measured of one step. Shares of foot length, degrees, seconds; None: not known.

    Attributes:
        down: when the foot came down, seconds.
        step_s: since the foot before came down.
        gap: between this heel and the other foot's toes.
        gap_by_feet: the same as the foot model sees it, where it does; then `gap` is that.
        offset: beside the line of the steps before, to the walker's right.
        no_line: why that is not known.
        sway: largest lean of the trunk to a side until the next step.
        wrist: higher wrist over the shoulders until the next step.
        pause_s: on both feet before the next step.
    """

    down: float
    step_s: float | None = None
    gap: float | None = None
    gap_by_feet: float | None = None
    offset: float | None = None
    no_line: str = NO_LINE
    sway: float | None = None
    wrist: float | None = None
    pause_s: float | None = None


def measures_of(m: StepMeasures, seen: Seen) -> dict[str, Measure]:
    """Every measure of a step with its error band, or the reason why there is none."""
    frontal = (
        "could not be measured here" if is_frontal(seen.view) else "needs a front or back view"
    )
    no_line = m.no_line if is_frontal(seen.view) else frontal
    side = "could not be measured here" if is_side(seen.view) else "needs a side view"
    percent = "% foot length"
    return {
        "step_s": measure(m.step_s, "s", seen.band("tandem_step_time"), FIRST),
        "gap": measure(_percent(m.gap), percent, _gap_band(m, seen), side),
        "line_offset": measure(
            _percent(m.offset), percent, seen.band("tandem_line_offset"), no_line
        ),
        "trunk_sway": measure(m.sway, "deg", seen.band("tandem_trunk_sway"), frontal),
        "pause_s": measure(m.pause_s, "s", seen.band("tandem_pause"), LAST),
        "wrist_height": measure(
            _percent(m.wrist), percent, seen.band("tandem_wrist_height"), "no wrist was seen"
        ),
    }


def findings_of(m: StepMeasures, seen: Seen, limits: HeelToToeLimits) -> list[Finding]:
    """Every check of a step, as EXERCISES.md has them."""
    return [
        _gap(m, seen, limits),
        _off_line(m, seen, limits),
        _trunk_sway(m, seen, limits),
        judge(
            "arms_up",
            _percent(m.wrist),
            limits.arms_up,
            unit="% foot length",
            band=seen.band("tandem_wrist_height"),
            at_s=m.down,
        ),
        _lost_balance(m, seen, limits),
        _too_fast(m, seen, limits),
    ]


def _gap(m: StepMeasures, seen: Seen, limits: HeelToToeLimits) -> Finding:
    if why_not := seen.why_not(SIDE_VIEWS, "a side view"):
        return not_assessed("gap", why_not)
    return judge(
        "gap",
        _percent(m.gap),
        limits.gap,
        unit="% foot length",
        band=_gap_band(m, seen),
        at_s=m.down,
    )


def _off_line(m: StepMeasures, seen: Seen, limits: HeelToToeLimits) -> Finding:
    if why_not := seen.why_not(FRONTAL_VIEWS, "a front or back view"):
        return not_assessed("off_line", why_not)
    if m.offset is None:
        return not_assessed("off_line", m.no_line)
    return judge(
        "off_line",
        100 * abs(m.offset),
        limits.off_line,
        unit="% foot length",
        band=seen.band("tandem_line_offset"),
        at_s=m.down,
        detail=f"to the walker's {'right' if m.offset > 0 else 'left'}",
    )


def _trunk_sway(m: StepMeasures, seen: Seen, limits: HeelToToeLimits) -> Finding:
    if why_not := seen.why_not(FRONTAL_VIEWS, "a front or back view"):
        return not_assessed("trunk_sway", why_not)
    return judge(
        "trunk_sway",
        m.sway,
        limits.trunk_sway,
        unit="deg",
        band=seen.band("tandem_trunk_sway"),
        at_s=m.down,
    )


def _lost_balance(m: StepMeasures, seen: Seen, limits: HeelToToeLimits) -> Finding:
    if m.pause_s is None:
        return not_assessed("lost_balance", LAST)
    return judge(
        "lost_balance",
        m.pause_s,
        limits.longest_stop,
        unit="s",
        band=seen.band("tandem_pause"),
        at_s=m.down,
        detail="stood on both feet",
    )


def _too_fast(m: StepMeasures, seen: Seen, limits: HeelToToeLimits) -> Finding:
    if m.step_s is None:
        return not_assessed("too_fast", FIRST)
    return judge(
        "too_fast",
        m.step_s,
        limits.shortest_step,
        unit="s",
        band=seen.band("tandem_step_time"),
        fault_above=False,
        at_s=m.down,
    )


def _gap_band(m: StepMeasures, seen: Seen) -> float | None:
    return replace(seen, feet=m.gap_by_feet is not None).band("tandem_gap")


def _percent(share: float | None) -> float | None:
    return None if share is None else 100 * share
