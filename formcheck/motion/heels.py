"""How high the heels rise, from the foot model's points of each foot. Zero-phase.

In a raise the foot turns about its ball, stiff, and the ball stays where it is. A point that lies
`back` behind the ball and `up` over it is, after a turn by θ,

    higher by   back · sin θ − up · (1 − cos θ),
    forward by  back · (1 − cos θ) + up · sin θ.

A camera that looks down draws what comes nearer lower. How much, the standing foot tells itself:
its heel is drawn over its toes by some share n of the foot's length, less than 0 from behind, about
0 from the side. So a point of the foot rises in the picture by

    higher − n · forward,

whatever the camera's place, tilt and lens. Read backwards, what the heel and the ankle are seen to
rise gives θ, and θ the heel's lift. From the front the heel is hidden by the foot, and the ankle,
which comes forward as it rises, shows little of it: what each says counts by its error.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from formcheck.motion.filters import smooth, smooth_all
from formcheck.motion.geometry import NAN
from formcheck.motion.order import median_of_known, percentiles_of_known
from formcheck.motion.rises import Rise
from formcheck.motion.signals import SIDES
from formcheck.motion.track import FloatArray, Window
from formcheck.motion.view import View

HEEL, ANKLE = (0.74, -0.14), (0.54, 0.20)
"""How far they lie behind the ball and over it, shares of foot length, and between bare feet and
shoes: heel 0.71–0.79 and −0.11 to −0.19, ankle 0.54 and 0.20, on 145 rendered feet."""

ANKLE_OFF = 0.02
"""What an ankle may be off because of that, foot lengths: in shoes the heel rises by 1.70 of the
ankle's rise, bare by 1.54."""

HEEL_TO_TOES = 0.97
"""From the heel to the middle of the big and the little toe's tips, share of foot length."""

_TURNS = {"heel": (HEEL, 0.0), "ankle": (ANKLE, ANKLE_OFF)}
"""The points that tell how the foot turned: where they lie, and what they may be off besides."""

FOREFOOT = ("ball", "big_toe", "little_toe")

SEEN_SCALE = {View.FRONT: 1.03, View.BACK: 1.09}
SCALE_ELSEWHERE = 1.07
"""The stature that the body model sees over the true one, by view, on the dev half."""

LARGEST_ERROR = 0.17
"""Error of a lift from which nothing is made of it, foot lengths; raises lift by 0.15–0.5."""

LEAST_ERROR = 0.004
"""No lift is known better, foot lengths: angles are tried a degree apart, 0.013 of heel lift."""

CUTOFF_HZ = 4.0
FOREFOOT_HZ = 0.7
"""Half power of heel and ankle, and of the forefoot, which stands still but for the camera."""

DOWN = 0.15
"""Share of a rise's height under which the feet have come down."""

STOOD_S = 0.4
"""So long before a rise begins the foot is looked at for where it stands, seconds."""

AGREE = 0.05
"""Foot lengths between two floors that are one; a point may be off by so much."""

Moments = NDArray[np.bool_]

_ANGLES = np.radians(np.arange(-20.0, 66.0))


@dataclass(frozen=True, slots=True)
class HeelCurve:
    """How one foot turned on its ball.

    Attributes:
        t: (N,) seconds.
        lift: (N,) of the heel over where it stood, foot lengths; NaN where it was not seen.
        forefoot: (N,) the same of ball and toes: how far the whole foot left the floor.
        error: of a lift, foot lengths.
        known: share of certainty that this is the foot of that side.
    """

    t: FloatArray
    lift: FloatArray
    forefoot: FloatArray
    error: float
    known: float


@dataclass(frozen=True, slots=True)
class Stood:
    """When the feet stood flat, seconds.

    Attributes:
        start: before the rise: its start, but for rises in one.
        end: after it; NaN if they did not come down, or have not yet.
    """

    start: float
    end: float = NAN

    @classmethod
    def round_of(cls, rise: Rise, since: float) -> Stood:
        """When they stood before and after a rise; `since` is the start of the first in one."""
        whole = not rise.at_valley and rise.floor_certain
        return cls(since, rise.end if whole and rise.end_height <= DOWN * rise.height else NAN)


def true_length(window: Window, foot_length: float) -> float:
    """Foot length, px, without what the body model sees too much of the stature in this view."""
    return foot_length / SEEN_SCALE.get(window.view, SCALE_ELSEWHERE)


def heel_curves(window: Window, foot_length: float, stood: Stood) -> dict[str, HeelCurve]:
    """The curves of the feet that the foot model sees well enough, by side.

    None from the front, where the foot hides its heel: the network then hardly moves it. Half of
    94 rendered raises went with the body by less than 0.46 there, and by 1.0 and more elsewhere.

    Args:
        window: signals from `STOOD_S` before the feet stood until now.
        foot_length: px, by the body's stature.
        stood: when they stood.
    """
    if window.view is View.FRONT:
        return {}
    both = {side: _curve(window, side, foot_length, stood) for side in SIDES}
    return {side: curve for side, curve in both.items() if curve is not None}


def _curve(window: Window, side: str, foot_length: float, stood: Stood) -> HeelCurve | None:
    t = window.t
    before, after = (t >= stood.start - STOOD_S) & (t <= stood.start + 0.1), t >= stood.end
    seen = np.isfinite(window[f"fine_heel_height_{side}"])
    if not seen[before].any() or seen.mean() < 0.8:
        return None
    scale = true_length(window, foot_length)
    forefoot, forefoot_error = _forefoot(window, side)
    nearer = _nearer(window, side, before) / scale
    heights = [(window[f"fine_{name}_height_{side}"] - forefoot) / scale for name in _TURNS]
    off = np.zeros((len(t), len(_ANGLES)))
    for rose, (name, (place, model)) in zip(
        smooth_all(t, heights, CUTOFF_HZ), _TURNS.items(), strict=True
    ):
        lifted = rose - _floor(rose, before, after)
        point = median_of_known(window[f"fine_{name}_error_{side}"])
        error = math.hypot(point, forefoot_error) / scale
        off += ((lifted[:, None] - _rises(place, nearer)) / math.hypot(error, model)) ** 2
    lift, spread = _likeliest(off)
    error = max(math.sqrt(2) * median_of_known(spread), LEAST_ERROR)  # of two levels' difference
    if not error <= LARGEST_ERROR:
        return None
    rest = median_of_known(forefoot[before])
    known = median_of_known(window[f"fine_side_{side}"])
    return HeelCurve(t, lift, (forefoot - rest) / scale, error, known)


def _likeliest(off: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Mean lift and its spread, foot lengths, from how far off each of `_ANGLES` is.

    Args:
        off: (N, angles) sums of squares, in errors.
    """
    share = np.exp(-0.5 * (off - off.min(axis=1, keepdims=True)))
    share /= share.sum(axis=1, keepdims=True)
    lift = _moved(HEEL)[0]
    mean = share @ lift
    return mean, np.sqrt(np.maximum(share @ lift**2 - mean**2, 0.0))


def _floor(rose: FloatArray, before: Moments, after: Moments) -> float:
    """Where the foot stood, in a height over its forefoot: before, and after as far as it is known.

    Both together where they agree; else the lower one, for no heel gets under the floor.
    """
    first, last = _low(rose[before]), _low(rose[after])
    if not (math.isfinite(first) and math.isfinite(last)):
        return first
    return (first + last) / 2 if abs(last - first) < AGREE else min(first, last)


def _low(values: FloatArray) -> float:
    """A quarter of the time it was lower; the rest may belong to the movement before."""
    return percentiles_of_known(values, 25)[0]


def _forefoot(window: Window, side: str) -> tuple[FloatArray, float]:
    """Height of ball and toes, px, each weighed by its error, and the error of all together, px."""
    total, weights = np.zeros(len(window)), 0.0
    for name in FOREFOOT:
        height = window[f"fine_{name}_height_{side}"]
        weight = median_of_known(window[f"fine_{name}_error_{side}"]) ** -2
        total += weight * height
        weights += weight
    return smooth(window.t, total / weights, FOREFOOT_HZ), weights**-0.5


def _nearer(window: Window, side: str, before: Moments) -> float:
    """How far the standing foot's heel is drawn over its toes, px for each foot length."""
    big, little = (window[f"fine_{name}_height_{side}"][before] for name in FOREFOOT[1:])
    heel = window[f"fine_heel_height_{side}"][before]
    return median_of_known(heel - (big + little) / 2) / HEEL_TO_TOES


def _rises(place: tuple[float, float], nearer: float) -> FloatArray:
    """How far a point is seen to rise when the foot turns by each of `_ANGLES`, foot lengths.

    Args:
        place: of the point, behind the ball and over it.
        nearer: how far it sinks in the picture for each length by which it comes forward.
    """
    higher, forward = _moved(place)
    return higher - nearer * forward


def _moved(place: tuple[float, float]) -> tuple[FloatArray, FloatArray]:
    """How far a point gets higher and forward when the foot turns by each of `_ANGLES`."""
    back, up = place
    sine, drop = np.sin(_ANGLES), 1.0 - np.cos(_ANGLES)
    return back * sine - up * drop, back * drop + up * sine
