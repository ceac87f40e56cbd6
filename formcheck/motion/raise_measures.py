"""Measures of one rise on to the toes, over its own window. Zero-phase: the window is complete."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from formcheck.motion.body_signals import mid_trunk
from formcheck.motion.filters import smooth
from formcheck.motion.geometry import NAN
from formcheck.motion.order import median_of_known
from formcheck.motion.raise_feet import feet_measures, peak_pitch
from formcheck.motion.raise_heels import NOT_SEEN, HeelDid, lift_by_heels, pitch_of
from formcheck.motion.raise_lift import body_lift, body_lift_error
from formcheck.motion.raise_times import rise_times
from formcheck.motion.rises import Rise
from formcheck.motion.track import Window
from formcheck.motion.view import View, is_frontal, is_side

HIDES_HEELS = View.OBLIQUE_FRONT
"""Where a foot hides a part of its heel. The network's heels were seen to rise there by 0.07 foot
lengths too little, with a scatter of 0.08, and the body without bias, with 0.04, in 44 raises; from
the front they are not looked at at all."""


@dataclass(frozen=True, slots=True)
class RaiseMeasures:
    """What one rise measures; NaN where it cannot be measured from here.

    Attributes:
        start, peak, end: seconds; the peak is the middle of the time over 90 %, since the highest
            sample of a held top is wherever the noise is.
        lift: heel lift as a share of foot length, as `raise_lift` says.
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
        side: the working side, as `raise_side.working_side` says or as given.
        heels: what they did, as far as the foot model sees them.
    """
    inner = window.between(rise.start, rise.end)
    times = rise_times(window, rise, one_leg=side != "both")
    lift = body_lift(window, rise, times["height"], side) / foot_length
    if is_side(inner.view) and side != "both" and not inner.feet_only:
        # The knees are mixed up, as `body_lift` says.
        times = rise_times(window, rise, mid_trunk(window), one_leg=True)
    pitch = peak_pitch(inner, side)
    by_heels = None if inner.view is HIDES_HEELS else lift_by_heels(inner, heels, side)
    if by_heels is not None:
        lift = by_heels.with_other(lift, body_lift_error(inner.view, side))
        pitch = _pitch(inner, side, lift, foot_length)
    return RaiseMeasures(
        start=times["start"],
        peak=times["peak"],
        end=times["end"],
        lift=lift,
        rise_s=times["rise_s"],
        hold_s=times["hold_s"],
        lower_s=times["lower_s"],
        end_share=times["end_share"] if rise.floor_certain else NAN,
        gap_s=inner.longest_gap_s,
        **_knee(inner, side),
        **_trunk(inner),
        **feet_measures(inner, side, foot_length),
        foot_pitch=pitch,
        by_feet=by_heels is not None,
    )


def _pitch(window: Window, side: str, lift: float, foot_length: float) -> float:
    """Peak pitch of the near foot where it works, degrees; side view."""
    if not is_side(window.view) or side not in ("both", window.view.value):
        return NAN
    return pitch_of(window, window.view.value, lift, foot_length)


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
    start = median_of_known(knee[: max(1, len(knee) // 10)])
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
