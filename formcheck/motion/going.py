"""Does somebody get anywhere, or step on the spot?"""

from __future__ import annotations

import math
from collections import deque
from collections.abc import Sequence

from formcheck.motion.geometry import NAN
from formcheck.motion.signals import Moment

LONG = (1.5, 0.38)
SHORT = (0.75, 0.25)
"""Seconds looked back, and the foot lengths that the hips have to get on in them. In 1.5 s: 0.5–3
in rendered walks of 7–12 cm a step, from every view; up to 0.24 on the spot. The short time is for
the first step of a walk."""

PART = 0.25
"""Share of the time looked at over which places are averaged at either end."""

LEAST_S = 0.6
"""Seconds that have to be known for that; before, somebody may be on the way anywhere."""

_Place = tuple[float, float, float, float]  # t seconds; x, height, foot length px
_WAYS = ("x", "height")


class Going:
    """Follows the hips across the picture and, by the size of the body, along the line of sight.

    Feet that are seen alone are followed both ways in the picture: who comes nearer comes down in
    it. Their own length hangs on how they are held, and changes by a third of a step's way.
    """

    def __init__(self) -> None:
        self._places: deque[_Place] = deque()
        self._focal = NAN

    def reset(self) -> None:
        """Forget everything, after a gap."""
        self._places.clear()

    def push(self, moment: Moment, foot_length: float) -> None:
        """Take one moment.

        Args:
            moment: its signals.
            foot_length: px, at the distance where the person is.
        """
        x, height = _where(moment)
        if not (foot_length > 0.0 and math.isfinite(x)):
            return
        self._focal = 0.0 if moment.feet_only else moment["focal_length"]
        self._places.append((moment.t, x, height, foot_length))
        while self._places[0][0] < moment.t - LONG[0]:
            self._places.popleft()

    @property
    def on_the_spot(self) -> bool:
        """Whether they got nowhere lately."""
        return self.stayed and self._less(*SHORT)

    @property
    def stayed(self) -> bool:
        """The same over the longer time alone: of a rise the hips may make half a step."""
        return self._known and self._less(*LONG)

    @property
    def went(self) -> bool:
        """Whether they got somewhere, beyond doubt."""
        return self._known and not self._less(*LONG)

    @property
    def _known(self) -> bool:
        places = self._places
        return bool(places) and places[-1][0] - places[0][0] >= LEAST_S

    def _less(self, back_s: float, least: float) -> bool:
        return self._way(back_s) < least

    def _way(self, back_s: float) -> float:
        """How far they got in so many seconds, foot lengths; at the rate of what is known of it."""
        since = self._places[-1][0] - back_s
        late = [place for place in self._places if place[0] >= since]
        part = max(1, round(PART * len(late)))
        first, last = late[:part], late[-part:]
        (t0, x0, y0, f0), (t1, x1, y1, f1) = _mean(first), _mean(last)
        if not t1 > t0:
            return 0.0
        foot = (f0 + f1) / 2
        # Focal length over foot length, both in px, is how many foot lengths the camera is away.
        nearer = math.log(f1 / f0) * self._focal / foot
        way = math.hypot((x1 - x0) / foot, (y1 - y0) / foot, nearer)
        return way * (1.0 - PART) * back_s / (t1 - t0)


def _where(moment: Moment) -> tuple[float, float]:
    """Where somebody is across the picture and, by the feet alone, up it; px."""
    if not moment.feet_only:
        return moment["hip_x"], 0.0
    x, y = ((moment[f"ankle_{way}_left"] + moment[f"ankle_{way}_right"]) / 2 for way in _WAYS)
    return x, y


def _mean(places: Sequence[_Place]) -> _Place:
    """Mean time, place and foot length."""
    t, x, y, foot = [sum(column) / len(places) for column in zip(*places, strict=True)]
    return t, x, y, foot
