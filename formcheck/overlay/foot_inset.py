"""The working foot, magnified from the picture's own pixels, with its points and its angle."""

from __future__ import annotations

import math
from collections.abc import Callable

import cv2
import numpy as np

from formcheck.exercises.results import Side
from formcheck.motion.view import is_side
from formcheck.overlay import text
from formcheck.overlay.canvas import Box, Canvas
from formcheck.overlay.colours import WHITE, of_side
from formcheck.overlay.cue import current
from formcheck.overlay.foot_drawing import draw_foot, floor
from formcheck.overlay.foot_marks import Foot, feet_on
from formcheck.overlay.foot_once import Once
from formcheck.overlay.foot_place import Place, Places
from formcheck.overlay.foot_reading import angle, name, toes_down, working
from formcheck.overlay.foot_views import View, Views
from formcheck.overlay.hints import BEFORE
from formcheck.overlay.places import write
from formcheck.overlay.sprite import Look, Row, Run, panel, row_height, row_width
from formcheck.pose.feet.points import BIG_TOE, HEEL
from formcheck.pose.types import Pose
from formcheck.status import Status

ANGLE_S = 0.25
"""An angle that changes more often cannot be read."""


class FootInset:
    """A panel with the foot; nothing without a foot model, and where there is no room for it.

    `before` takes the pixels and has to come before anything is drawn on the person, but after
    faces were made unrecognisable.
    """

    def __init__(self) -> None:
        self.before = _Before(self._take)
        self._once = Once()
        self._views = Views()
        self._places = Places()
        self._choices: list[list[View]] = []
        self._words: dict[int, tuple[float, str]] = {}
        self._told: set[Side] = set()

    def tells(self, side: Side) -> bool:
        """Whether it told that foot's measured angle on the last picture."""
        return side in self._told

    def _take(self, canvas: Canvas, pose: Pose, status: Status) -> None:
        self._choices = []
        early = status.phase == "position" and status.set_index == 0
        if early or status.phase in ("rest", "done") or (status.phase in BEFORE and status.hints):
            return
        feet = self._once.take(pose.t, working(feet_on(canvas, pose), status))
        if feet:
            self._choices = self._views.take(canvas, pose.t, feet)

    def draw(self, canvas: Canvas, pose: Pose, status: Status) -> None:
        """Draw it where it covers neither the person nor another panel."""
        choices, self._choices = self._choices, []
        self._told.clear()
        words = bool(status.hints) or current(status)
        for views in choices:
            place = self._places.choose(canvas, pose, views, words)
            if place is not None:
                self._panel(canvas, status, views, place)
                return

    def _panel(self, canvas: Canvas, status: Status, views: list[View], place: Place) -> None:
        box, pad, head = place.box, place.pad, place.head
        ground = Look(pad=pad, min_width=box.width, min_height=box.height)
        canvas.put(panel((), ground), box.x, box.y)
        width = (box.width - pad) // len(views) - pad
        for number, view in enumerate(views):
            x = box.x + pad + number * (width + pad)
            room = Box(x, box.y + head, width, box.height - head - pad)
            self._picture(canvas, status, view, room)
            self._title(canvas, status, view.foot, Box(x, box.y, width, head))
            if math.isfinite(status.foot_pitch.get(view.foot.side.value, math.nan)):
                self._told.add(view.foot.side)

    def _picture(self, canvas: Canvas, status: Status, seen: View, room: Box) -> None:
        view = canvas.image[room.y : room.y + room.height, room.x : room.x + room.width]
        height, width = seen.pixels.shape[:2]
        scales = np.array([room.width / width, room.height / height])
        view[:] = cv2.resize(seen.pixels, (room.width, room.height), interpolation=cv2.INTER_LINEAR)
        line = 0.031 * room.height
        points = (seen.foot.points - seen.corner) * scales
        if is_side(status.view):
            ends = (BIG_TOE, HEEL) if toes_down(seen.foot) else (HEEL, BIG_TOE)
            floor(view, points, *ends, line)
        draw_foot(view, seen.foot, points, float(scales[0]), line)

    def _title(self, canvas: Canvas, status: Status, foot: Foot, room: Box) -> None:
        """Whose foot it is, and its angle at the right."""
        whose, turned = self._said(foot, status, room)
        for row, x in ((whose, room.x), (turned, room.x + room.width - row_width(turned))):
            write(canvas.image, row, x, room.y + (room.height - row_height(row)) // 2)

    def _said(self, foot: Foot, status: Status, room: Box) -> tuple[Row, Row]:
        since, words = self._words.get(foot.row, (-np.inf, ""))
        if not 0 <= status.t - since < ANGLE_S:
            words = angle(foot, status)
            self._words[foot.row] = (status.t, words)
        size, colour = round(0.72 * room.height), of_side(foot.side)
        turned = (Run(words, size, WHITE, 700),)
        own, small = name(foot), round(0.85 * size)
        if text.width(own, small, 800) > room.width - row_width(turned) - size // 4:
            own = own[0]
        return (Run(own, small, colour, 800),), turned


class _Before:
    """The part that takes the pixels."""

    def __init__(self, take: Callable[[Canvas, Pose, Status], None]) -> None:
        self._take = take

    def draw(self, canvas: Canvas, pose: Pose, status: Status) -> None:
        """Draw nothing."""
        self._take(canvas, pose, status)
