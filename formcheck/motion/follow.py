"""Follows one number through time, from what says where it is and what says how fast it moves.

A Kalman filter of place and speed. Causal.
"""

from __future__ import annotations

import math

JUMP = 3.0
"""Standard deviations from which on a measurement is taken for a mistake in part: it then moves the
number as one just so far off would, so that one that is wrong does little, and one that stays
wins."""


class Follower:
    """Where a number is, and how fast it moves.

    Args:
        unrest: by how much its speed may change in a second, in its unit a second; the more, the
            less it is smoothed.
    """

    def __init__(self, unrest: float) -> None:
        self._noise = unrest**2
        self.place = math.nan
        self.speed = 0.0
        self._t = -math.inf
        self._var = (0.0, 0.0, 0.0)  # place, both, speed

    def begin(self, t: float, place: float, error: float) -> None:
        """Forget what was; it is here now."""
        self.place, self.speed, self._t = place, 0.0, t
        self._var = (error**2, 0.0, self._noise)

    def wait(self, t: float) -> None:
        """Go on to a time, seconds, at the speed that it has."""
        dt = t - self._t
        if dt <= 0:
            return
        here, both, fast = self._var
        self.place += self.speed * dt
        self._var = (
            here + 2 * dt * both + dt * dt * fast + self._noise * dt**3 / 3,
            both + dt * fast + self._noise * dt**2 / 2,
            fast + self._noise * dt,
        )
        self._t = t

    def see_place(self, place: float, error: float) -> None:
        """It was measured to be here now, off by about `error`."""
        here, both, _ = self._var
        self._learn(place - self.place, here + error**2, (here, both))

    def see_speed(self, speed: float, error: float) -> None:
        """It was measured to move so fast now, off by about `error`."""
        _, both, fast = self._var
        self._learn(speed - self.speed, fast + error**2, (both, fast))

    def _learn(self, off: float, var: float, shared: tuple[float, float]) -> None:
        most = JUMP * math.sqrt(var)
        off = min(max(off, -most), most)
        gain = (shared[0] / var, shared[1] / var)
        self.place += gain[0] * off
        self.speed += gain[1] * off
        here, both, fast = self._var
        self._var = (
            here - gain[0] * shared[0],
            both - gain[0] * shared[1],
            fast - gain[1] * shared[1],
        )
