"""What one pose of a body gives: trunk, legs and feet as signals of one moment."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Protocol, TypeVar

import numpy as np
from numpy.typing import NDArray

from formcheck.motion.fine import SIDES
from formcheck.motion.geometry import NAN, distance, flexion, lean, midpoint, pitch
from formcheck.motion.scale import LEG_TO_STATURE
from formcheck.motion.view import View, is_side
from formcheck.pose.landmarks import Landmark

Height_co = TypeVar("Height_co", float, NDArray[np.float64], covariant=True)

MIN_VISIBILITY = 0.5
"""MediaPipe's score below which a point is not used. A high score proves nothing (EVIDENCE.md)."""

TOE_OUTSIDE = 0.03
"""Share of the picture's height by which a toe may lie outside it while heel and ankle are seen:
they say where it is, and who comes up to a camera leaves the picture with the toes first."""

BENT_KNEE_DEG = 40.0
"""Flexion over which a knee does not carry a heel raise: pumping bends it by 15–30°."""

_ROWS = {
    side: tuple(
        int(Landmark[f"{side.upper()}_{part}"]) for part in ("HIP", "KNEE", "ANKLE", "HEEL", "TOE")
    )
    for side in SIDES
}

_NAMES = {
    side: tuple(
        f"{name}_{side}"
        for name in ("leg_length", "knee_flexion", "knee_x", "knee_height", "foot_pitch")
    )
    for side in SIDES
}
_PLACES = {
    side: tuple((f"{part}_x_{side}", f"{part}_height_{side}") for part in ("ankle", "heel", "toe"))
    for side in SIDES
}
"""Signals of a leg, and of its foot's parts: put together once, for every picture asks."""

_CORNERS = tuple(
    int(Landmark[f"{side.upper()}_{part}"]) for part in ("SHOULDER", "HIP") for side in SIDES
)
_WRISTS = (int(Landmark.LEFT_WRIST), int(Landmark.RIGHT_WRIST))


def _seen(point: list[float]) -> bool:
    """Whether a landmark may be used at all."""
    return math.isfinite(point[0]) and math.isfinite(point[1]) and point[3] >= MIN_VISIBILITY


def yaw_of(world: list[list[float]]) -> float:
    """Yaw of shoulders and hips, degrees: 0 facing the camera, +90 left side towards it."""
    dx = dz = 0.0
    for left, right in (
        (Landmark.LEFT_SHOULDER, Landmark.RIGHT_SHOULDER),
        (Landmark.LEFT_HIP, Landmark.RIGHT_HIP),
    ):
        dx += world[left][0] - world[right][0]
        dz += world[left][2] - world[right][2]
    if not (math.isfinite(dx) and math.isfinite(dz)) or (dx == 0.0 and dz == 0.0):
        return NAN
    return math.degrees(math.atan2(-dz, dx))


def leg_tilt_of(world: list[list[float]]) -> float:
    """Degrees by which the hips lie farther away than the ankles, seen from the ankles."""
    up = away = 0.0
    for hip, ankle in (
        (Landmark.LEFT_HIP, Landmark.LEFT_ANKLE),
        (Landmark.RIGHT_HIP, Landmark.RIGHT_ANKLE),
    ):
        up += world[ankle][1] - world[hip][1]
        away += world[hip][2] - world[ankle][2]
    if not (math.isfinite(up) and math.isfinite(away)) or (up == 0.0 and away == 0.0):
        return NAN
    return math.degrees(math.atan2(away, up))


def fill_trunk(values: dict[str, float], points: list[list[float]], height: int) -> str:
    """Fill in the trunk's signals; says what is missing.

    Args:
        values: signals by name; changed in place.
        points: (33, 5) landmarks, px.
        height: of the picture, px.
    """
    corners = [points[i] for i in _CORNERS]
    if not all(math.isfinite(p[0]) and math.isfinite(p[1]) for p in corners):
        return "trunk not seen"
    # In a side view the far shoulder or hip is hidden; one of each pair is enough.
    if not (_seen(corners[0]) or _seen(corners[1])):
        return "shoulders not seen"
    if not (_seen(corners[2]) or _seen(corners[3])):
        return "hips not seen"
    shoulder = midpoint((corners[0][0], corners[0][1]), (corners[1][0], corners[1][1]))
    hip = midpoint((corners[2][0], corners[2][1]), (corners[3][0], corners[3][1]))
    values["shoulder_height"] = height - shoulder[1]
    values["hip_height"] = height - hip[1]
    values["hip_x"] = hip[0]
    values["trunk_lean"] = lean(hip, shoulder)
    values["trunk_length"] = distance(hip, shoulder)
    wrists = [points[i][1] for i in _WRISTS if _seen(points[i])]
    if wrists:
        values["upper_wrist_height"] = height - min(wrists)
    return ""


def fill_leg(
    values: dict[str, float],
    side: str,
    points: list[list[float]],
    world: list[list[float]],
    size: tuple[int, int],
    *,
    side_view: bool,
) -> bool:
    """Fill in one leg's signals; says whether its foot is seen.

    A hidden leg is filled in as the model imagines it: enough to tell that somebody stands, never
    enough for a measure of that leg.

    Args:
        values: signals by name; changed in place.
        side: 'left' or 'right'.
        points: (33, 5) landmarks, px.
        world: (33, 3) the same in space, metres.
        size: of the picture, px.
        side_view: whether the camera stands at a side.
    """
    rows, height = _ROWS[side], size[1]
    hip, knee, ankle, heel, toe = [points[i] for i in rows]
    leg_length, knee_flexion, knee_x, knee_height, foot_pitch = _NAMES[side]
    values[leg_length] = distance((hip[0], hip[1]), (ankle[0], ankle[1]))
    if side_view:
        values[knee_flexion] = flexion(hip[:2], knee[:2], ankle[:2])
    else:
        values[knee_flexion] = flexion(world[rows[0]], world[rows[1]], world[rows[2]])
    values[knee_x], values[knee_height] = knee[0], height - knee[1]
    if not (_inside(ankle, size) and _inside(heel, size) and _inside(toe, size, TOE_OUTSIDE)):
        return False
    for (at_x, at_height), point in zip(_PLACES[side], (ankle, heel, toe), strict=True):
        values[at_x], values[at_height] = point[0], height - point[1]
    if side_view:
        values[foot_pitch] = pitch((heel[0], heel[1]), (toe[0], toe[1]))
    # From behind, or under long trousers, one end of the foot is hidden by the other.
    return _seen(ankle) and (_seen(heel) or _seen(toe))


def _inside(point: list[float], size: tuple[int, int], over: float = 0.0) -> bool:
    """Whether a point lies in the picture; the model also places points outside it.

    Args:
        point: x and y first, px.
        size: of the picture, px.
        over: share of the picture's height by which it may lie outside.
    """
    more = over * size[1]
    return -more <= point[0] <= size[0] + more and -more <= point[1] <= size[1] + more


def fill_posture(values: dict[str, float]) -> None:
    """Hip height over the lower ankle as a share of the trunk's length; the straighter knee."""
    ankles = [values["ankle_height_left"], values["ankle_height_right"]]
    ankles = [a for a in ankles if math.isfinite(a)]
    if ankles and values["trunk_length"] > 0.0:
        values["stood_ratio"] = (values["hip_height"] - min(ankles)) / values["trunk_length"]
    knees = [values["knee_flexion_left"], values["knee_flexion_right"]]
    values["straighter_knee"] = min([k for k in knees if math.isfinite(k)], default=NAN)


class Signals(Protocol[Height_co]):
    """Signals by name, of one moment or of a window."""

    def __getitem__(self, name: str, /) -> Height_co:
        """The signal of that name."""
        ...


def mid_trunk(signals: Signals[Height_co]) -> Height_co:
    """Height of the middle of the trunk as if it were upright, px: hips plus half its length.

    A lean in the picture's plane keeps that length, and so this height.
    """
    return signals["hip_height"] + signals["trunk_length"] / 2


def body_height(values: Mapping[str, float], view: View, stature: float) -> float:
    """Height of the body that neither lean nor (in side views) bent knees change, px.

    As `mid_trunk`, with what bent knees take away put back. A knee bent by θ shortens a leg of two
    equal segments to cos(θ/2) of its length. The body rests on the straighter leg; the near one may
    be the one that is lifted. Where both seem bent further than anybody raises on, both are drawn
    on the lifted leg, and nothing is made of it.
    """
    body = mid_trunk(values)
    knee = values["straighter_knee"]
    if is_side(view) and knee <= BENT_KNEE_DEG and math.isfinite(stature):
        body += LEG_TO_STATURE * stature * (1.0 - math.cos(math.radians(knee / 2)))
    return body
