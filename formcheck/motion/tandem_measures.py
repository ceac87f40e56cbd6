"""Measures one step of a walk along a line, from the window of signals around it.

Places are px of the picture with height counted upwards, as everywhere downstream of the landmarks.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from formcheck.motion.geometry import NAN, wrap
from formcheck.motion.line import Place
from formcheck.motion.scale import FOOT_TO_STATURE, SHOULDER_TO_ANKLE
from formcheck.motion.signals import SIDES
from formcheck.motion.tandem_feet import LEAST_SINE
from formcheck.motion.track import FloatArray, Window
from formcheck.motion.view import View, is_frontal, is_side

AROUND_S = 0.3
"""Seconds on both sides over which the size of the person is taken."""

LANDS_S, STANDS_S = 0.2, 0.7
"""Seconds after its touch-down between which a foot lies flat: its toes come down after its heel,
and its heel comes up again before it leaves."""

BESIDE = 0.3
"""Foot lengths from where a swing begins and ends for a foot to be put down on the way."""

RESTS, RESTS_S = 0.6, 0.2
"""Speed, foot lengths a second, and seconds for which a foot has to rest to be put down."""

LEFT = 0.12
"""Share of a swing after which a foot has left: it begins slowly."""

BACK_S = 0.6
"""Seconds before it passes its place for the last time in which a foot seems to go back."""

ENDS_S = 0.1
"""Seconds at both ends of a swing from which its places are taken."""

PASSES_S = 0.05
"""Seconds before it passes the other one that a swinging foot may be taken for it."""

THERE = 0.25
"""Share of its way that a foot may seem to have to go when it stands."""

LABELS_AGREE = 0.8
"""Share of the moments in which the leading foot has to bear one name for the step to bear it."""


@dataclass(frozen=True, slots=True)
class Stance:
    """A foot that has come down before the other.

    Attributes:
        place: where in the picture.
        depth: how far away, foot lengths; with a guessed focal length, right within 20 %.
        left: share of the moments in which the leading foot bears the name of the left one.
        yaw: of the body, degrees.
        view: from where it was seen.
    """

    place: Place
    depth: float
    left: float
    yaw: float
    view: View

    @property
    def side(self) -> str:
        """'left', 'right', or 'unknown' where the model swaps the legs."""
        if LABELS_AGREE > self.left > 1 - LABELS_AGREE:
            return "unknown"
        return "left" if self.left > 0.5 else "right"


def foot_lengths(window: Window) -> FloatArray:
    """Foot length at the person's distance, (N,) px, moment by moment."""
    ankle = np.minimum(window["ankle_height_left"], window["ankle_height_right"])
    share = window["foot_length"] / window["stature"]
    share = np.where(np.isfinite(share), share, FOOT_TO_STATURE)
    return np.asarray(share * (window["shoulder_height"] - ankle) / SHOULDER_TO_ANKLE)


def _feet(window: Window) -> tuple[FloatArray, FloatArray]:
    """Middles between heel and toe of left and right foot: x and height, each (2, N) px."""
    x = np.stack([(window[f"heel_x_{s}"] + window[f"toe_x_{s}"]) / 2 for s in SIDES])
    height = np.stack([(window[f"heel_height_{s}"] + window[f"toe_height_{s}"]) / 2 for s in SIDES])
    return x, height


def _ahead(window: Window) -> FloatArray:
    """How far each foot is ahead, (2, N) px in the picture, along what of the way shows there."""
    x, height = _feet(window)
    yaw = window.yaw
    sine, cosine = math.sin(math.radians(yaw)), math.cos(math.radians(yaw))
    if abs(sine) >= LEAST_SINE:
        return -math.copysign(1.0, sine) * x
    return -math.copysign(1.0, cosine) * height


def stance(
    window: Window, around: Window, *, leading: bool = True, side: str = ""
) -> Stance | None:
    """The foot that leads (or the other one) while both stand; None when it was not seen.

    Args:
        window: from its touch-down to the next swing.
        around: a wider window, for the person's size.
        leading: whether the foot ahead is meant, or the one behind it.
        side: of the foot that is meant, where it is known whatever is ahead.
    """
    if not len(window):
        return None
    ahead, (x, height) = _ahead(window), _feet(window)
    known = np.isfinite(ahead).all(axis=0)
    sizes = foot_lengths(around)
    sizes = sizes[np.isfinite(sizes)]
    focal = window.seen("focal_length")
    if not known.any() or not sizes.size or not focal.size:
        return None
    first = ahead[0] >= ahead[1]
    which = np.where(first, 0, 1) if leading else np.where(first, 1, 0)
    if side:
        which[:] = SIDES.index(side)
    columns = np.arange(len(window))[known]
    foot = float(np.median(sizes))
    left = float(np.mean(which[known] == 0))
    place = Place(
        float(np.median(x[which[known], columns])),
        float(np.median(height[which[known], columns])),
        foot,
    )
    return Stance(place, float(focal[0]) / foot, left, window.yaw, window.view)


def advance(before: Stance, now: Stance) -> float:
    """How far somebody came from one stance to the next, in foot lengths; back is negative.

    Across the picture it is exact; along the line of sight it comes from the person's size, which
    is left out where they go across.
    """
    yaw = math.radians(before.yaw + wrap(now.yaw - before.yaw) / 2)
    across = (now.place.x - before.place.x) / ((now.place.foot + before.place.foot) / 2)
    if is_side(now.view):
        return -math.copysign(1.0, math.sin(yaw)) * across
    away = now.depth - before.depth
    # The yaw is that against the line of sight: it says which way is ahead, and no more.
    ahead = -math.sin(yaw) * across - math.cos(yaw) * away
    return math.copysign(math.hypot(across, away), ahead)


def came_ahead(window: Window, side: str) -> float:
    """Since when a foot has been where it ends, seconds; the window's middle where that is unseen.

    Args:
        window: in which it takes one step.
        side: of the foot.
    """
    ahead = _ahead(window)[SIDES.index(side)]
    known = np.isfinite(ahead)
    t, ahead = window.t[known], ahead[known]
    if len(t) < 3:
        return float(window.t.mean()) if len(window) else NAN
    part = max(1, len(ahead) // 6)
    begin, end = np.median(ahead[:part]), np.median(ahead[-part:])
    on_its_way = np.flatnonzero(ahead < end - THERE * (end - begin))
    if end <= begin or not on_its_way.size:
        return float(t.mean())
    return float(t[min(on_its_way[-1] + 1, len(t) - 1)])


def sway(window: Window) -> float:
    """Largest lean of the trunk to a side, degrees; a blip of one frame does not make it."""
    return _largest(np.abs(window["trunk_lean"]))


def wrist_over_shoulder(window: Window) -> float:
    """How far the higher wrist comes over shoulder height, foot lengths; under it negative."""
    over = (window["upper_wrist_height"] - window["shoulder_height"]) / foot_lengths(window)
    return _largest(over)


def _largest(values: FloatArray) -> float:
    """The largest of running medians of three."""
    known = values[np.isfinite(values)]
    if not known.size:
        return NAN
    if known.size < 3:
        return float(np.median(known))
    return float(np.median(np.stack([known[:-2], known[1:-1], known[2:]]), axis=0).max())


def pause(window: Window) -> float:
    """Seconds from the window's start until a foot leaves for the next step.

    Args:
        window: from one touch-down to the next.
    """
    ahead = _ahead(window)
    # What a swing changes, whichever foot it is of; from the front what both do alike falls out.
    moved = ahead[0] - ahead[1] if is_frontal(window.view) else ahead.sum(axis=0)
    known = np.isfinite(moved)
    moved, t = moved[known], window.t[known]
    if len(moved) < 3:
        return NAN
    part = max(1, len(moved) // 10)
    begin, end = np.median(moved[:part]), np.median(moved[-part:])
    gone, near = (moved - begin) * math.copysign(1.0, end - begin), LEFT * abs(end - begin)
    still = np.flatnonzero(np.abs(gone) <= near)
    if not still.size:
        return 0.0
    if window.view is View.FRONT:
        # A foot that is lifted seems to go back first, and comes past its place once more.
        back = np.flatnonzero((gone < -near) & (t > t[still[-1]] - BACK_S) & (t < t[still[-1]]))
        still = still[still < back[0]] if back.size else still
    return float(t[still[-1]] - window.t[0]) if still.size else 0.0


def extra_contact(window: Window, side: str) -> float:
    """When a foot was put down on its way to a step, seconds; NaN when it was not.

    From the front and the back that is seen beside the line, elsewhere half-way, where both feet
    stand still for a moment though the swing is not over.

    Args:
        window: from one touch-down until the next is known.
        side: of the foot on its way, where it is known.
    """
    x, height = _feet(window)
    sizes = foot_lengths(window)
    foot = float(np.median(sizes[np.isfinite(sizes)])) if np.isfinite(sizes).any() else NAN
    if is_frontal(window.view):
        if side not in SIDES:
            return NAN
        number = SIDES.index(side)
        place, ups = x[number] / foot, height[number] / foot
    else:
        ahead = _ahead(window)
        place, ups = ahead.sum(axis=0) / foot, np.abs(ahead[0] - ahead[1]) / foot
    known = np.isfinite(place) & np.isfinite(ups)
    t, place, ups = window.t[known], place[known], ups[known]
    if len(t) < 6:
        return NAN
    first, last = t <= t[0] + ENDS_S, t >= t[-1] - ENDS_S
    away = np.minimum(
        np.abs(place - np.median(place[first])), np.abs(place - np.median(place[last]))
    )
    calm = np.hypot(_speed(t, place), _speed(t, ups)) < RESTS
    rests = (away > BESIDE) & calm
    return _first_long(t, rests, RESTS_S)


def _speed(t: FloatArray, value: FloatArray) -> FloatArray:
    """How fast a value changes around each time, per second."""
    half = RESTS_S / 2
    change = np.interp(t + half, t, value) - np.interp(t - half, t, value)
    return np.asarray(change / RESTS_S)


def _first_long(t: FloatArray, yes: NDArray[np.bool_], seconds: float) -> float:
    """Since when it first stayed true for that long; NaN when it never did."""
    since = NAN
    for when, one in zip(t, yes, strict=True):
        since = (when if math.isnan(since) else since) if one else NAN
        if when - since >= seconds - 1e-6:
            return float(since)
    return NAN


def frame_interval(window: Window) -> float:
    """Usual time between two frames, seconds."""
    return float(window.t[-1] - window.t[0]) / max(1, len(window) - 1)
