"""How large the person is in the picture. Centimetres are never claimed without a source."""

from __future__ import annotations

import math
from collections import deque
from collections.abc import Mapping
from statistics import median

from formcheck.motion.geometry import NAN

SHOULDER_TO_ANKLE = 0.779
"""Share of the stature between shoulder and ankle joint: 0.818 − 0.039 (Drillis & Contini 1966,
in Winter, Biomechanics and Motor Control of Human Movement)."""

FOOT_TO_STATURE = 0.152
"""Foot length as a share of stature (same source; EXERCISES.md, Words)."""

SHANK_TO_STATURE = 0.246
"""Knee to ankle as a share of stature: 0.285 − 0.039 (same source)."""

LEG_TO_STATURE = 0.491
"""Hip to ankle as a share of stature: 0.530 − 0.039 (same source)."""

WINDOW_S = 8.0

STOOD_RATIO = 1.1
"""Hips over the lower ankle as a share of the trunk: 1.70 standing straight by the same
proportions; 1.29–1.62 standing and 1.05–1.3 seated in real and rendered people."""

STRAIGHT_KNEE_DEG = 55.0
"""Flexion of the straighter knee under which a person stands. The body model says up to 35° for
a straight leg seen from the front, and 50–90° for seated people."""


def stands(values: Mapping[str, float]) -> bool:
    """Whether the person stands: hips well over the ankles, and at least one leg straight."""
    knee = values["straighter_knee"]
    return values["stood_ratio"] >= STOOD_RATIO and not knee >= STRAIGHT_KNEE_DEG


class Scale:
    """Follows the person's size in the picture while they stand.

    Args:
        height_cm: the person's height, when given.
        foot_length_cm: the person's foot length, when given.
    """

    def __init__(self, height_cm: float | None = None, foot_length_cm: float | None = None) -> None:
        self.height_cm = height_cm
        self.foot_length_cm = foot_length_cm
        self.stature_px = NAN
        self.foot_length_px = NAN
        self._recent: deque[tuple[float, float]] = deque()
        self._feet: deque[tuple[float, float]] = deque()
        self._next_update = -math.inf

    def push(self, t: float, values: Mapping[str, float]) -> None:
        """Take one moment's lengths (px)."""
        ankles = [values["ankle_height_left"], values["ankle_height_right"]]
        ankles = [a for a in ankles if math.isfinite(a)]
        shoulder = values["shoulder_height"]
        if not ankles or not stands(values):
            return
        stature = (shoulder - min(ankles)) / SHOULDER_TO_ANKLE
        if stature <= 0.0:
            return
        self._recent.append((t, stature))
        while self._recent[0][0] < t - WINDOW_S:
            self._recent.popleft()
        # Sorting a window at every frame would be the costliest thing here.
        if t >= self._next_update or len(self._recent) < 5:
            self._next_update = t + 0.25
            self._update()

    def push_feet(self, t: float, length: float) -> None:
        """Take the length of the feet (px) of somebody of whom only they are seen."""
        if not length > 0.0:
            return
        self._feet.append((t, length))
        while self._feet[0][0] < t - WINDOW_S:
            self._feet.popleft()
        self.foot_length_px = median(value for _, value in self._feet)

    def _update(self) -> None:
        """Stature is the upper quartile of the window: bending only ever makes it smaller."""
        ordered = sorted(value for _, value in self._recent)
        self.stature_px = ordered[(3 * (len(ordered) - 1)) // 4]
        share = FOOT_TO_STATURE
        if self.height_cm and self.foot_length_cm:
            share = self.foot_length_cm / self.height_cm
        self.foot_length_px = self.stature_px * share

    @property
    def foot_cm(self) -> float:
        """Foot length in cm; NaN when neither it nor the height was given."""
        if self.foot_length_cm:
            return self.foot_length_cm
        return self.height_cm * FOOT_TO_STATURE if self.height_cm else NAN

    @property
    def source(self) -> str:
        """Where the foot length comes from, in words."""
        if self.foot_length_cm:
            return "given"
        if self.height_cm:
            return f"{100 * FOOT_TO_STATURE:.1f} % of the given height"
        if self._feet and not self._recent:
            return "the feet's own length in the picture; no scale in cm"
        return (
            f"{100 * FOOT_TO_STATURE:.1f} % of the stature seen (shoulder to ankle); no scale in cm"
        )
