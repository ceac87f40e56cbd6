"""Which foot is looked at, and what its angle is, in words. Says nothing that is not known."""

from __future__ import annotations

import math

from formcheck.exercises.drawings import StepMap
from formcheck.exercises.results import Side
from formcheck.motion.view import View, is_side
from formcheck.overlay.foot_marks import Foot
from formcheck.pose.feet.points import BIG_TOE, HEEL
from formcheck.status import Status

REST_SLOPE_DEG = 5.0
"""How far the tip of the big toe lies over the corner of the heel while a foot is flat, in the
picture: median of rendered feet seen from the side (near foot 4.9°, far foot 5.7°)."""

STEP_DEG = 5.0
"""An angle read off the picture alone is rounded to this: it was 6° off (RMSE) even with exact
points, for how the foot stands to the camera is not known."""

WIDEST_DEG = 15.0
"""With a direction that may be further off than this, no angle is read off the picture."""

NAMES = {Side.LEFT: "LEFT", Side.RIGHT: "RIGHT"}


def working(feet: list[Foot], status: Status) -> list[Foot]:
    """The feet that the exercise is about; all that were found where it cannot be told."""
    side = status.side
    if side not in NAMES and is_side(status.view):
        side = Side(status.view.value)  # from the side, the near foot
    if side in NAMES and all(foot.side in NAMES for foot in feet):
        return [foot for foot in feet if foot.side is side]
    return feet


def name(foot: Foot) -> str:
    """Whose foot it is; '?' where that is not known."""
    return NAMES.get(foot.side, "?")


def angle(foot: Foot, status: Status) -> str:
    """The angle of a foot in words: to the floor, else its turn; '' where neither is known."""
    measured = status.foot_pitch.get(foot.side.value, math.nan)
    if math.isfinite(measured):
        return degrees(measured)
    if is_side(status.view):
        return "" if (seen := pitch(foot)) is None else f"≈{degrees(seen)}"
    return turn(foot, status)


def pitch(foot: Foot) -> float | None:
    """Angle of a foot seen from the side to the floor, heel up positive; degrees, None unsure."""
    if foot.off_line(HEEL, BIG_TOE) > WIDEST_DEG:
        return None
    across, down = foot.points[BIG_TOE] - foot.points[HEEL]
    seen = math.degrees(math.atan2(float(down), abs(float(across)))) + REST_SLOPE_DEG
    return STEP_DEG * round(seen / STEP_DEG)


def turn(foot: Foot, status: Status) -> str:
    """How far the foot was turned at its last step, where the exercise measured it.

    Nothing is read off one picture: with exact points that was 10–20° off (RMSE) on rendered feet.
    """
    if status.view not in (View.FRONT, View.OBLIQUE_FRONT):
        return ""
    steps = next((d.steps for d in status.drawings if isinstance(d, StepMap)), ())
    own = [step.turn for step in steps if step.side == foot.side.value]
    if not own or own[-1] is None:
        return ""
    way = "in" if own[-1] < -0.5 else "out"
    return f"{degrees(abs(own[-1]))} {way}"


def degrees(value: float) -> str:
    """An angle in whole degrees."""
    return f"{round(max(-999.0, min(999.0, value)))}°".replace("-", "−")


def toes_down(foot: Foot) -> bool:
    """Whether the toes are its lower end, so that it turns about them."""
    return bool(foot.points[BIG_TOE, 1] >= foot.points[HEEL, 1])
