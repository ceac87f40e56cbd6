"""The skeleton: bones in the colour of the person's own side, feet thicker, doubts faint.

Where the foot model saw a foot, its points are drawn instead of the body model's; in white where it
cannot tell left from right.
"""

from __future__ import annotations

import cv2

from formcheck.overlay.canvas import Canvas, Point
from formcheck.overlay.colours import INK, LEFT, RIGHT, WHITE, Colour, of_side
from formcheck.overlay.foot_marks import LANDMARKS, SIDES, feet_on
from formcheck.pose.feet.belief import believed
from formcheck.pose.landmarks import BONES, Landmark
from formcheck.pose.types import Pose
from formcheck.status import Status

SURE = 0.5
"""Visibility from which a landmark is drawn firmly."""

FOOT = frozenset(mark for mark in Landmark if Landmark.LEFT_ANKLE <= mark <= Landmark.RIGHT_TOE)
JOINTS = tuple(dict.fromkeys(mark for bone in BONES for mark in bone))


def colour_of(*marks: Landmark) -> Colour:
    """Colour of a bone or joint: its side's, white where it joins both."""
    if all(mark.name.startswith("LEFT") for mark in marks):
        return LEFT
    return RIGHT if all(mark.name.startswith("RIGHT") for mark in marks) else WHITE


_LIMBS = tuple((a, b, colour_of(a, b), a in FOOT and b in FOOT) for a, b in BONES)


class Skeleton:
    """Bones and joints."""

    def draw(self, canvas: Canvas, pose: Pose, status: Status) -> None:
        """Draw what is known; nothing for landmarks that are NaN, or of a body that was made up."""
        body = believed(pose)
        points = {mark: canvas.joint(pose, mark) if body else None for mark in JOINTS}
        firm = {mark for mark in JOINTS if not pose.landmarks[mark, 3] < SURE}
        whose = self._feet(canvas, pose, points, firm)
        limbs = [(a, b, whose.get(b, colour), foot) for a, b, colour, foot in _LIMBS]
        faint = [limb for limb in limbs if not (limb[0] in firm and limb[1] in firm)]
        self._faint(canvas, points, faint)
        sure = [limb for limb in limbs if limb[0] in firm and limb[1] in firm]
        self._bones(canvas, points, sure, outlined=True)
        for mark in JOINTS:
            if mark in firm and (at := points[mark]):
                self._joint(canvas, at, 0.006 if mark in FOOT else 0.009)

    def _feet(
        self,
        canvas: Canvas,
        pose: Pose,
        points: dict[Landmark, Point | None],
        firm: set[Landmark],
    ) -> dict[Landmark, Colour]:
        """Put the foot model's points in place; gives the colours of feet by their landmarks."""
        colours: dict[Landmark, Colour] = {}
        for foot in feet_on(canvas, pose):
            for mark, point in LANDMARKS[SIDES[foot.row]].items():
                # The body model sees knees better, but not where nothing above them is in sight.
                if mark in FOOT or points[mark] is None:
                    points[mark] = foot.at(point)
                    (firm.discard if foot.hidden(point) else firm.add)(mark)
                if mark in FOOT:
                    colours[mark] = of_side(foot.side)
        return colours

    def _joint(self, canvas: Canvas, at: Point, size: float) -> None:
        # Sixteenths of a pixel: a circle of a few pixels would come out as a diamond.
        centre = (at[0] * 16, at[1] * 16)
        radius = round(size * canvas.unit * 16)
        edge = round(0.004 * canvas.unit * 16)
        for colour, size_px in ((INK, radius + edge), (WHITE, radius)):
            cv2.circle(canvas.image, centre, size_px, colour, -1, cv2.LINE_AA, 4)

    def _bones(
        self,
        canvas: Canvas,
        points: dict[Landmark, Point | None],
        limbs: list[tuple[Landmark, Landmark, Colour, bool]],
        *,
        outlined: bool,
    ) -> None:
        ends = [(points[a], points[b], colour, foot) for a, b, colour, foot in limbs]
        if outlined:  # a dark edge, so that the bones show on a bright picture too
            for start, end, _, foot in ends:
                if start and end:
                    wide = canvas.px(0.018 if foot else 0.014)
                    cv2.line(canvas.image, start, end, INK, wide, cv2.LINE_AA)
        for start, end, colour, foot in ends:
            if start and end:
                wide = canvas.px(0.012 if foot else 0.008)
                cv2.line(canvas.image, start, end, colour, wide, cv2.LINE_AA)

    def _faint(
        self,
        canvas: Canvas,
        points: dict[Landmark, Point | None],
        limbs: list[tuple[Landmark, Landmark, Colour, bool]],
    ) -> None:
        """Draw limbs see-through, in the smallest rectangle that holds them."""
        ends = [points[mark] for limb in limbs for mark in limb[:2] if points[limb[0]]]
        known = [end for end in ends if end]
        if not known:
            return
        edge = canvas.px(0.02)
        left = max(0, min(x for x, _ in known) - edge)
        top = max(0, min(y for _, y in known) - edge)
        right = min(canvas.width, max(x for x, _ in known) + edge)
        bottom = min(canvas.height, max(y for _, y in known) + edge)
        if right <= left or bottom <= top:
            return
        region = canvas.image[top:bottom, left:right]
        before = region.copy()
        self._bones(canvas, points, limbs, outlined=False)
        cv2.addWeighted(region, 0.4, before, 0.6, 0, region)
