"""`Overlay`: the whole picture that the person exercising looks at."""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np

from formcheck.overlay.canvas import Canvas, Part
from formcheck.overlay.clock import Clock
from formcheck.overlay.clock_trace import ClockTrace
from formcheck.overlay.counter import RepCounter
from formcheck.overlay.cue import CueBanner
from formcheck.overlay.face_blur import FaceBlur
from formcheck.overlay.foot_angle import FootAngle
from formcheck.overlay.foot_inset import FootInset
from formcheck.overlay.hints import Hints
from formcheck.overlay.next_up import NextUp
from formcheck.overlay.phase_bar import PhaseBar
from formcheck.overlay.skeleton import Skeleton
from formcheck.overlay.sprite import Image, as_image
from formcheck.overlay.stage_bar import StageBar
from formcheck.overlay.step_map import StepMap
from formcheck.overlay.tempo import Tempo
from formcheck.pose.types import Pose
from formcheck.status import Status


def default_parts() -> list[Part]:
    """All parts, in the order they are drawn; those that choose their place come last."""
    inset = FootInset()
    return [
        inset.before,
        Skeleton(),
        FootAngle(inset.tells),
        RepCounter(),
        Clock(),
        Tempo(),
        PhaseBar(),
        StageBar(),
        NextUp(),
        ClockTrace(),
        StepMap(),
        Hints(),
        CueBanner(),
        inset,
    ]


class Overlay:
    """Draws what a session knows on its pictures.

    One object per video or live run: cues and hints remember where they stand.

    Args:
        mirror: show the picture like a mirror. Words are not mirrored, and the person's own left
            is still called left.
        blur_faces: make faces unrecognisable.
        parts: what to draw instead of `default_parts()`.
    """

    def __init__(
        self,
        mirror: bool = False,
        *,
        blur_faces: bool = False,
        parts: Sequence[Part] | None = None,
    ) -> None:
        self.mirror = mirror
        self.parts: list[Part] = list(default_parts() if parts is None else parts)
        if blur_faces:
            self.parts.insert(0, FaceBlur())

    def render(self, image: Image, pose: Pose, status: Status, *, spare: bool = False) -> Image:
        """Draw on a copy, or on the picture itself where nobody wants it without the drawing.

        Args:
            image: (H, W, 3) uint8, BGR; may have another size than the pose's picture.
            pose: the pose found in it.
            status: what the session knows.
            spare: the picture itself may be drawn on.

        Returns:
            A picture of the same size.
        """
        if self.mirror:
            ground = as_image(cv2.flip(image, 1))
        elif spare and image.flags.c_contiguous and image.flags.writeable:
            ground = image
        else:
            ground = np.array(image, order="C", copy=True)
        canvas = Canvas(ground, pose_size=pose.size, mirror=self.mirror)
        for part in self.parts:
            part.draw(canvas, pose, status)
        return canvas.image
