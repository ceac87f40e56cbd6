"""How high the body stands on its feet, where only the feet are seen: by what bears it.

In a raise the body goes up by 0.65 of what the heels do.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from formcheck.motion.geometry import NAN

SIDES = ("left", "right")

HEEL = 0.65
"""How far the body rises of what a heel does: see `planted.BODY_SHARE`."""

ANKLE_SIDE, ANKLE_COSINE = 0.62, -0.15
"""How far an ankle is seen to rise of what the heel of its foot does: from the side, and with the
cosine of the yaw. An ankle that rises also goes forwards, which a camera that looks down on it sees
as down from the front, and as up from behind: 0.43–0.51 there, 0.59–0.66 from the side, 0.71–0.77
from behind, in 590 rendered raises."""

LIFTED, DOWN = 0.35, 0.25
"""Foot lengths that one toe is over the other one when its foot is off the floor, and until it is
down again. Of two feet on the floor, a camera at the height of the shins 1.3 m away sees the far
one up to 0.25 higher."""

TOE_MOVES = 0.08
"""Foot lengths, over its error, that a toe moves in about 0.3 s when its foot is lifted or put
down; that of a foot that stands does not move."""

JUMPS = 0.35
"""Foot lengths that a toe may move from one picture to the next. Where it seems to move further, as
no foot that stands can, another foot is taken for this one from now on."""

DISAGREE = 4.0
"""Times their error by which the heights by two feet differ when one foot's heel goes up alone."""

GAP_S = 0.5
"""Unseen for longer, what was the level before says nothing."""

LEVEL_S = 3.0
"""Time constant with which it is learnt how high each point lies over the others, seconds."""


@dataclass(frozen=True, slots=True)
class _Point:
    """One point that bears: its height, what its way counts for, and its error; px."""

    height: float
    gain: float
    error: float

    @property
    def weight(self) -> float:
        error = self.gain * self.error
        return 1.0 / max(error * error, 0.01) if math.isfinite(error) else 0.01


@dataclass(frozen=True, slots=True)
class _Toe:
    """Where a toe is, was just now and was a little earlier, px; the last two smoothed."""

    at: tuple[float, float] = (NAN, NAN)
    late: tuple[float, float] = (NAN, NAN)
    early: tuple[float, float] = (NAN, NAN)

    @property
    def off(self) -> float:
        """How far it has moved between."""
        return math.dist(self.late, self.early)

    def moved(self, step: float, place: tuple[float, float]) -> _Toe:
        """After `step` more seconds."""
        if step > GAP_S or not math.isfinite(self.late[0]):
            return _Toe(place, place, place)
        return _Toe(
            place, _towards(self.late, place, step / 0.1), _towards(self.early, place, step / 0.4)
        )


def _towards(
    old: tuple[float, float], new: tuple[float, float], steps: float
) -> tuple[float, float]:
    share = 1.0 - math.exp(-steps)
    return old[0] + share * (new[0] - old[0]), old[1] + share * (new[1] - old[1])


class PlantedHeight:
    """Height of the body by the ankles and heels of the feet that stand, px; causal.

    Each point weighs by its error. Only what it does counts, not how high it lies: so nothing jumps
    when a foot is lifted, put down, hidden or lost from sight.

    Attributes:
        standing: the feet that stand.
        error: of the height, px.
    """

    def __init__(self) -> None:
        self.standing: frozenset[str] = frozenset()
        self.error = NAN
        self._rest: dict[tuple[str, str], float] = {}  # where each point lies at height 0
        self._toes: dict[str, _Toe] = {}
        self._last_t = -math.inf
        self._height = 0.0

    def push(self, t: float, values: Mapping[str, float], foot_length: float) -> float:
        """Take one moment, with the yaw and the errors of the points; NaN where no foot is seen."""
        toes = {s: toe for s in SIDES if math.isfinite(toe := values[f"toe_height_{s}"])}
        if not toes:
            return NAN
        step, self._last_t = t - self._last_t, t
        self.standing = self._stand(step, values, toes, foot_length)
        points = _points(values, self.standing)
        if step > GAP_S:
            self._rest, self._height = {}, 0.0
        self._rest = {
            key: self._rest.get(key, point.height - self._height / point.gain)
            for key, point in points.items()
        }
        total = sum(point.weight for point in points.values())
        self.error = 1.0 / math.sqrt(total)
        self._height = self._borne(points)
        share = 1.0 - math.exp(-min(step, GAP_S) / LEVEL_S)
        for key, point in points.items():
            rest = point.height - self._height / point.gain
            self._rest[key] += share * (rest - self._rest[key])
        return self._height

    def _borne(self, points: Mapping[tuple[str, str], _Point]) -> float:
        """Height by all points; by the lower foot, where the feet disagree beyond their errors.

        A heel that goes up alone, as when a foot is lifted, leaves the body on the other one.
        """
        feet = []
        for side in dict.fromkeys(key[1] for key in points):
            own = {key: point for key, point in points.items() if key[1] == side}
            weight = sum(point.weight for point in own.values())
            height = sum(
                point.weight * point.gain * (point.height - self._rest[key])
                for key, point in own.items()
            )
            feet.append((height / weight, weight))
        total = sum(weight for _, weight in feet)
        mean = sum(weight * height for height, weight in feet) / total
        low, high = min(height for height, _ in feet), max(height for height, _ in feet)
        error = math.sqrt(sum(1.0 / weight for _, weight in feet))
        agree = math.exp(-(((high - low) / (DISAGREE * error)) ** 2))
        return low + agree * (mean - low)

    def _stand(
        self, step: float, values: Mapping[str, float], toes: Mapping[str, float], foot: float
    ) -> frozenset[str]:
        """The feet that stand: their toes are down, and rest. If all toes move, it is no step."""
        lowest = min(toes.values())
        down = [s for s, toe in toes.items() if toe - lowest <= self._most(s, foot)]
        resting = []
        for side in toes:
            place = (values[f"toe_x_{side}"], toes[side])
            before = self._toes.get(side, _Toe())
            if math.dist(before.at, place) > JUMPS * foot:
                before = _Toe()
                self._rest = {key: at for key, at in self._rest.items() if key[1] != side}
            self._toes[side] = before.moved(step, place)
            most = TOE_MOVES * foot + values[f"fine_big_toe_error_{side}"]
            if not self._toes[side].off > most:
                resting.append(side)
        return frozenset(s for s in down if s in resting) or frozenset(down)

    def _most(self, side: str, foot_length: float) -> float:
        """How far over the lower toe the one of a standing foot may be, px."""
        share = LIFTED if side in self.standing or not self.standing else DOWN
        return share * foot_length if math.isfinite(foot_length) else math.inf


def _points(values: Mapping[str, float], sides: Collection[str]) -> dict[tuple[str, str], _Point]:
    """What bears: the ankle and the heel of each of these feet."""
    cosine = math.cos(math.radians(values["yaw"])) if math.isfinite(values["yaw"]) else 0.0
    gains = {"heel": HEEL, "ankle": HEEL / (ANKLE_SIDE + ANKLE_COSINE * cosine)}
    return {
        (part, side): _Point(
            values[f"{part}_height_{side}"], gain, values[f"fine_{part}_error_{side}"]
        )
        for side in SIDES  # always in this order: the last bits of a sum hang on it
        if side in sides
        for part, gain in gains.items()
    }


class Eased:
    """A height that follows another one without its quickest changes; causal.

    Args:
        tau_s: time constant, seconds.
    """

    def __init__(self, tau_s: float) -> None:
        self._tau_s = tau_s
        self._t = -math.inf
        self._value = NAN

    def push(self, t: float, value: float) -> float:
        """Take one value; starts afresh after a gap."""
        step, self._t = t - self._t, t
        share = 1.0 if step > GAP_S else 1.0 - math.exp(-step / self._tau_s)
        self._value = value if share == 1.0 else self._value + share * (value - self._value)
        return self._value
