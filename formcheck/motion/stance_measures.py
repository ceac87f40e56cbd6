"""What each stance of somebody who walks on the toes shows, over its own window. Zero-phase."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from statistics import median

import numpy as np

from formcheck.motion.body_dip import LONGEST_S, body_dip
from formcheck.motion.filters import smooth
from formcheck.motion.fine import other_side
from formcheck.motion.geometry import NAN
from formcheck.motion.order import median_of_known, percentiles_of_known
from formcheck.motion.progression import foot_angle
from formcheck.motion.scale import FOOT_TO_STATURE, SHOULDER_TO_ANKLE, stands
from formcheck.motion.signals import SIDES
from formcheck.motion.steps import Step
from formcheck.motion.track import FloatArray, Track, Window
from formcheck.motion.view import View, is_frontal, is_side

LIFT_GAIN = 1.15
"""True over seen height of the heel over the toe, near foot from the side, planted on the toes."""

STILL = 0.25
"""Foot lengths that an ankle may move in the picture while its foot stands."""

_EDGE = 0.15
"""Share of a stance at either end that is left out: the foot still lands, or leaves already."""


@dataclass(frozen=True, slots=True)
class StanceMeasures:
    """What one step shows; NaN where it cannot be measured from here. Angles in degrees.

    Attributes:
        stance_s: from landing to leaving, seconds.
        whole: whether its end was seen.
        middle: the middle of it, seconds.
        lift: usual heel lift in stance, share of foot length (near foot, from the side).
        dip: how far the body dipped while this foot bore it, shares of foot length, bent knees
            taken away (from the side); it was lowest at `low_at`, seconds.
        roll: change of heel against toe height from swing to the end of stance, share of it.
        turn: angle of the foot to the line of sight, toe-out positive (front view).
        sway: largest lateral lean of the trunk in stance (front and back view); at `sway_at`.
        knee: mean knee flexion in stance (near leg, from the side).
        stamp: how far the ankle was lifted over the other one, share of foot length.
        aside: how far beside the other foot it was put down, share of foot length (front and back).
        side: 'left' or 'right'.
        x, scale: of the hips across the picture and of the foot's length, px, in mid-stance.
        stood: the person stood on straight legs.
        gap_s: longest time unseen within the step, seconds.
        interval_s: usual time between two frames, seconds.
    """

    stance_s: float
    whole: bool
    middle: float
    lift: float
    dip: float
    low_at: float
    roll: float
    turn: float
    sway: float
    sway_at: float
    knee: float
    stamp: float
    aside: float
    side: str
    x: float
    scale: float
    stood: bool
    gap_s: float
    interval_s: float


def measure_stance(track: Track, step: Step, other: Step | None) -> StanceMeasures:
    """Measure one step.

    Args:
        track: the recent past of all signals.
        step: the step.
        other: the other foot's next one, which bears the body from then on; None when none follows.
    """
    window = track.window(step.off, step.up)
    until = step.up if other is None else min(step.up, other.down)
    stance = window.between(step.down, step.up)
    edge = _EDGE * (step.up - step.down)
    inner = stance.between(step.down + edge, step.up - edge)
    inner = inner if len(inner) > 1 else stance
    foot = _foot_length(window, step)
    near = is_side(stance.view) and stance.view.value == step.side
    lift = _heel_over_toe(inner, step.side, _foot_length(inner, step)) if near else np.empty(0)
    bearing = window.between(step.down, min(until, step.down + LONGEST_S))
    dip, low_at = NAN, NAN
    if is_side(stance.view):
        dip, low_at = body_dip(track, step.side, step.down, until, stops=other is None)
    lean = np.abs(smooth(bearing.t, bearing["trunk_lean"]))
    frontal = is_frontal(stance.view) and bool(np.isfinite(lean).any())
    return StanceMeasures(
        stance_s=step.up - step.down,
        whole=step.whole,
        middle=(step.down + step.up) / 2,
        lift=LIFT_GAIN * median_of_known(lift),
        dip=dip,
        low_at=low_at,
        roll=_roll(window, step.side, foot, behind=stance.view is View.BACK),
        turn=foot_angle(inner, step.side, step.foot_length),
        sway=float(np.nanmax(lean)) if frontal else NAN,
        sway_at=float(bearing.t[int(np.nanargmax(lean))]) if frontal else NAN,
        knee=_mean(stance[f"knee_flexion_{step.side}"]) if near else NAN,
        stamp=_stamp(window.between(step.off, step.down), step),
        aside=_aside(stance, step.side, step.foot_length),
        side=step.side,
        x=middle(inner["hip_x"]),
        scale=middle(_foot_length(inner, step)),
        stood=stands({name: middle(stance[name]) for name in ("stood_ratio", "straighter_knee")}),
        gap_s=window.longest_gap_s,
        interval_s=float(window.t[-1] - window.t[0]) / max(1, len(window) - 1),
    )


def _aside(stance: Window, side: str, foot_length: float) -> float:
    """How far beside the other foot one landed, share of foot length; NaN from the side."""
    if not (is_frontal(stance.view) and len(stance)):
        return NAN
    other = other_side(side)
    apart = stance[f"ankle_x_{side}"] - stance[f"ankle_x_{other}"]
    return abs(median_of_known(apart[: max(1, len(apart) // 3)])) / foot_length


def stand_still(window: Window, foot_length: float) -> bool:
    """Whether both feet kept their places.

    Args:
        window: signals of a second or so.
        foot_length: px.
    """
    places = [window.seen(f"ankle_{way}_{side}") for side in SIDES for way in ("x", "height")]
    if min(len(known) for known in places) < 2:
        return False
    ends = (percentiles_of_known(known, 5, 95) for known in places)
    return max((high - low) / foot_length for low, high in ends) < STILL


def _foot_length(window: Window, step: Step) -> FloatArray:
    """Foot length (px) at each moment: the person may come nearer within a step; (N,)."""
    ankles = np.fmin(*(window[f"ankle_height_{side}"] for side in SIDES))
    seen = (window["shoulder_height"] - ankles) * FOOT_TO_STATURE / SHOULDER_TO_ANKLE
    known = np.isfinite(seen) & (seen > 0.5 * step.foot_length) & (seen < 2 * step.foot_length)
    return np.where(known, seen, step.foot_length)


def _heel_over_toe(
    window: Window, side: str, foot: FloatArray, parts: tuple[str, str] = ("heel", "toe")
) -> FloatArray:
    """Height of the heel over the toe, shares of foot length, smoothed; unseen moments left out."""
    heel, toe = (window[f"{part}_height_{side}"] for part in parts)
    height = smooth(window.t, (heel - toe) / foot)
    return np.asarray(height[np.isfinite(height)], dtype=np.float64)


def _roll(window: Window, side: str, foot: FloatArray, *, behind: bool) -> float:
    """How far the foot rolled.

    From behind, where toes are hidden, it did where the foot model sees it as well: the body model
    alone had medians of up to 0.32 in toe walks whose legs it mixed up, both together up to 0.19.
    """
    rolls = [_range(_heel_over_toe(window, side, foot))]
    if behind:
        rolls.append(_range(_heel_over_toe(window, side, foot, ("fine_heel", "fine_ball"))))
    return min((roll for roll in rolls if math.isfinite(roll)), default=NAN)


def _range(height: FloatArray) -> float:
    if height.size < 3:
        return NAN
    low, high = percentiles_of_known(height, 5, 95)
    return high - low


def _stamp(swing: Window, step: Step) -> float:
    other = SIDES[step.side == "left"]
    up = (swing[f"ankle_height_{step.side}"] - swing[f"ankle_height_{other}"]) / step.foot_length
    return float(np.nanmax(up)) if np.isfinite(up).any() else NAN


def _mean(values: FloatArray) -> float:
    known = values[np.isfinite(values)]
    return float(known.mean()) if known.size else NAN


def middle(values: Iterable[float] | FloatArray) -> float:
    """Median of what is known; NaN, which is neither over nor under anything, of nothing."""
    known = [float(v) for v in values if math.isfinite(v)]
    return median(known) if known else NAN
