"""Whether the person is going somewhere or turning round, rather than exercising on the spot."""

from __future__ import annotations

import math
from collections import deque

from formcheck.motion.signals import Moment
from formcheck.motion.view import axis_apart


class Moving:
    """Watches the last half second. Causal.

    Rising on to the toes carries the hips forward by about a third of a foot length in 0.7 s
    (measured on rendered and real raises); a walking step carries them two foot lengths in 0.5 s,
    and turning round takes 100° in a second.

    Args:
        window_s: how far back to look, seconds.
        travel: hip travel in the picture that counts as moving, foot lengths.
        turn: change of yaw that counts as turning, degrees.
        calm_s: how long it must be over, seconds.
    """

    def __init__(
        self,
        window_s: float = 0.5,
        travel: float = 0.6,
        turn: float = 20.0,
        calm_s: float = 0.3,
    ) -> None:
        self._window_s = window_s
        self._travel = travel
        self._turn = turn
        self._calm_s = calm_s
        self._recent: deque[tuple[float, float, float]] = deque()
        self._last = -math.inf
        self.why = ""

    def push(self, moment: Moment) -> bool:
        """Take one moment in which the person was seen; says whether they are on the move."""
        t, yaw = moment.t, moment["yaw"]
        x = _middle_of_feet(moment) if moment.feet_only else moment["hip_x"]
        recent = self._recent
        if moment.feet_only and not math.isfinite(x):
            recent.clear()  # a foot that is found again elsewhere is another one, and no step
        recent.append((t, x, yaw))
        while recent[0][0] < t - self._window_s:
            recent.popleft()
        foot = moment["foot_length"]
        xs = [x for _, x, _ in recent]
        if max(xs) - min(xs) > self._travel * foot:
            self._last = t
            self.why = f"the {'feet' if moment.feet_only else 'hips'} moved across the picture"
        elif max([axis_apart(y, yaw) for _, _, y in recent]) > self._turn:
            self._last, self.why = t, "turned round"
        return t - self._last < self._calm_s

    def reset(self) -> None:
        """Forget the past, after a gap."""
        self._recent.clear()
        self._last = -math.inf


def _middle_of_feet(moment: Moment) -> float:
    """Where the toes are across the picture, px; NaN unless both are seen.

    A foot that is lost from sight would look like a step.
    """
    return (moment["toe_x_left"] + moment["toe_x_right"]) / 2
