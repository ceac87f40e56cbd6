"""Is a rise of the body a rise on to the toes? Questions asked of a finished candidate's window.

Each question exists because something real looked like a heel raise without it: squats, knee bends,
steps, hops, standing up, bowing, turning. The figures are from rendered and real people.
"""

from __future__ import annotations

import math
from collections.abc import Mapping

import numpy as np

from formcheck.motion.feet_only_raise import why_no_raise_of_feet
from formcheck.motion.filters import slope
from formcheck.motion.foot_motion import (
    FootMotion,
    foot_motion,
    left_the_floor,
    none_stands,
    shuffled,
    stood_nowhere,
    went_along,
)
from formcheck.motion.order import median_of_known
from formcheck.motion.raise_heels import NOT_SEEN, HeelDid, side_by_heels, why_no_heels
from formcheck.motion.raise_legs import knees_did_it, knees_explain, legs_alike
from formcheck.motion.rises import Rise
from formcheck.motion.scale import STOOD_RATIO, STRAIGHT_KNEE_DEG
from formcheck.motion.signals import SIDES
from formcheck.motion.track import Window
from formcheck.motion.view import BACK_VIEWS, View, is_side

BODY_SHARE = 0.65
"""Body rise as a share of the heel's lift: the foot turns on its ball, and the ankle lies 0.65 of
the way from ball to heel. True hip rise over true heel lift in two rendered raises: 0.65, 0.65."""

SEEN_SHARE = BODY_SHARE * 1.08
"""Seen body rise as a share of the heel's lift: the body model's rise is 1.00–1.16 times the true
one, on average 1.08, on 36 rendered raises in seven clips."""

HIGHEST = 0.85
"""Heel lift as a share of foot length that no foot reaches: 0.72 of it at 90° on the ball."""


OVER_REST = 0.06
"""Heel lift, share of foot length, by which a raise goes at least over the level at which the body
rested before: a raise counts from 0.15 on; straightened knees end where they began."""

SHORTEST_S = 0.5
"""No raise lasts less, seconds: the quickest of 372 rendered ones took 0.53 s, found as 0.73. Hops,
and a body that the model draws elsewhere for a moment, take 0.2–0.4 s."""

FLOOR_MOVES = 0.2
"""Foot lengths by which the lower toe may end higher or lower in the picture than it began: up to
0.1 in raises; a step of 0.35 m towards a camera at hip height moves it by 0.3."""

SIDE_GOES = 0.25
"""Share of the body's rise that ankle or heel goes up with it from the side at least, where both
legs look alike. In truth an ankle rises as far as the body: 0.44 and more in 89 raises. Who shifts
the weight towards a camera that stands low gets nearer, and so higher in the picture, with feet and
knees as they were: 0.15 at most in 17 of 19 such rises."""

KNEES_GO = 1 / 3
"""… and that the knees go up with it, as the mean of both, where the feet do not tell: in truth a
knee goes as far as the body. From the side it was 0.51 and more in 46 raises on one leg or with
knees that straightened, and 0.29 at most in 7 who scratched a leg or marched. On both feet and
straight knees it is not asked: 0.24 in a raise seen from the side, and 0.23–0.28 in three seen
obliquely by a camera that looked down."""

LOOKS_UP_DEG = -10.0
"""`leg_tilt` from which a camera looks up at somebody: one that looks level sees -13, and half of
what it looks up is seen. Only what lies higher than the camera is drawn higher by coming nearer,
and for as much as a raise the camera has to stand under about 0.7 m."""

SHOULDERS_GAIN = 1.3
"""How much further the shoulders are seen to rise than the hips from the front, and as much less
from behind: the body moves forward over its toes, and what is higher over a camera gains more in
the picture by coming nearer. Seen: 1.25–1.30 from the front, 1.0–1.07 from the sides, 0.73–0.78
from behind, on 400 raises; of the true points 1.2, 1.0 and 0.8."""


def why_not_a_raise(
    window: Window, rise: Rise, foot_length: float, heels: Mapping[str, HeelDid] = NOT_SEEN
) -> str:
    """Why a candidate is not a rise on to the toes; '' when nothing speaks against it.

    What the feet did is asked of the foot model, where it tells, and of the body model unless both
    heels rose: one heel that rises alone may scratch the other leg.

    Args:
        window: signals from the rise's start to its end.
        rise: the candidate, heights in px.
        foot_length: px.
        heels: what they did, by side, as far as the foot model sees them.
    """
    by_heels = _why_no_heels(window, rise, foot_length, heels)
    both_rose = side_by_heels(heels, window.view) == "both"
    lift = rise.height / (SEEN_SHARE * foot_length)
    of_any = (
        (lift > HIGHEST, "rose higher than a foot can lift it"),
        (rise.end - rise.start < SHORTEST_S, "too short: a hop or a jerk"),
        (window.yaw_spread > 30.0, "turned round"),
    )
    if window.feet_only:
        why = next((why for yes, why in of_any if yes), "")
        return why or why_no_raise_of_feet(window, foot_length)
    feet = [foot_motion(window, side, foot_length) for side in SIDES]
    # Who seems to face both ways is seen from behind: see `motion.view.FACING_S`.
    from_behind = window.view in BACK_VIEWS or window.view is View.UNKNOWN
    rested = math.isfinite(rise.over_rest)
    questions = (
        *of_any[:2],
        (
            back_to_rest(rise, foot_length),
            "came back up to where it stood: knees bent and straightened",
        ),
        (_not_standing(window), "not standing on straight legs"),
        of_any[2],
        (_travelled(window, foot_length), "moved across the floor"),
        (_bowed(window), "hips and shoulders did not rise together"),
        (bool(by_heels), by_heels or ""),
        (
            not both_rose and (_feet_stayed_flat(feet, window) or knees_did_it(window)),
            "the heels stayed down: knees bent and straightened",
        ),
        (
            not both_rose and _only_nearer(feet, window, foot_length),
            "the heels stayed down: came nearer or went away",
        ),
        (
            not (both_rose or from_behind) and left_the_floor(feet),
            "the toes left the floor",
        ),
        ((not both_rose and shuffled(feet)) or stood_nowhere(feet), "the feet moved"),
        (not rested and window.view is View.FRONT and none_stands(feet), "took a step"),
        (_scale_changed(window), "came nearer, went away, or bent over"),
        (_floor_moved(window, foot_length, by=_floor_may_move(window)), "came nearer or went away"),
    )
    return next((why for yes, why in questions if yes), "")


def back_to_rest(rise: Rise, foot_length: float) -> bool:
    """Whether a rise (heights in px) went no higher than the level of the rest before it."""
    return rise.over_rest < OVER_REST * SEEN_SHARE * foot_length


def _why_no_heels(
    window: Window, rise: Rise, foot_length: float, heels: Mapping[str, HeelDid]
) -> str | None:
    """As `why_no_heels`, but feet deny no raise that the body itself proves.

    Who gets higher than they rested before is lifted by no knee, and neither is who keeps the knees
    as they were. From the side, of somebody who stands on one leg, the feet prove nothing: which
    foot is which is mixed up there, or both points are on one foot. The one that hangs, seen from
    beside, and the hidden one look as if they stayed.
    """
    why = why_no_heels(heels, window.view)
    if why and (
        math.isfinite(rise.over_rest)
        or not knees_explain(window)
        or (is_side(window.view) and not legs_alike(window, foot_length))
    ):
        return None
    return why


def _not_standing(window: Window) -> bool:
    stood, knee = window.seen("stood_ratio"), window.seen("straighter_knee")
    return bool(
        (stood.size and median_of_known(stood) < STOOD_RATIO)
        or (knee.size and median_of_known(knee) > STRAIGHT_KNEE_DEG)
    )


def why_elsewhere(window: Window, foot_length: float) -> str:
    """Why what looks like an unfinished rise is another place to stand; '' while it may be one.

    Coming towards the camera moves the body up in the picture for good. That would pass for a rise
    that does not end, and swallow the raises after it.

    Args:
        window: signals from the rise's start until now.
        foot_length: px.
    """
    if window.feet_only:
        return why_no_raise_of_feet(window, foot_length)
    if _travelled(window, foot_length) or _floor_moved(window, foot_length, by=0.5):
        return "moved across the floor"
    if _scale_changed(window):
        return "came nearer, went away, or bent over"
    return ""


def why_knees(window: Window, foot_length: float, heels: Mapping[str, HeelDid] = NOT_SEEN) -> str:
    """Why an unfinished rise is knees that have straightened; '' while it may be a raise.

    Getting up from bent knees moves the body up for good, too: see `why_elsewhere`.

    Args:
        window: signals from the rise's start until now.
        foot_length: px.
        heels: what they did, as far as the foot model sees them.
    """
    if window.feet_only or why_no_heels(heels, window.view) == "":
        return ""
    feet = [foot_motion(window, side, foot_length) for side in SIDES]
    return "the heels stayed down: knees straightened" if _feet_stayed_flat(feet, window) else ""


def _floor_may_move(window: Window) -> float:
    """`FLOOR_MOVES`; more from the side, where the legs of somebody on one are mixed up.

    Who comes nearer is not seen from the side.
    """
    return 0.5 if is_side(window.view) else FLOOR_MOVES


def _floor_moved(window: Window, foot_length: float, *, by: float) -> bool:
    """Whether the lower toe, which stands on the floor, went up or down in the picture.

    Args:
        window: signals of the movement.
        foot_length: px.
        by: how far, foot lengths.
    """
    toe = np.fmin(window["toe_height_left"], window["toe_height_right"])
    toe = toe[np.isfinite(toe)]
    part = max(1, len(toe) // 6)
    moved = abs(median_of_known(toe[-part:]) - median_of_known(toe[:part])) if len(toe) else 0.0
    return bool(moved > by * foot_length)


def _travelled(window: Window, foot_length: float) -> bool:
    """Rising carries the hips by up to 0.35 foot lengths and back again."""
    x = window.seen("hip_x")
    if not x.size:
        return True
    return bool(abs(x[-1] - x[0]) > 0.5 * foot_length or np.ptp(x) > 0.9 * foot_length)


def _bowed(window: Window) -> bool:
    """Hips rose by 0.8–1.3 of the shoulders' rise in raises; bowing and sitting differ more.

    The shoulders are put over the hips first: a lean in the picture's plane is a fault of a raise
    (`trunk_lean`), and no reason not to count it. So is what a camera sees of the body that moves
    over its toes: `SHOULDERS_GAIN`.
    """
    hip, upright = window["hip_height"], window["hip_height"] + window["trunk_length"]
    hip, shoulder = hip[np.isfinite(hip)], upright[np.isfinite(upright)]
    if not hip.size or not shoulder.size:
        return True
    ratio = np.ptp(hip) / max(float(np.ptp(shoulder)), 1e-6)
    ratio *= SHOULDERS_GAIN ** math.cos(math.radians(window.yaw))
    return bool(ratio < 0.45 or ratio > 2.2)


def _feet_stayed_flat(feet: list[FootMotion], window: Window) -> bool:
    """Whether knees, not heels, lifted the body.

    Standing ankles rose by 0.27–1.0 of the body in raises and by 0.04 in squats; from the front,
    on one leg, by 0.0–0.1 in raises too, but there the knees do not bend.
    """
    return went_along(feet) < 0.13 and knees_explain(window)


def _only_nearer(feet: list[FootMotion], window: Window, foot_length: float) -> bool:
    """Whether the body is drawn higher over legs that stay, as what comes nearer is: `SIDE_GOES`.

    From the side the feet are asked, but of somebody on one leg: which is which is mixed up there.
    Then, and where the knees straightened, it is told by where the knees are, which are larger and
    farther apart; obliquely, too, to a camera that looks up.
    """
    from_side = is_side(window.view)
    if from_side and legs_alike(window, foot_length):
        if went_along(feet) < SIDE_GOES:
            return True
        if not knees_explain(window):
            return False
    if not from_side and not (window.view is View.OBLIQUE_FRONT and _looked_up_at(window)):
        return False
    body = window["body_height"]
    knees = np.mean([slope(body, window[f"knee_height_{side}"]) for side in SIDES])
    return bool(knees < KNEES_GO)


def _looked_up_at(window: Window) -> bool:
    """Whether the camera stands low, or that is not known."""
    tilt = window.seen("leg_tilt")
    return not tilt.size or bool(median_of_known(tilt) > LOOKS_UP_DEG)


def _scale_changed(window: Window) -> bool:
    trunk = window.seen("trunk_length")
    return bool(trunk.size) and bool(abs(trunk[-1] - trunk[0]) > 0.12 * median_of_known(trunk))
