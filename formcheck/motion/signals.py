"""The named signals that an exercise may see, and one pose turned into them.

Lengths are px of the picture with height counted upwards; `foot_length` (px) beside them makes
shares of the foot out of them. NaN means: not measurable here. Nothing downstream sees landmarks.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from formcheck.motion.body_signals import (
    body_height,
    fill_leg,
    fill_posture,
    fill_trunk,
    leg_tilt_of,
    yaw_of,
)
from formcheck.motion.feet_only import WHY as ONLY_FEET
from formcheck.motion.feet_only import FeetOnly
from formcheck.motion.fine import FINE_NAMES, SIDES, fill_fine
from formcheck.motion.geometry import NAN
from formcheck.motion.scale import Scale
from formcheck.motion.view import View, ViewTracker, is_side
from formcheck.pose.feet.belief import feet_seen
from formcheck.pose.feet.what_is_seen import WhatIsSeen
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
    "middle_x",
    "flow_s",
    "flow_foot_px",
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
what is as high as a camera that is level: its middle. `middle_x` is the same across.
`feet_only` is 1 where no body is seen, but feet are (`motion.feet_only`); `body_height` is over an
arbitrary level then, and `height_error` is its error.
`trunk_lean` is degrees in the picture, positive to its right. `leg_tilt` is degrees in space by
which the hips lie farther away than the ankles: the lower the camera, the more. `knee_flexion` is
degrees: in the picture's plane in side views, in space elsewhere. `flow` and `shin` are how many px
the foot's faster parts and the shank's end moved in the last `flow_s` seconds, to the picture's
right and down; NaN where no exercise asked for optical flow. `flow_foot_px` is a foot's length, px,
where that flow is of a foot that was found by its motion alone, of somebody who lies: the same for
both sides, since which foot it is is not known. `fine_` signals: see `motion.fine`.
"""

COLUMN = {name: index for index, name in enumerate(NAMES)}
_FEET_ONLY = COLUMN["feet_only"]

FOCAL_SHARE = 0.8
"""Focal length as a share of the picture's longer side where nobody has told: a lens that sees 64°,
as phones (62–70°) and webcams (55–78°) do when they film. So distances along the line of sight are
right within about 20 %; what is measured across it does not hang on this."""


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
        return self.row[_FEET_ONLY] == 1.0

    @property
    def by_motion(self) -> bool:
        """Whether its flow is of a foot that was found by its motion alone."""
        return math.isfinite(self["flow_foot_px"])


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
            values = dict.fromkeys(NAMES, NAN)
            _fill_by_motion(values, pose)
            row, view = tuple(values.values()), self._view.view
            return Moment(pose.t, row, view, whole=False, why_not="nobody seen")
        points: list[list[float]] = pose.landmarks.tolist()
        world: list[list[float]] = pose.world.tolist()
        width, height = pose.size
        yaw = yaw_of(world)
        self._view.push(pose.t, yaw)
        values = dict.fromkeys(NAMES, NAN)
        values["yaw"] = self._view.yaw
        values["leg_tilt"] = leg_tilt_of(world)
        values["focal_length"] = FOCAL_SHARE * max(width, height)
        values["horizon"] = height / 2
        values["middle_x"] = width / 2
        why_not = fill_trunk(values, points, height)
        side_view = is_side(self._view.view)
        seen = 0
        for side in SIDES:
            seen += fill_leg(values, side, points, world, (width, height), side_view=side_view)
        if not seen:
            why_not = why_not or "feet not in the picture"
        _fill_measured(values, pose)
        if pose.feet is not None:
            fill_fine(values, pose.feet, height)
        fill_posture(values)
        self.scale.push(pose.t, values)
        values["body_height"] = body_height(values, self._view.view, self.scale.stature_px)
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
            values["middle_x"], values["horizon"] = (length / 2 for length in pose.size)
            why_not = ""
        elif feet_seen(pose):
            why_not = ONLY_FEET
        _fill_by_motion(values, pose)
        values["feet_only"] = float(why_not != "nobody seen")
        view = self._feet.view
        return Moment(pose.t, tuple(values.values()), view, whole=not why_not, why_not=why_not)


def _fill_measured(values: dict[str, float], pose: Pose) -> None:
    """Take over what was measured in the picture itself."""
    if pose.extra:
        for name in ("flow_s", "flow_foot_px", *_MEASURED):
            values[name] = pose.extra.get(name, NAN)


def _fill_by_motion(values: dict[str, float], pose: Pose) -> None:
    """The same where no body is seen: somebody who lies is lost by the body model at times."""
    if "flow_foot_px" in pose.extra:
        _fill_measured(values, pose)
