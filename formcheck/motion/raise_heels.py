"""What the heels did in a rise of the body: rise, stay, or leave the floor with the whole foot.

In a raise the heels go with the body, 1.5 times as far, and the forefeet stay. So how far they rise
is not asked alone, but how much of it goes with the body: that hangs neither on the moment when a
foot stood nor on single pictures.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np

from formcheck.motion.filters import slope
from formcheck.motion.fine import other_side
from formcheck.motion.geometry import NAN
from formcheck.motion.heels import HeelCurve, true_length
from formcheck.motion.order import median_of_known
from formcheck.motion.track import FloatArray, Window
from formcheck.motion.view import BACK_VIEWS, View, is_side

GOES_WITH = 0.33
"""Share of the lift that the body's rise asks for, from which a heel rose with it: 0.43 and more in
359 raises, up to 0.26 in knee bends, weight shifts and a foot that scratches the other leg."""

STAYED = 0.15
"""The same under which it stayed. With the network's feet it is under that in 9 of 11 knee bends
and weight shifts, and in 1 of 262 raises that are not seen from the front; what lies between says
nothing."""

FOREFOOT_GOES = 0.4
"""The same of the forefoot, from which it left the floor: up to 0.2 in raises; a foot in the air
goes with the body, 0.65 of the heel's lift."""

FOREFOOT_STAYS = 0.25
"""Under which it stayed for certain."""

ALIKE = 0.5
"""Share of one heel's rise that the other's is at least, when both work: a foot in the air that
hangs down looks a little like one that works."""

SURE = 0.35
"""Largest error of a heel's lift, as a share of the lift that the body asks for, with which it is
said of that foot that it did not work."""

TELLS = 0.5
"""The same with which it is said that a heel rose, or that none did."""

TOP = 0.9
"""Share of the highest lift from which it is the top."""

SHORTEST_FOOT = 0.8
"""From heel to toe tip, share of foot length: 0.93–1.12 on rendered people, shoes included."""

SIDE_KNOWN = 0.8
"""Share of certainty of left and right from which a side is named."""


@dataclass(frozen=True, slots=True)
class HeelDid:
    """What one foot did. Shares of the heel lift that the body's rise asks for.

    Attributes:
        curve: how the foot turned.
        heel: how much the heel rose with the body.
        forefoot: how much ball and toes did.
        error: of a heel's lift.
    """

    curve: HeelCurve
    heel: float
    forefoot: float
    error: float

    @property
    def rose(self) -> bool:
        """Whether the heel rose and the forefoot stayed: the foot works.

        Where the body rose by less than the heel asks for, as it is seen to at times, the heel's
        own rise, less its error, is what forefoot and error are held against.
        """
        own = max(1.0, self.heel - self.error)
        goes = self.heel >= GOES_WITH and abs(self.forefoot) < FOREFOOT_GOES * own
        return goes and self.error < TELLS * own

    @property
    def forefoot_stays(self) -> bool:
        """Whether ball and toes stayed on the floor for certain."""
        return abs(self.forefoot) < FOREFOOT_STAYS

    @property
    def stayed(self) -> bool:
        """Whether the whole foot stayed on the floor."""
        return self.heel < STAYED and self.forefoot_stays and self.error < TELLS

    @property
    def hangs(self) -> bool:
        """Whether it is certain that the whole foot went up with the body: it is in the air."""
        return self.forefoot >= FOREFOOT_GOES and self.error < SURE


NOT_SEEN: Mapping[str, HeelDid] = MappingProxyType({})
"""Where the foot model saw nothing, or there is none."""


def what_heels_did(
    window: Window, curves: Mapping[str, HeelCurve], seen_lift: float
) -> dict[str, HeelDid]:
    """What each foot did while the body rose.

    Args:
        window: signals of the rise alone.
        curves: as `heel_curves` gives them, over this window or more.
        seen_lift: px of the body's rise that go with a lift by one foot length.
    """
    body = window["body_height"] / seen_lift
    asked = float(np.nanmax(body) - np.nanmin(body)) if np.isfinite(body).any() else NAN
    did = {}
    for side, curve in curves.items():
        heel, forefoot = (
            slope(body, _within(window, curve, values)) for values in (curve.lift, curve.forefoot)
        )
        if math.isfinite(heel) and math.isfinite(forefoot):
            did[side] = HeelDid(curve, heel, forefoot, curve.error / asked)
    return did


def _within(window: Window, curve: HeelCurve, values: FloatArray) -> FloatArray:
    """The part of a curve that lies in a window; both are of the same moments."""
    first = int(np.searchsorted(curve.t, window.t[0] - 1e-9))
    return values[first : first + len(window)]


def why_no_heels(did: Mapping[str, HeelDid], view: View) -> str | None:
    """Why the feet made no raise; '' when they did, None where they do not tell.

    From behind the foot hides its toes, which then seem to rise: with the real network in 4 of 113
    rendered raises. Of one foot alone that left the floor nothing follows: the other one, unseen,
    may stand.
    """
    if any(foot.rose for foot in did.values()):
        return ""
    if _stayed(did, view):
        return "the heels stayed down"
    told = len(did) == 2 and all(foot.error < TELLS for foot in did.values())
    return "the feet left the floor" if told and view not in BACK_VIEWS else None


def _stayed(did: Mapping[str, HeelDid], view: View) -> bool:
    """Whether a foot stayed on the floor, of two that are seen; alone, only the near one tells.

    One foot alone may be something else that is taken for it.
    """
    if not any(foot.stayed for foot in did.values()):
        return False
    near = did.get(view.value) if is_side(view) else None
    return len(did) == 2 or (near is not None and near.curve.known >= SIDE_KNOWN)


def side_by_heels(did: Mapping[str, HeelDid], view: View) -> str:
    """Which leg works: 'left', 'right', 'both' or, where the feet do not tell, 'unknown'.

    One leg works alone where the other foot is seen to hang; one that seems to lie still may be
    hidden. From behind, where toes are, that cannot be seen.
    """
    rose = [side for side, foot in did.items() if foot.rose]
    if len(did) < 2 or not rose:
        return "unknown"
    if len(rose) == 2:
        return "both" if _alike(*did.values()) else "unknown"
    other = did[other_side(rose[0])]
    named = all(foot.curve.known >= SIDE_KNOWN for foot in did.values())
    return rose[0] if named and other.hangs and view not in BACK_VIEWS else "unknown"


def _alike(one: HeelDid, other: HeelDid) -> bool:
    low, high = sorted((one.heel, other.heel))
    return low > ALIKE * high and one.forefoot_stays and other.forefoot_stays


@dataclass(frozen=True, slots=True)
class Lift:
    """The highest that the heels of the working feet rose.

    Attributes:
        value: foot lengths.
        error: of it, foot lengths.
    """

    value: float
    error: float

    def with_other(self, value: float, error: float) -> float:
        """Together with what was found in another way, each by its error; all foot lengths."""
        own, other = self.error**-2, error**-2
        return (own * self.value + other * value) / (own + other)


def lift_by_heels(window: Window, did: Mapping[str, HeelDid], side: str) -> Lift | None:
    """How high the heels rose, the mean of two; None where no working foot was seen.

    Args:
        window: signals of the rise alone.
        did: what each foot did.
        side: working side; where it is not known, the feet that rose.
    """
    feet = [f for s, f in did.items() if f.rose and side in ("both", "unknown", s)]
    if not feet:
        return None
    weights = np.array([foot.curve.error**-2 for foot in feet])
    curves = np.stack([_within(window, foot.curve, foot.curve.lift) for foot in feet])
    lift = weights @ curves / weights.sum()
    known = lift[np.isfinite(lift)]
    if not known.size:
        return None
    # The highest sample is wherever the noise is.
    top = known[known >= TOP * known.max()]
    return Lift(median_of_known(top), float(weights.sum()) ** -0.5)


def pitch_of(window: Window, side: str, lift: float, foot_length: float) -> float:
    """Angle of heel to toe tip to the floor, degrees, from the heel's lift; in a side view.

    Args:
        window: signals of the rise alone.
        side: of the near foot.
        lift: of the heel, foot lengths.
        foot_length: px.
    """
    part = max(1, len(window) // 10)
    along = np.abs(window[f"fine_heel_x_{side}"] - window[f"fine_big_toe_x_{side}"])[:part]
    along = along[np.isfinite(along)] / true_length(window, foot_length)
    if not along.size:
        return NAN
    length = median_of_known(along) / abs(math.sin(math.radians(window.yaw)))
    return math.degrees(math.asin(min(1.0, max(0.0, lift / max(length, SHORTEST_FOOT)))))
