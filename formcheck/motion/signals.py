"""The named signals that an exercise may see, and one pose turned into them.

Lengths are px of the picture with height counted upwards; `foot_length` (px) beside them makes
shares of the foot out of them. NaN means: not measurable here. Nothing downstream sees landmarks.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

from formcheck.motion.feet_only import WHY as ONLY_FEET
from formcheck.motion.feet_only import FeetOnly, WhatIsSeen
from formcheck.motion.fine import FINE_NAMES, SIDES, fill_fine
from formcheck.motion.geometry import NAN, distance, flexion, lean, midpoint, pitch
from formcheck.motion.scale import LEG_TO_STATURE, Scale
from formcheck.motion.view import View, ViewTracker, is_side
from formcheck.pose.feet.belief import feet_seen
from formcheck.pose.landmarks import Landmark
from formcheck.pose.types import Pose

__all__ = ["COLUMN", "NAMES", "SIDES", "Moment", "Motion"]

_PER_SIDE = (
    "ankle_height",
    "heel_height",
    "toe_height",
    "ankle_x",
    "heel_x",
    "toe_x",
    "knee_flexion",
    "leg_length",
    "foot_pitch",
    "knee_x",
    "knee_height",
    "flow_x",
    "flow_y",
    "shin_x",
    "shin_y",
)

_MEASURED = tuple(f"{name}_{side}" for side in SIDES for name in _PER_SIDE[-4:])
"""Signals that `pose` measured in the picture itself, under the same names."""

NAMES: tuple[str, ...] = (
    "body_height",
    "hip_height",
    "shoulder_height",
    "hip_x",
    "trunk_lean",
    "trunk_length",
    "leg_tilt",
    "yaw",
    "foot_length",
    "stature",
    "stood_ratio",
    "straighter_knee",
    "upper_wrist_height",
    "focal_length",
    "horizon",
    "flow_s",
    "feet_only",
    "height_error",
    *(f"{name}_{side}" for side in SIDES for name in _PER_SIDE),
    *FINE_NAMES,
)
"""Every signal, in the order of a row.

`body_height` is what rises in a raise: hips plus half the trunk, which neither a trunk that leans
in the picture nor, in side views, a knee that bends can change. `stood_ratio` is hip height over
the lower ankle as a share of the trunk's length: about 1.7 standing, about 1.1 seated.
`focal_length` is a guess, px: see `FOCAL_SHARE`; so is `horizon`, the height in the picture of
what is as high as a camera that is level: its middle.
`feet_only` is 1 where no body is seen, but feet are (`motion.feet_only`); `body_height` is over an
arbitrary level then, and `height_error` is its error.
`trunk_lean` is degrees in the picture, positive to its right. `leg_tilt` is degrees in space by
which the hips lie farther away than the ankles: the lower the camera, the more. `knee_flexion` is
degrees: in the picture's plane in side views, in space elsewhere. `flow` and `shin` are how many px
the foot's faster parts and the shank's end moved in the last `flow_s` seconds, to the picture's
right and down; NaN where no exercise asked for optical flow. `fine_` signals: see `motion.fine`.
"""

COLUMN = {name: index for index, name in enumerate(NAMES)}

MIN_VISIBILITY = 0.5
"""MediaPipe's score below which a point is not used. A high score proves nothing (EVIDENCE.md)."""

FOCAL_SHARE = 0.8
"""Focal length as a share of the picture's longer side where nobody has told: a lens that sees 64°,
as phones (62–70°) and webcams (55–78°) do when they film. So distances along the line of sight are
right within about 20 %; what is measured across it does not hang on this."""

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


@dataclass(frozen=True, slots=True)
class Moment:
    """All signals of one pose.

    Attributes:
        t: seconds.
        row: one float per name in `NAMES`.
        view: where the camera stands now.
        whole: hips, shoulders and feet are all seen, so that a repetition can be judged; or the
            feet alone, of an exercise that can be followed by them (`feet_only`).
        why_not: what is missing when `whole` is false, in words.
    """

    t: float
    row: tuple[float, ...]
    view: View
    whole: bool
    why_not: str = ""

    def __getitem__(self, name: str) -> float:
        return self.row[COLUMN[name]]

    @property
    def feet_only(self) -> bool:
        """Whether feet are all that is seen."""
        return self["feet_only"] == 1.0


_NOTHING = (NAN,) * len(NAMES)


class Motion:
    """Turns poses into signals, one after the other. Causal: nothing looks ahead.

    Args:
        scale: of the person in the picture.
        by_feet: whether feet alone, without a body, are worth looking at.
    """

    def __init__(self, scale: Scale | None = None, *, by_feet: bool = True) -> None:
        self.scale = scale or Scale()
        self._view = ViewTracker()
        self._by_feet = by_feet
        self._what = WhatIsSeen()
        self._feet = FeetOnly(self.scale)

    def push(self, pose: Pose) -> Moment:
        """Signals of one pose."""
        if self._what.push(pose):
            return self._push_feet(pose)
        if not pose.found:
            return Moment(pose.t, _NOTHING, self._view.view, whole=False, why_not="nobody seen")
        points: list[list[float]] = pose.landmarks.tolist()
        world: list[list[float]] = pose.world.tolist()
        width, height = pose.size
        yaw = _yaw(world)
        self._view.push(pose.t, yaw)
        values = dict.fromkeys(NAMES, NAN)
        values["yaw"] = self._view.yaw
        values["leg_tilt"] = _leg_tilt(world)
        values["focal_length"] = FOCAL_SHARE * max(width, height)
        values["horizon"] = height / 2
        why_not = _trunk(values, points, height)
        side_view = is_side(self._view.view)
        seen = 0
        for side in SIDES:
            seen += _leg(values, side, points, world, (width, height), side_view=side_view)
        if not seen:
            why_not = why_not or "feet not in the picture"
        _fill_measured(values, pose)
        if pose.feet is not None:
            fill_fine(values, pose.feet, height)
        _posture(values)
        self.scale.push(pose.t, values)
        values["body_height"] = _body_height(values, self._view.view, self.scale.stature_px)
        values["foot_length"] = self.scale.foot_length_px
        values["stature"] = self.scale.stature_px
        return Moment(
            pose.t, tuple(values.values()), self._view.view, whole=not why_not, why_not=why_not
        )

    def _push_feet(self, pose: Pose) -> Moment:
        """Signals of a pose in which feet are all that is seen."""
        values = dict.fromkeys(NAMES, NAN)
        why_not = "nobody seen"
        if self._by_feet and self._feet.fill(values, pose):
            _fill_measured(values, pose)
            values["focal_length"] = FOCAL_SHARE * max(pose.size)
            values["horizon"] = pose.size[1] / 2
            why_not = ""
        elif feet_seen(pose):
            why_not = ONLY_FEET
        values["feet_only"] = float(why_not != "nobody seen")
        view = self._feet.view
        return Moment(pose.t, tuple(values.values()), view, whole=not why_not, why_not=why_not)


def _fill_measured(values: dict[str, float], pose: Pose) -> None:
    """Take over what was measured in the picture itself."""
    if pose.extra:
        for name in ("flow_s", *_MEASURED):
            values[name] = pose.extra.get(name, NAN)


def _seen(point: list[float]) -> bool:
    """Whether a landmark may be used at all."""
    return math.isfinite(point[0]) and math.isfinite(point[1]) and point[3] >= MIN_VISIBILITY


def _yaw(world: list[list[float]]) -> float:
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


def _leg_tilt(world: list[list[float]]) -> float:
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


def _trunk(values: dict[str, float], points: list[list[float]], height: int) -> str:
    """Fill in the trunk's signals; says what is missing."""
    corners = [
        points[i]
        for i in (
            Landmark.LEFT_SHOULDER,
            Landmark.RIGHT_SHOULDER,
            Landmark.LEFT_HIP,
            Landmark.RIGHT_HIP,
        )
    ]
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
    wrists = [points[i] for i in (Landmark.LEFT_WRIST, Landmark.RIGHT_WRIST) if _seen(points[i])]
    if wrists:
        values["upper_wrist_height"] = height - min(p[1] for p in wrists)
    return ""


def _leg(
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
    """
    hip, knee, ankle, heel, toe = (points[i] for i in _ROWS[side])
    values[f"leg_length_{side}"] = distance((hip[0], hip[1]), (ankle[0], ankle[1]))
    if side_view:
        bend = flexion(tuple(hip[:2]), tuple(knee[:2]), tuple(ankle[:2]))
    else:
        i, j, k = _ROWS[side][:3]
        bend = flexion(tuple(world[i]), tuple(world[j]), tuple(world[k]))
    values[f"knee_flexion_{side}"] = bend
    values[f"knee_x_{side}"], values[f"knee_height_{side}"] = knee[0], size[1] - knee[1]
    if not (_inside(ankle, size) and _inside(heel, size) and _inside(toe, size, TOE_OUTSIDE)):
        return False
    for name, point in (("ankle", ankle), ("heel", heel), ("toe", toe)):
        values[f"{name}_height_{side}"] = size[1] - point[1]
        values[f"{name}_x_{side}"] = point[0]
    if side_view:
        values[f"foot_pitch_{side}"] = pitch((heel[0], heel[1]), (toe[0], toe[1]))
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


def _posture(values: dict[str, float]) -> None:
    """Hip height over the lower ankle as a share of the trunk's length; the straighter knee."""
    ankles = [values[f"ankle_height_{s}"] for s in SIDES]
    ankles = [a for a in ankles if math.isfinite(a)]
    if ankles and values["trunk_length"] > 0.0:
        values["stood_ratio"] = (values["hip_height"] - min(ankles)) / values["trunk_length"]
    knees = [values[f"knee_flexion_{s}"] for s in SIDES]
    values["straighter_knee"] = min((k for k in knees if math.isfinite(k)), default=NAN)


def _body_height(values: Mapping[str, float], view: View, stature: float) -> float:
    """Height of the body that neither lean nor (in side views) bent knees change, px.

    Hips plus half the trunk: a lean in the picture's plane keeps the trunk's length. A knee bent by
    θ shortens a leg of two equal segments to cos(θ/2) of its length. The body rests on the
    straighter leg; the near one may be the one that is lifted. Where both seem bent further than
    anybody raises on, both are drawn on the lifted leg, and nothing is made of it.
    """
    body = values["hip_height"] + values["trunk_length"] / 2
    knee = values["straighter_knee"]
    if is_side(view) and knee <= BENT_KNEE_DEG and math.isfinite(stature):
        body += LEG_TO_STATURE * stature * (1.0 - math.cos(math.radians(knee / 2)))
    return body
