"""What the feet do in a raise: drift of the ankle, turn, the other foot, pitch. Zero-phase."""

from __future__ import annotations

import math

import numpy as np

from formcheck.motion.filters import smooth
from formcheck.motion.fine import other_side
from formcheck.motion.geometry import NAN, wrap
from formcheck.motion.order import median_of_known
from formcheck.motion.signals import SIDES
from formcheck.motion.track import Window
from formcheck.motion.view import View, is_frontal, is_side

PITCH_GAIN = 1.25
"""True heel→toe pitch over the landmarks' angle: 21–23° are seen as 17–19° on rendered raises."""

TURN_GAIN = 1.5
"""True over seen heel→toe offset across the picture, front view: 1 / 0.57–0.77 (EVIDENCE.md)."""

FOOT_LOOKS_HIGH = 0.09
HEIGHT_LOOKS = 1.55
"""Seen clearance of the lifted foot is 0.09 foot lengths and 1.55 of the true one, on 36 raises of
the dev half from the front: it is held behind the other, which is higher in the picture."""

TOP_PART = 0.8
"""From this share of the rise on it counts as the top, where a drift is read off."""


def feet_measures(window: Window, side: str, foot_length: float) -> dict[str, float]:
    """Ankle drift, the foot's turn and the other foot's clearance, from the front or the back.

    Args:
        window: the rise.
        side: working side.
        foot_length: px.
    """
    if not is_frontal(window.view) or side == "unknown":
        return {}
    result: dict[str, float] = {}
    for one in SIDES if side == "both" else (side,):
        result = _worse(result, _alignment(window, one, foot_length))
    if side in SIDES and window.view is View.FRONT:
        result |= _clearance(window, side, foot_length)
    return result


def _alignment(window: Window, side: str, foot_length: float) -> dict[str, float]:
    """Drift of the ankle and toe-out."""
    drift, at = _drift(window, side, foot_length)
    if not math.isfinite(drift):
        return {}
    result = {"ankle_drift": abs(drift), "drift_at": at}
    if window.view is View.FRONT:
        result["foot_turn"] = abs(toe_out(window, side, foot_length))
    return result


def _drift(window: Window, side: str, foot_length: float) -> tuple[float, float]:
    """Drift of the ankle from floor to top, as the foot is planted, to the right, and its time.

    Against the toe it would be noisier: from behind, the toe is hidden.
    """
    ankle = smooth(window.t, window[f"ankle_x_{side}"])
    body = window["body_height"]
    known = np.isfinite(ankle) & np.isfinite(body)
    if known.mean() < 0.8:
        return NAN, NAN
    t, ankle, body = window.t[known], ankle[known] / foot_length, body[known]
    part = max(1, len(ankle) // 10)
    floor = median_of_known(np.concatenate((ankle[:part], ankle[-part:])))
    top = body >= body.min() + TOP_PART * np.ptp(body)
    return median_of_known(ankle[top]) - floor, float(t[top][len(t[top]) // 2])


def rolled_in(window: Window, side: str, foot_length: float) -> float:
    """How far the ankles of the working feet drift inwards, foot lengths; less than 0 outwards.

    NaN but from the front and the back, and where the working side is not known.

    Args:
        window: the rise.
        side: working side.
        foot_length: px.
    """
    if not is_frontal(window.view) or side == "unknown":
        return NAN
    facing = 1.0 if window.view is View.FRONT else -1.0  # then its left is at the right
    inwards = {"left": -facing, "right": facing}
    drifts = [
        inwards[one] * _drift(window, one, foot_length)[0]
        for one in (SIDES if side == "both" else (side,))
    ]
    return sum(drifts) / len(drifts)


def toe_out(window: Window, side: str, foot_length: float) -> float:
    """Toe-out of a planted foot against the pelvis, degrees; front view only.

    What the foot shows across the picture is its turn less that of the whole person: on the dev
    half, side · asin(offset) = 0.59 toe-out − 0.68 yaw, with 3.5° left. From behind the toes are
    hidden, and nothing of it is right.
    """
    across = window.seen(f"toe_x_{side}") - window.seen(f"heel_x_{side}")
    share = TURN_GAIN * median_of_known(across) / foot_length
    if not math.isfinite(share):
        return NAN
    seen = math.degrees(math.asin(min(1.0, max(-1.0, share))))
    out = wrap(seen + window.yaw)
    return out if side == "left" else -out


def _worse(a: dict[str, float], b: dict[str, float]) -> dict[str, float]:
    """Of two feet, the one that drifts further; the larger turn of both."""
    if not a or not b:
        return a or b
    drift = a if a["ankle_drift"] >= b["ankle_drift"] else b
    turns = [x["foot_turn"] for x in (a, b) if "foot_turn" in x]
    return drift | ({"foot_turn": max(turns)} if turns else {})


def _clearance(window: Window, side: str, foot_length: float) -> dict[str, float]:
    """Lowest the lifted foot came over the standing toe."""
    other = other_side(side)
    lowest = np.minimum(window[f"toe_height_{other}"], window[f"heel_height_{other}"])
    gap = smooth(window.t, lowest - window[f"toe_height_{side}"])
    known = np.isfinite(gap)
    if known.mean() < 0.8:
        return {}
    t = window.t[known]
    gap = (gap[known] / foot_length - FOOT_LOOKS_HIGH) / HEIGHT_LOOKS
    return {"clearance": float(gap.min()), "clearance_at": float(t[np.argmin(gap)])}


def peak_pitch(window: Window, side: str) -> float:
    """Peak pitch of the near foot over its own resting angle, degrees; side view, both feet."""
    if not is_side(window.view) or side != "both":
        return NAN
    near = window.view.value
    angle = smooth(window.t, window[f"foot_pitch_{near}"])
    known = angle[np.isfinite(angle)]
    if len(known) < 0.8 * len(window):
        return NAN
    rest = median_of_known(known[: max(1, len(known) // 10)])
    return PITCH_GAIN * (float(known.max()) - rest)
