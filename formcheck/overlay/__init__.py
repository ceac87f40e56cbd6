"""What is drawn on the picture: one small class per thing drawn.

Importing this package loads OpenCV.
"""

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
from formcheck.overlay.overlay import Overlay, default_parts
from formcheck.overlay.phase_bar import PhaseBar
from formcheck.overlay.skeleton import Skeleton
from formcheck.overlay.stage_bar import StageBar
from formcheck.overlay.step_map import StepMap
from formcheck.overlay.tempo import Tempo

__all__ = [
    "Canvas",
    "Clock",
    "ClockTrace",
    "CueBanner",
    "FaceBlur",
    "FootAngle",
    "FootInset",
    "Hints",
    "NextUp",
    "Overlay",
    "Part",
    "PhaseBar",
    "RepCounter",
    "Skeleton",
    "StageBar",
    "StepMap",
    "Tempo",
    "default_parts",
]
