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
UNSEEN = (
    "this foot, or the one before, was not seen to come down: how far the body came tells of it"
)


@dataclass(slots=True)
class StepMeasures:
    """What was measured of one step. Shares of foot length, degrees, seconds; None: not known.

    Attributes:
        down: when the foot came down, seconds.
        step_s: since the foot before came down.
        seen: it was seen to come down; otherwise it is known only that it did, and about when.
        timed: so was the foot before.
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
    seen: bool = True
    timed: bool = True
    gap: float | None = None
    gap_by_feet: float | None = None
    offset: float | None = None
    no_line: str = NO_LINE
    sway: float | None = None
    wrist: float | None = None
    pause_s: float | None = None

    @property
    def time(self) -> tuple[float | None, str]:
        """Since the foot before came down, where both were seen to; and why not."""
        return (self.step_s, FIRST) if self.seen and self.timed else (None, UNSEEN)

    @property
    def stood(self) -> tuple[float | None, str]:
        """How long on both feet, where this one was seen to come down; and why not."""
        return (self.pause_s, LAST) if self.seen else (None, UNSEEN)


def measures_of(m: StepMeasures, seen: Seen) -> dict[str, Measure]:
    """Every measure of a step with its error band, or the reason why there is none."""
    frontal = (
        "could not be measured here" if is_frontal(seen.view) else "needs a front or back view"
    )
    no_line = m.no_line if is_frontal(seen.view) else frontal
    side = "could not be measured here" if is_side(seen.view) else "needs a side view"
    percent = "% foot length"
    return {
        "step_s": _timed(m.time, seen.band("tandem_step_time")),
        "gap": measure(_percent(m.gap), percent, _gap_band(m, seen), side),
        "line_offset": measure(
            _percent(m.offset), percent, seen.band("tandem_line_offset"), no_line
        ),
        "trunk_sway": measure(m.sway, "deg", seen.band("tandem_trunk_sway"), frontal),
        "pause_s": _timed(m.stood, seen.band("tandem_pause")),
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
    stood, reason = m.stood
    if stood is None:
        return not_assessed("lost_balance", reason)
    return judge(
        "lost_balance",
        stood,
        limits.longest_stop,
        unit="s",
        band=seen.band("tandem_pause"),
        at_s=m.down,
        detail="stood on both feet",
    )


def _too_fast(m: StepMeasures, seen: Seen, limits: HeelToToeLimits) -> Finding:
    time, reason = m.time
    if time is None:
        return not_assessed("too_fast", reason)
    return judge(
        "too_fast",
        time,
        limits.shortest_step,
        unit="s",
        band=seen.band("tandem_step_time"),
        fault_above=False,
        at_s=m.down,
    )


def _timed(time: tuple[float | None, str], band: float | None) -> Measure:
    seconds, reason = time
    return measure(seconds, "s", band, reason)


def _gap_band(m: StepMeasures, seen: Seen) -> float | None:
    return replace(seen, feet=m.gap_by_feet is not None).band("tandem_gap")


def _percent(share: float | None) -> float | None:
    return None if share is None else 100 * share
