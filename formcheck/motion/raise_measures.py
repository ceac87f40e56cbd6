"""Measures of one rise on to the toes, over its own window. Zero-phase: the window is complete."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from formcheck.motion.bands import band
from formcheck.motion.feet_only_raise import side_of_feet
from formcheck.motion.filters import smooth
from formcheck.motion.geometry import NAN
from formcheck.motion.planted import BODY_SHARE, foot_motion
from formcheck.motion.raise_feet import feet_measures, peak_pitch
from formcheck.motion.raise_heels import NOT_SEEN, HeelDid, lift_by_heels, pitch_of, side_by_heels
from formcheck.motion.rises import Rise
from formcheck.motion.signals import SIDES
from formcheck.motion.track import FloatArray, Window
from formcheck.motion.view import BACK_VIEWS, View, is_frontal, is_side

FOOT_MODEL = {
    "front": ("body_height", 0.70),
    "back": ("hip_height", 0.64),
    "oblique": ("body_height", 0.65),
    "side": ("body_height", 0.65),
    "side, one leg": ("hip_height", 0.66),
}
"""What rises, and by how much of the heel's lift, as it is seen: by view, from the dev half of the
benchmark. Bare feet 0.65, shoes 0.55: the sole makes the foot longer, and which is worn is not
known. From behind, the body moves away as it rises, so that the shoulders seem to rise less. On one
leg from the side the knees are mixed up, so that nothing may be corrected by them."""

LOOKED_DOWN = 0.95
"""Cosine of 18°, by which a camera at the height of a knee, 1.5 m away, looks down on the feet."""

LEFT_FLOOR = 0.15
TOP = 0.85
"""Between these shares of the peak a rise is timed; nearer to the floor and the top the sway of a
standing body decides."""

DRAWN_OUT = (1.05 / (TOP - LEFT_FLOOR) - 1.0) / 2
"""How far the straight line through both is drawn out at each end, as a share of the time between
them, to give the trapezoid that fits between 10 and 90 %. A movement with the least jerk is rounder
than a line: its 70 % in the middle take 0.421 of it, its 80 % 0.506."""


BAND = 1.645
"""An error band over the usual error: 90 % lie within so many of it."""

UNKNOWN_OFF = 0.1
"""Usual error of the lift from the body's rise where nobody has measured it, foot lengths."""


@dataclass(frozen=True, slots=True)
class RaiseMeasures:
    """What one rise measures; NaN where it cannot be measured from here.

    Attributes:
        start, peak, end: seconds; the peak is the middle of the time over 90 %, since the highest
            sample of a held top is wherever the noise is.
        lift: heel lift as a share of foot length, through `FOOT_MODEL`.
        rise_s, hold_s, lower_s: seconds.
        end_share: height at the end as a share of the peak.
        knee_start, knee_max, knee_min, knee_range: degrees, near knee in a side view.
        trunk_max, trunk_change: degrees; sagittal in side views, lateral in front and back views.
        ankle_drift: how far the ankle of a planted foot moved sideways, share of foot length.
        foot_turn: angle of the foot to the pelvis, out or in, degrees, from the front only.
        clearance: lowest height of the lifted foot over the standing one, share of foot length.
        foot_pitch: peak foot pitch, degrees.
        trunk_at, knee_at, drift_at, clearance_at: moments of the extremes, seconds.
        gap_s: longest time unseen within the rise, seconds.
        by_feet: whether the foot model had a part in lift and pitch.
    """

    start: float
    peak: float
    end: float
    lift: float
    rise_s: float
    hold_s: float
    lower_s: float
    end_share: float
    gap_s: float
    knee_start: float = NAN
    knee_max: float = NAN
    knee_min: float = NAN
    knee_range: float = NAN
    knee_at: float = NAN
    trunk_max: float = NAN
    trunk_change: float = NAN
    trunk_at: float = NAN
    ankle_drift: float = NAN
    drift_at: float = NAN
    foot_turn: float = NAN
    clearance: float = NAN
    clearance_at: float = NAN
    foot_pitch: float = NAN
    by_feet: bool = False


def working_side(
    window: Window, foot_length: float, heels: Mapping[str, HeelDid] = NOT_SEEN
) -> str:
    """Which leg works: 'left', 'right', 'both' or 'unknown'.

    The foot model is asked first. Where it does not tell, the body model is.

    From the front the toe of a lifted foot rises with the body (slope 0.5–0.9) or moves about well
    over the other one, and a standing toe stays (slope under 0.2). From the back toes are hidden;
    there the ankles' heights at floor level tell: 0.3 foot lengths apart and more on one leg, 0.02
    on both. In a side view the pose model mixes up the legs of somebody standing on one, at full
    confidence, so that nothing but `unknown` is honest when the legs do not look alike.
    """
    if window.feet_only:
        return side_of_feet(window, foot_length)
    if (by_heels := side_by_heels(heels, window.view)) != "unknown":
        return by_heels
    if window.view is View.UNKNOWN:
        return "unknown"
    if is_side(window.view):
        return "both" if _legs_alike(window, foot_length) else "unknown"
    if window.view in BACK_VIEWS:
        return _side_by_ankles(window, foot_length)
    return _side_by_toes(window, foot_length)


def _side_by_toes(window: Window, foot_length: float) -> str:
    """The leg whose toe stays, when the other one's hangs over it or goes with the body."""
    feet = {s: foot_motion(window, s, foot_length) for s in SIDES}
    if not all(math.isfinite(f.toe) for f in feet.values()):
        return "unknown"
    over = np.nanmedian(window["toe_height_left"] - window["toe_height_right"]) / foot_length
    above = {"left": over, "right": -over}
    lifted = [s for s, f in feet.items() if f.toe > 0.45 or (not f.stands and above[s] > 0.3)]
    if not lifted:
        return "both" if _knees_alike(window) else "unknown"
    if len(lifted) == 1 and feet[_other(lifted[0])].toe < 0.3:
        return _other(lifted[0])
    return "unknown"


def _side_by_ankles(window: Window, foot_length: float) -> str:
    """The leg whose ankle is clearly lower at the start and the end of the rise."""
    apart = (window["ankle_height_left"] - window["ankle_height_right"]) / foot_length
    part = max(1, len(apart) // 8)
    ends = np.concatenate((apart[:part], apart[-part:]))
    ends = ends[np.isfinite(ends)]
    if not ends.size:
        return "unknown"
    level = float(np.median(ends))
    # Seen from an angle the far foot stands 0.15 higher in the picture than the near one.
    together = 0.1 if window.view is View.BACK else 0.2
    if abs(level) < together:
        return "both" if _knees_alike(window) else "unknown"
    if abs(level) < 0.25 or window.view is not View.BACK:
        return "unknown"
    return "right" if level > 0 else "left"


def _knees_alike(window: Window) -> bool:
    """Whether both knees are about equally bent.

    They are apart by up to 12° on both feet, and by 30° and more on one leg seen from an angle,
    where the far leg is hidden.
    """
    apart = np.abs(window["knee_flexion_left"] - window["knee_flexion_right"])
    return bool(np.nanmedian(apart) < 18.0) if np.isfinite(apart).any() else False


def _other(side: str) -> str:
    return "right" if side == "left" else "left"


def _legs_alike(window: Window, foot_length: float) -> bool:
    """Whether both legs are equally straight and the ankles close in height, nearly all the time.

    On both feet the knees differed by up to 6° and the ankles by up to 0.35 foot lengths (the far
    foot is hidden), on one leg by 50–65° and 0.5–1.1.
    """
    ankles = np.abs(window["ankle_height_left"] - window["ankle_height_right"]) / foot_length
    knees = np.abs(window["knee_flexion_left"] - window["knee_flexion_right"])
    if np.isfinite(ankles).mean() < 0.9:
        return False
    return bool(np.nanpercentile(ankles, 90) < 0.4 and np.nanpercentile(knees, 90) < 15.0)


def measure_raise(
    window: Window,
    rise: Rise,
    foot_length: float,
    side: str,
    heels: Mapping[str, HeelDid] = NOT_SEEN,
) -> RaiseMeasures:
    """Measure one rise.

    Args:
        window: signals from a little before the rise to a little after.
        rise: the candidate, heights in px.
        foot_length: px.
        side: the working side, as `working_side` says or as given.
        heels: what they did, as far as the foot model sees them.
    """
    inner = window.between(rise.start, rise.end)
    times = _times(window, rise)
    lift = _lift(window, rise, times["height"], side) / foot_length
    pitch = peak_pitch(inner, side)
    by_heels = lift_by_heels(inner, heels, side)
    if by_heels is not None:
        lift = by_heels.with_other(lift, _off(inner.view, side))
        pitch = _pitch(inner, side, lift, foot_length)
    return RaiseMeasures(
        start=times["start"],
        peak=times["peak"],
        end=times["end"],
        lift=lift,
        rise_s=times["rise_s"],
        hold_s=times["hold_s"],
        lower_s=times["lower_s"],
        end_share=max(0.0, rise.end_height / rise.height) if rise.floor_certain else NAN,
        gap_s=inner.longest_gap_s,
        **_knee(inner, side),
        **_trunk(inner),
        **feet_measures(inner, side, foot_length),
        foot_pitch=pitch,
        by_feet=by_heels is not None,
    )


def _off(view: View, side: str) -> float:
    """Usual error of the lift from the body's rise, foot lengths: a band is its 90th percentile."""
    return (band("peak_heel_lift", view, side) or 100 * UNKNOWN_OFF * BAND) / (100 * BAND)


def _pitch(window: Window, side: str, lift: float, foot_length: float) -> float:
    """Peak pitch of the near foot where it works, degrees; side view."""
    if not is_side(window.view) or side not in ("both", window.view.value):
        return NAN
    return pitch_of(window, window.view.value, lift, foot_length)


def _lift(window: Window, rise: Rise, height: float, side: str) -> float:
    """Heel lift through the foot model of this view, px.

    Args:
        window: signals round the rise.
        rise: the rise, by the body's height.
        height: how far the body's height rose, px.
        side: working side.
    """
    inner = window.between(rise.start, rise.end)
    if inner.feet_only:  # the ankle itself, which no lens of the body model has changed
        return max(0.0, height) / (BODY_SHARE * LOOKED_DOWN)
    name, share = FOOT_MODEL[_model_of(inner.view, side)]
    if name != "body_height":
        height *= _rose(window, rise, name) / max(_rose(window, rise, "body_height"), 1e-6)
    return max(0.0, height) / share


def _model_of(view: View, side: str) -> str:
    if is_side(view):
        return "side" if side == "both" else "side, one leg"
    return view.value if is_frontal(view) else "oblique"


def _rose(window: Window, rise: Rise, name: str) -> float:
    """How far a height rose from the start of a rise to its top, px; NaN when it is not seen."""
    t, value = window.t, smooth(window.t, window[name], cutoff_hz=6.0)
    known = np.isfinite(value)
    t, value = t[known], value[known]
    low = value[np.abs(t - rise.start) <= 0.15]
    inside = value[(t >= rise.start) & (t <= rise.end)]
    return float(inside.max() - np.median(low)) if low.size and inside.size else NAN


def _times(window: Window, rise: Rise) -> dict[str, float]:
    """Start, top and end by thresholds on the smoothed body height."""
    t, body = window.t, smooth(window.t, window["body_height"], cutoff_hz=6.0)
    known = np.isfinite(body)
    t, body = t[known], body[known]
    inside = (t >= rise.start) & (t <= rise.end)
    if inside.sum() < 3:
        nothing = dict.fromkeys(("rise_s", "hold_s", "lower_s"), NAN)
        return {
            "start": rise.start,
            "peak": rise.peak,
            "end": rise.end,
            "height": rise.height,
            **nothing,
        }
    index = int(np.flatnonzero(inside)[0] + np.argmax(body[inside]))
    floor = min(rise.floor, float(body[inside][0]))
    height = float(body[index]) - floor
    # A rise is reported when it is all but down: what is left then is no level of its own.
    down = not rise.at_valley and rise.end_height <= LEFT_FLOOR * rise.height
    after = floor if down else floor + max(0.0, rise.end_height)
    start = _cross(t, body, floor + LEFT_FLOOR * height, index, -1, default=NAN)
    top_from = _cross(t, body, floor + TOP * height, int(np.argmax(inside)), 1, default=rise.start)
    top_to = _cross_back(t, body, floor + TOP * height, int(np.flatnonzero(inside)[-1]), t[index])
    drop = float(body[index]) - after
    end = _cross(t, body, after + LEFT_FLOOR * drop, index, 1, default=rise.end)
    if math.isfinite(start):
        start, top_from = _drawn_out(start, top_from)
    else:  # it rose from a valley over that height: from there it is timed
        start = rise.start
    top_to, end = _drawn_out(top_to, end)
    if top_from > top_to:  # no hold: the two lines meet above the top
        top_from = top_to = (top_from + top_to) / 2
    return {
        "start": start,
        "peak": float(np.clip((top_from + top_to) / 2, start, max(start, end))),
        "end": end,
        "height": height,
        "rise_s": max(0.0, top_from - start),
        "hold_s": max(0.0, top_to - top_from),
        "lower_s": max(0.0, end - top_to),
    }


def _drawn_out(first: float, last: float) -> tuple[float, float]:
    """Times at 10 and 90 % of a way, drawn out to the whole of it, seconds."""
    more = DRAWN_OUT * (last - first)
    return first - more, last + more


def _cross(
    t: FloatArray, y: FloatArray, level: float, first: int, step: int, *, default: float
) -> float:
    """When y first crosses a level, going from index `first` in steps of ±1, seconds."""
    i = first
    above = y[first] >= level
    while 0 <= i + step < len(y):
        j = i + step
        if (y[j] >= level) != above:
            return _between(t, y, level, i, j)
        i = j
    return default


def _cross_back(t: FloatArray, y: FloatArray, level: float, last: int, default: float) -> float:
    """When y was last over a level, looking back from index `last`, seconds."""
    for i in range(last, 0, -1):
        if y[i - 1] >= level > y[i]:
            return _between(t, y, level, i - 1, i)
    return float(default)


def _between(t: FloatArray, y: FloatArray, level: float, i: int, j: int) -> float:
    share = (level - y[i]) / (y[j] - y[i])
    return float(t[i] + share * (t[j] - t[i]))


def _knee(window: Window, side: str) -> dict[str, float]:
    """Flexion of the near knee in a side view, on both feet; elsewhere one camera cannot tell it.

    Of somebody on one leg the pose model mixes up the knees, whatever side was given.
    """
    if not is_side(window.view) or side != "both":
        return {}
    near = window.view.value
    knee = smooth(window.t, window[f"knee_flexion_{near}"])
    known = np.isfinite(knee)
    if known.mean() < 0.8:
        return {}
    t, knee = window.t[known], knee[known]
    start = float(np.median(knee[: max(1, len(knee) // 10)]))
    return {
        "knee_start": start,
        "knee_max": float(knee.max()),
        "knee_min": float(knee.min()),
        "knee_range": float(np.ptp(knee)),
        "knee_at": float(t[np.argmax(np.abs(knee - start))]),
    }


def _trunk(window: Window) -> dict[str, float]:
    """Largest lean and its change within the rise, degrees."""
    if not (is_side(window.view) or is_frontal(window.view)):
        return {}
    lean = smooth(window.t, window["trunk_lean"])
    known = np.isfinite(lean)
    if known.mean() < 0.8:
        return {}
    t, lean = window.t[known], lean[known]
    return {
        "trunk_max": float(np.abs(lean).max()),
        "trunk_change": float(np.ptp(lean)),
        "trunk_at": float(t[np.argmax(np.abs(lean))]),
    }
