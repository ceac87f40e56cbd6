"""Is somebody walking on their toes? What each stance shows of it, and what speaks against it."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import median, median_high, median_low

import numpy as np

from formcheck.motion.body_dip import LONGEST_S, body_dip
from formcheck.motion.filters import smooth
from formcheck.motion.fine import other_side
from formcheck.motion.geometry import NAN
from formcheck.motion.planted import SEEN_SHARE
from formcheck.motion.progression import foot_angle
from formcheck.motion.scale import FOOT_TO_STATURE, SHOULDER_TO_ANKLE, stands
from formcheck.motion.signals import SIDES
from formcheck.motion.steps import Step
from formcheck.motion.track import FloatArray, Track, Window
from formcheck.motion.view import View, is_frontal, is_side

LIFT_GAIN = 1.15
"""True over seen height of the heel over the toe, near foot from the side, planted on the toes."""

ROLLS = 0.25
"""Change of heel against toe height within a step, shares of foot length, over which the foot rolls
from heel to toe. Medians of walks: 0.34–0.53 flat, 0.08–0.21 on the toes, in every view."""

ROLLS_RISEN = 0.32
"""The same of somebody who was seen to rise on to their toes. The body tells that better than the
feet do: medians of toe walks go up to 0.31, where left and right get mixed up or the person is
small."""

FLAT = 0.14
"""Median heel lift seen from the side under which feet may stand flat, shares of foot length:
flat steps heel to toe show 0.06–0.13, medians of toe walks are 0.14–0.39."""

ON_ONE_LINE = 0.35
"""How far beside the other one a foot comes down, shares of foot length, if not on one line with
it, from front or back: medians of 0.1–0.4 in heel-to-toe walks, of 0.54 and more on the toes."""

STAMPS = 0.30
"""How far each ankle is lifted over the other on the spot, shares of foot length, when marching:
0.35–0.42 there, 0.07 in small steps on tiptoe. Whether somebody who marches stands on their heels
is told from no view but the side."""

WAY = 0.25
"""Hip travel a step, foot lengths, up to which one walks on the spot."""

NEARER = 0.015
"""Change of scale a step up to which one does: 0.12 m a step at 4 m from the camera are 0.03."""

STILL = 0.25
"""Foot lengths that an ankle may move in the picture while its foot stands."""

HANGS_DEG = 50.0
"""Knee flexion over which nobody stands on a leg; knees bent by fault were asked for up to 40."""

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
        lift=LIFT_GAIN * float(np.median(lift)) if lift.size else NAN,
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
        x=_median(inner["hip_x"]),
        scale=_median(_foot_length(inner, step)),
        stood=stands({name: _median(stance[name]) for name in ("stood_ratio", "straighter_knee")}),
        gap_s=window.longest_gap_s,
        interval_s=float(window.t[-1] - window.t[0]) / max(1, len(window) - 1),
    )


def heel_share(step: StanceMeasures, tiptoe: float) -> float:
    """Lowest heel in a step as a percentage of the own tiptoe height; NaN where not known.

    From how far the body dipped, seen from the side, for either foot. The foot itself is no help:
    from there the body model mixes up the legs of somebody who walks.

    Args:
        step: the step.
        tiptoe: own tiptoe height, share of foot length; NaN while not known.
    """
    share = 1.0 - step.dip / (SEEN_SHARE * tiptoe)
    return 100 * min(1.0, max(0.0, share)) if math.isfinite(share) else NAN


def steady_lift(steps: Sequence[StanceMeasures]) -> float:
    """Median of the near foot's three highest stances, share of foot length; NaN of fewer.

    It stands for the best stable second: from the side the near foot is planted for less than that
    at a time.
    """
    highest = sorted((s.lift for s in steps if math.isfinite(s.lift)), reverse=True)[:3]
    return median(highest) if len(highest) == 3 else NAN


def why_not_tiptoe(
    steps: Sequence[StanceMeasures], *, risen: bool = False, faint: bool = False
) -> str:
    """Why some steps in a row are no toe walking; '' when nothing speaks against it.

    A single heel that drops is a fault of toe walking, and no reason not to count it: so this is
    asked of several steps at once, and most of them decide.

    Args:
        steps: three or more, in a row.
        risen: the person was seen to rise on to their toes, and not to come down since.
        faint: by so little that it may have been weight that was shifted.
    """
    rolls = [s.roll for s in steps if math.isfinite(s.roll)] or [0.0]
    rolled = median_low(rolls) > ROLLS_RISEN if risen else median_high(rolls) > ROLLS
    unseen = not risen
    questions = (
        (rolled, "ordinary walking: the foot rolled from heel to toe"),
        (unseen and _median(s.lift for s in steps) < FLAT, "the heels were on the floor"),
        (
            (unseen or faint) and _median(s.aside for s in steps) < ON_ONE_LINE,
            "the feet came down on one line, as in a heel-to-toe walk",
        ),
        (2 * sum(s.stood for s in steps) <= len(steps), "not standing on straight legs"),
        (_median(s.knee for s in steps) > HANGS_DEG, "standing on one leg"),
        (
            unseen and _on_the_spot(steps) and _stamps(steps) > STAMPS,
            "marching: whether the heels were down could not be told",
        ),
    )
    return next((why for yes, why in questions if yes), "")


def _aside(stance: Window, side: str, foot_length: float) -> float:
    """How far beside the other foot one landed, share of foot length; NaN from the side."""
    if not (is_frontal(stance.view) and len(stance)):
        return NAN
    other = other_side(side)
    apart = stance[f"ankle_x_{side}"] - stance[f"ankle_x_{other}"]
    landed = apart[: max(1, len(apart) // 3)]
    landed = landed[np.isfinite(landed)]
    return abs(float(np.median(landed))) / foot_length if landed.size else NAN


def stand_still(window: Window, foot_length: float) -> bool:
    """Whether both feet kept their places.

    Args:
        window: signals of a second or so.
        foot_length: px.
    """
    ways = [
        np.subtract(*np.percentile(known, [95, 5])) / foot_length
        for side in SIDES
        for known in (window.seen(f"ankle_x_{side}"), window.seen(f"ankle_height_{side}"))
        if known.size > 1
    ]
    return len(ways) == 2 * len(SIDES) and max(ways) < STILL


def _on_the_spot(steps: Sequence[StanceMeasures]) -> bool:
    """Whether the steps led nowhere, across the picture and along the line of sight."""
    first, last, count = steps[0], steps[-1], max(1, len(steps) - 1)
    way = abs(last.x - first.x) / first.scale / count
    nearer = abs(math.log(last.scale / first.scale)) / count
    return way < WAY and nearer < NEARER


def _stamps(steps: Sequence[StanceMeasures]) -> float:
    """How far the ankles were lifted; seen at an angle, one foot stands higher in the picture."""
    return sum(_median(s.stamp for s in steps if s.side == side) for side in SIDES) / 2


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
    low, high = np.percentile(height, [5, 95])
    return float(high - low)


def _stamp(swing: Window, step: Step) -> float:
    other = SIDES[step.side == "left"]
    up = (swing[f"ankle_height_{step.side}"] - swing[f"ankle_height_{other}"]) / step.foot_length
    return float(np.nanmax(up)) if np.isfinite(up).any() else NAN


def _mean(values: FloatArray) -> float:
    known = values[np.isfinite(values)]
    return float(known.mean()) if known.size else NAN


def _median(values: Iterable[float] | FloatArray) -> float:
    """Median of what is known; NaN, which is neither over nor under anything, of nothing."""
    known = [float(v) for v in values if math.isfinite(v)]
    return median(known) if known else NAN
