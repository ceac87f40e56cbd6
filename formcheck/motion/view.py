"""Where the camera stands, from the person's yaw. Found per moment; it may change inside a set."""

from __future__ import annotations

import math
from collections import deque
from enum import StrEnum

from formcheck.motion.geometry import NAN, wrap

SECTOR_DEG = 25.0
"""Half width of the front, back and side sectors (EXERCISES.md, Words)."""

HYSTERESIS_DEG = 3.0
"""How far past a border the yaw must go before the view changes, so that it does not flicker."""


YAW_ERROR_DEG = 7.0
"""RMSE of the yaw over a repetition: 4° from the front, 7–8° from the sides and from behind, on the
dev half of the benchmark. So near the border of a sector the view is not certain."""


WALKS_FACING = (-7.0, 10.0)
WALKS_AWAY = (-7.0, 18.0)
"""Degrees by which somebody who walks may be turned further away from the camera than they are
drawn, at least and at most: within 45° of facing it, and beyond. In 71 rendered walks they were by
4 on average, by 8 from the side and obliquely from behind; 95 % of 900 steps lie in between. Of 555
steps on the toes that were drawn at 80° to 165° the most were turned away by 18 (97 %)."""

BEHIND_DEG = 135.0
WALKS_BEHIND = (-13.0, 18.0)
"""The same of who is drawn farther round than this: 5 walks on the toes from behind were off by -12
to 16, and by -22 in a single step."""


class View(StrEnum):
    """Where the camera stands relative to the person; `left` shows the person's left side."""

    FRONT = "front"
    BACK = "back"
    LEFT = "left"
    RIGHT = "right"
    OBLIQUE_FRONT = "oblique-front"
    OBLIQUE_BACK = "oblique-back"
    UNKNOWN = "unknown"


BACK_VIEWS = frozenset({View.BACK, View.OBLIQUE_BACK})
"""From behind."""

_CENTRES = {View.FRONT: 0.0, View.LEFT: 90.0, View.BACK: 180.0, View.RIGHT: -90.0}


def classify(yaw: float, margin: float = 0.0) -> View:
    """The view for a yaw in degrees (0 facing the camera, +90 the left side towards it).

    Args:
        yaw: degrees; NaN gives `unknown`.
        margin: widens the square sectors by this much (degrees).
    """
    if not math.isfinite(yaw):
        return View.UNKNOWN
    for view, centre in _CENTRES.items():
        if abs(wrap(yaw - centre)) <= SECTOR_DEG + margin:
            return view
    return View.OBLIQUE_FRONT if abs(wrap(yaw)) < 90.0 else View.OBLIQUE_BACK


def possible_views(yaw: float, *, walks: bool = False) -> frozenset[View]:
    """The views that a measured yaw (degrees) may be, within its error; NaN gives `unknown`.

    Args:
        yaw: degrees.
        walks: of somebody who walks, whose yaw is wrong by more, but mostly one way.
    """
    away = 1.0 if yaw >= 0.0 else -1.0
    less, more = WALKS_FACING if abs(yaw) < 45.0 else WALKS_AWAY
    if abs(yaw) > BEHIND_DEG:
        less, more = WALKS_BEHIND
    errors = (away * less, away * more) if walks else (-YAW_ERROR_DEG, YAW_ERROR_DEG)
    return frozenset(classify(wrap(yaw + error)) for error in (0.0, *errors))


def is_side(view: View) -> bool:
    """Whether the camera sees the person from the left or the right."""
    return view in (View.LEFT, View.RIGHT)


def is_frontal(view: View) -> bool:
    """Whether the camera stands square in front of or behind the person."""
    return view in (View.FRONT, View.BACK)


RECENT_S = 0.3
"""Seconds of yaw of which the middle one is taken: the body model turns a person it sees from
behind to the front and back within one to three frames, sideways on in between."""

LOOKED_AT = 9
"""Samples of them that are compared."""

FACING_S = 1.6
FACING_AWAY_S = 0.27
"""Time constants with which facing the camera and facing away are believed: who really turns passes
through the side, which takes a second; a person who seems to face the other way at once has been
mixed up. That befalls people seen from behind: in 11 of 86 such clips 279 of 19,100 moments seem to
face the camera, for up to 2.5 s; of 30,100 moments from the front 30 seem to face away, all of
somebody who lies, and of 26,300 from the sides none. So facing away is believed sooner."""


class ViewTracker:
    """Smooths yaw over time and names the view without flicker. Causal.

    The line through both shoulders and which of its two ends faces the camera are followed apart:
    the model is good at the first and mixes up the second, most of all from behind.

    Attributes:
        yaw: degrees, NaN before anybody was seen.
        view: named, with hysteresis.
    """

    def __init__(self, time_constant_s: float = 0.3) -> None:
        self._tau = time_constant_s
        self._recent: deque[tuple[float, float]] = deque()
        self._axis = (0.0, 0.0)  # of the doubled angle, which is the same for both ends
        self.yaw = NAN
        self.view = View.UNKNOWN
        self._facing = 1.0  # share of late moments in which the model agreed on the way, 0..1

    def push(self, t: float, yaw: float) -> None:
        """Take the yaw (degrees, NaN when not seen) at time `t` (seconds)."""
        if not math.isfinite(yaw):
            return
        gap = t - self._recent[-1][0] if self._recent else math.inf
        if gap > 5 * self._tau:  # a long time unseen: start afresh
            self._recent.clear()
        self._recent.append((t, yaw))
        while self._recent[0][0] < t - RECENT_S:
            self._recent.popleft()
        middle = self._middle()
        double = math.radians(2 * middle)
        x, y = math.cos(double), math.sin(double)
        if gap > 5 * self._tau:
            self._axis, self.yaw, self._facing = (x, y), middle, 1.0
        else:
            share = 1.0 - math.exp(-gap / self._tau)
            self._axis = (
                self._axis[0] + share * (x - self._axis[0]),
                self._axis[1] + share * (y - self._axis[1]),
            )
            self._turn()
            known_s = FACING_AWAY_S if abs(wrap(yaw)) > 90.0 else FACING_S
            self._believe(yaw, 1.0 - math.exp(-gap / known_s))
        plain = classify(self.yaw)
        if plain is not self.view and not self._still_in_current():
            self.view = plain

    def _middle(self) -> float:
        """The recent yaw that lies nearest to all others, front and back taken as the same."""
        values = [yaw for _, yaw in self._recent]
        values = values[:: max(1, math.ceil(len(values) / LOOKED_AT))]
        if max(values) - min(values) < 90.0:  # as a rule: `axis_apart` takes four times as long
            return min(values, key=lambda a: sum([abs(a - b + 180.0 - 180.0) for b in values]))
        return min(values, key=lambda a: sum([axis_apart(a, b) for b in values]))

    def _turn(self) -> None:
        """The end of the axis that lies nearer to where the person faced before."""
        axis = math.degrees(math.atan2(self._axis[1], self._axis[0])) / 2
        near = abs(wrap(axis - self.yaw)) <= 90.0
        self.yaw = wrap(axis if near else axis + 180.0)

    def _believe(self, yaw: float, share: float) -> None:
        """Count who agrees on the way that the person faces; turn round when most do not."""
        agrees = abs(wrap(yaw - self.yaw)) <= 90.0
        self._facing += share * (float(agrees) - self._facing)
        if self._facing < 0.35:
            self.yaw, self._facing = wrap(self.yaw + 180.0), 1.0 - self._facing

    def _still_in_current(self) -> bool:
        """Whether the yaw is within the hysteresis of the current view."""
        if self.view is View.UNKNOWN:
            return False
        return classify(self.yaw, HYSTERESIS_DEG) is self.view or (
            classify(self.yaw, -HYSTERESIS_DEG) is self.view
        )


def axis_apart(a: float, b: float) -> float:
    """Angle between two yaws, degrees, when front and back are the same: 0 to 90."""
    apart = abs((a - b + 180.0) % 360.0 - 180.0)
    return apart if apart <= 90.0 else 180.0 - apart
